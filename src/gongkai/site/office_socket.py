"""The socket at which the office listens: in the data folder, for who runs the platform and nobody else."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from pathlib import Path
from typing import Final

from gongkai.site.data_folder import Unusable

_LONGEST: Final = 100
"""Bytes of a socket's path that every kernel takes (Linux takes 107)."""


def path(data: Path) -> Path:
    """Where the socket of this data folder is: in it, or in a folder for temporary files when its name is too long."""
    near = data / "run" / "office.sock"
    if len(os.fsencode(near)) <= _LONGEST:
        return near
    name = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"gongkai-{os.geteuid()}-{name}" / "office.sock"


def prepare(data: Path) -> Path:
    """Make the folder of the socket, which nobody else can enter. Gives the socket's path.

    Raises:
        Unusable: when the folder is somebody else's.
    """
    found = path(data)
    found.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = found.parent.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid():
        raise Unusable(f"{found.parent} 不属于现在的用户，不能用来放办公进程的连接：请删除它，再启动。")
    found.parent.chmod(0o700)
    return found


def fresh(data: Path) -> Path:
    """The path, free: what an office that was killed left there is removed."""
    found = prepare(data)
    found.unlink(missing_ok=True)
    return found
