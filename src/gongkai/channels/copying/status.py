"""How far the copy is, in a small file of its folder: for the monitor, and for the next start."""

from __future__ import annotations

import fcntl
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.conf import settings

import gongkai
from gongkai.channels.copying import placing
from gongkai.channels.copying.folder import Folder
from gongkai.register.models import ChainHead, Entry

_ROOMS: Final = ("annual", "channels", "disclosure", "front", "portal", "reports", "search", "statute")
_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")
FORCED: Final = "forced"
"""In place of the boot's name: everything was forced to the disk when the process that follows ended."""


def read(folder: Folder) -> dict[str, Any]:
    """What is known; empty where nothing is. The fields are those that `write` was given:

    `fingerprint` of what the last whole building was made by, `boot` in which it may still lack a force to the disk,
    `day` (ISO) and `site` it was made for, `built_at`, `seconds`, `counts`; `failures`, a list of {"source", "key", "error"};
    `register`, the hash of the register's last entry when the copy was written; `followed_for`, the site of the process
    that follows, `followed_at`, and `trouble`, a sentence, while nothing can be written; `not_built`, why the last building
    of everything came to no end.
    """
    try:
        found = json.loads(folder.status.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write(folder: Folder, **values: Any) -> None:
    """Put these values beside what is known."""
    with (folder.root / ".status").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        placing.put_bytes(folder.status, json.dumps({**read(folder), **values}, ensure_ascii=False).encode())


def fingerprint() -> str:
    """Changes when a page may look different though nothing in the database did: program, static files, site's name."""
    digest = hashlib.sha256(f"{gongkai.__version__}\0{settings.WAGTAILADMIN_BASE_URL}\0".encode())
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.is_file():
        digest.update(manifest.read_bytes())
    for file in _own_files():
        state = file.stat()
        digest.update(f"{file.name}:{state.st_size}:{state.st_mtime_ns}".encode())
    return digest.hexdigest()


def register() -> str:
    """How far the register is, by its last entry; "" before the first."""
    return ChainHead.objects.filter(sequence__gt=0).values_list("entry_hash", flat=True).first() or ""


def same_past(known: dict[str, Any]) -> bool:
    """Whether the database has what it had when the copy followed it last: not where an older backup took its place."""
    last = known.get("register", "")
    return not last or Entry.objects.filter(entry_hash=last).exists()


def boot() -> str:
    """The name of this run of the machine; "" where it has none."""
    try:
        return _BOOT.read_text("ascii").strip()
    except OSError:
        return ""


def survived(known: dict[str, Any]) -> bool:
    """Whether what was written is on the disk for certain: the machine has not gone down since, or all was forced."""
    return known.get("boot") in (FORCED, boot())


def _own_files() -> Iterator[Path]:
    ours = Path(gongkai.__file__).parent
    for room in _ROOMS:
        yield from sorted(
            file
            for file in (ours / room).rglob("*")
            if file.suffix in (".py", ".html", ".json", ".txt", ".xml") and "migrations" not in file.parts
        )
