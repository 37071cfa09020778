"""The data folder: made when new, owned by who runs, used by one supervisor at a time."""

from __future__ import annotations

import fcntl
import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Unusable(Exception):
    """The folder cannot be used; the message is a sentence that says why and what to do."""


class InUse(Unusable):
    """Another process holds the folder."""


def prepare(folder: Path) -> bool:
    """Make the folder when it is new, and see that it can be used. Gives whether it was made.

    Raises:
        Unusable: when it is not a folder, belongs to somebody else, or cannot be written.
    """
    try:
        made = not folder.exists()
        folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    except FileExistsError:
        raise Unusable(f"{folder} 不是文件夹：请把 GONGKAI_DATA 或 --data 指向一个文件夹。") from None
    except OSError as error:
        raise Unusable(f"建立不了数据文件夹 {folder}：{error.strerror}。") from error
    owner = folder.stat().st_uid
    if owner != os.geteuid():
        raise Unusable(
            f"数据文件夹 {folder} 属于用户 {_name(owner)}，现在运行的是 {_name(os.geteuid())}："
            f"请用 {_name(owner)} 运行，或把文件夹交给现在的用户（chown -R）。"
        )
    _try_to_write(folder)
    return made


def _try_to_write(folder: Path) -> None:
    probe = folder / f".writable-{os.getpid()}"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise Unusable(f"数据文件夹 {folder} 不能写入：{error.strerror}。请检查权限和磁盘空间。") from error


def _name(user: int) -> str:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for this process. The kernel lets go of it when the process ends, however it ends.

    Raises:
        InUse: when another process holds it.
    """
    with (folder / "serve.lock").open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            holder = file.read().strip()
            who = f"（进程 {holder}）" if holder else ""
            raise InUse(
                f"数据文件夹 {folder} 已有一个 gongkai 在使用{who}：请先停止它，或用 --data 另选一个文件夹。"
            ) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
