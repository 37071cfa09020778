"""The data folder: made when new, owned by who runs, used by one supervisor at a time, and what in it is nobody else's."""

from __future__ import annotations

import fcntl
import os
import pwd
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from gongkai.annual.system_errors import reason_of

UPLOADS: Final = "media"
_OF_OTHERS: Final = 0o077


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
        if made:
            folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    except OSError as error:
        raise Unusable(f"建立不了数据文件夹 {folder}：{reason_of(error)}。") from error
    see_that_it_is_ours(folder)
    _try_to_write(folder)
    return made


def see_that_it_is_ours(folder: Path) -> None:
    """What another user writes there, also root, the platform could not change any more.

    Raises:
        Unusable: when it belongs to somebody else, or is none.
    """
    found = folder.stat()
    if not stat.S_ISDIR(found.st_mode):
        raise Unusable(f"{folder} 不是文件夹：请把 GONGKAI_DATA 或 --data 指向一个文件夹。")
    owner = found.st_uid
    if owner != os.geteuid():
        raise Unusable(
            f"数据文件夹 {folder} 属于用户 {_name(owner)}，现在运行的是 {_name(os.geteuid())}："
            f"请用 {_name(owner)} 运行，或把文件夹交给现在的用户（chown -R）。"
        )


def _try_to_write(folder: Path) -> None:
    probe = folder / f".writable-{os.getpid()}"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise Unusable(f"数据文件夹 {folder} 不能写入：{reason_of(error)}。") from error


def keep_private(folder: Path, database: Path | None) -> list[str]:
    """Let nobody but the owner read the uploads and the database, a file of SQLite or None.

    The folder itself is open to the group, so that a web server in front can read the copy and the styles. Gives a
    sentence for each that could not be closed.
    """
    places = [folder / UPLOADS]
    places[0].mkdir(mode=0o700, exist_ok=True)
    if database is not None and database.parent.is_dir():
        # SQLite gives what it makes beside its file the mode of the file.
        os.close(os.open(database, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        places += [database, *(database.with_name(database.name + ending) for ending in ("-wal", "-shm"))]
    return [
        f"{place} 别的用户也能读，又改不了它的权限：请由它的主人执行 chmod go= {place}。"
        for place in places
        if not _closed(place)
    ]


def _closed(place: Path) -> bool:
    """Whether it is closed to others now; what is not there is."""
    try:
        mode = place.stat().st_mode
        if mode & _OF_OTHERS:
            place.chmod(mode & 0o7700)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return not place.stat().st_mode & _OF_OTHERS


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
