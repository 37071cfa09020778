"""The two secrets of an installation, made on the first start and kept in the data folder.

`secret` signs sessions and forms: when it is lost, people sign in again. `data` encrypts personal data: when it is
lost, what was encrypted cannot be read any more.
"""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

from gongkai.site.environment import Environment

_ONLY_OWNER = 0o600
_SECRET = re.compile(rb"[!-~]{50,}")
_DATA = re.compile(rb"[0-9A-Fa-f]{64}")


def secret_key(environment: Environment) -> str:
    """The key that signs. One for this process alone where the installation was never started."""
    kept = _file(environment, "secret")
    if environment.secret_key:
        return environment.secret_key
    return kept.read_text("ascii").strip() if kept.is_file() else secrets.token_urlsafe(64)


def data_key(environment: Environment) -> bytes:
    """The key that encrypts, 32 bytes; made now where there is none, for what it encrypts is to be kept."""
    if environment.data_key:
        return bytes.fromhex(environment.data_key)
    kept = _file(environment, "data")
    _ensure(kept, secrets.token_hex(32))
    return bytes.fromhex(kept.read_text("ascii").strip())


def installation(environment: Environment) -> str:
    """The name of this data folder among those that share a database: 12 signs, made once."""
    kept = _file(environment, "installation")
    _ensure(kept, secrets.token_hex(6))
    return kept.read_text("ascii").strip()


def make(environment: Environment) -> list[str]:
    """Make the keys that neither the environment nor the data folder has. Gives a line for each that was made."""
    made = []
    if not environment.secret_key and _ensure(_file(environment, "secret"), secrets.token_urlsafe(64)):
        made.append(f"已生成签名密钥 {_file(environment, 'secret')}。")
    if not environment.data_key and _ensure(_file(environment, "data"), secrets.token_hex(32)):
        made.append(f"已生成加密密钥 {_file(environment, 'data')}，请与数据库分开备份。")
    installation(environment)
    return made


def exposed(environment: Environment) -> list[str]:
    """A sentence for each key that others on this machine can read."""
    return [
        f"密钥文件 {kept} 别的用户也能读：请执行 chmod 600 {kept}。"
        for kept in (_file(environment, "secret"), _file(environment, "data"))
        if _is_open(kept)
    ]


def damaged(environment: Environment) -> list[str]:
    """A sentence for each key in use whose file is not as it was made: emptied by a full disk, edited, another file."""
    reasons = []
    for kept, given, form, lost in (
        (_file(environment, "secret"), environment.secret_key, _SECRET, "所有人要重新登录"),
        (_file(environment, "data"), environment.data_key, _DATA, "已加密的内容（第二道验证等）读不出来"),
    ):
        if not given and not _is_as_made(kept, form):
            reasons.append(
                f"密钥文件 {kept} 坏了：请从备份放回原来的。没有备份的，把它移到别处留存再启动，"
                f"会另生成一个，但是{lost}。"
            )
    return reasons


def _is_as_made(kept: Path, form: re.Pattern[bytes]) -> bool:
    try:
        return not kept.is_file() or form.fullmatch(kept.read_bytes().strip()) is not None
    except PermissionError:
        # That the folder is somebody else's is said next.
        return True


def _is_open(kept: Path) -> bool:
    try:
        return kept.is_file() and bool(kept.stat().st_mode & 0o077)
    except PermissionError:
        # Another user's, who keeps it well; that the whole folder is his is said next.
        return False


def _file(environment: Environment, name: str) -> Path:
    return environment.data / "keys" / name


def _ensure(kept: Path, value: str) -> bool:
    """Write the value unless there is one already. Two processes at once agree on one: linking is atomic."""
    if kept.is_file():
        return False
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = kept.with_name(f".{kept.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _ONLY_OWNER)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(value + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(unfinished, kept)
    except FileExistsError:
        return False
    finally:
        unfinished.unlink()
    return True
