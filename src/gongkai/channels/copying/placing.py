"""Single files, put in place whole or not at all.

Nothing is forced to the disk for an ordinary page: a rename shows it whole, and after the machine itself went down
the copy is compared page by page with what it should be (`Follower.needs_building`). What is withdrawn is forced.
"""

from __future__ import annotations

import gzip
import itertools
import os
import shutil
import time
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Final

UNFINISHED: Final = ".w-"
"""How names of files begin that are being written."""
_NEVER_FINISHED: Final = 3600.0
"""Seconds after which nobody is writing a file any more, whoever has the number of who did."""

_numbers = itertools.count()
_TRIES: Final = 5


def same_bytes(place: Path, body: bytes) -> bool:
    """Whether these very bytes are there."""
    try:
        return place.stat().st_size == len(body) and place.read_bytes() == body
    except OSError:
        return False


def same_compressed(place: Path, body: bytes) -> bool:
    """Whether these very bytes are there, compressed by gzip: to see it costs less than half of compressing them."""
    try:
        return gzip.decompress(place.read_bytes()) == body
    except (OSError, EOFError, zlib.error):
        return False


def same_file(place: Path, source: Path) -> bool:
    """Whether that file is there: a link to it, or a copy that has its size and time."""
    try:
        there, wanted = place.stat(), source.stat()
    except OSError:
        return False
    if there.st_ino == wanted.st_ino and there.st_dev == wanted.st_dev:
        return True
    return (there.st_size, there.st_mtime_ns) == (wanted.st_size, wanted.st_mtime_ns)


def put_bytes(place: Path, body: bytes, *, modified_ns: int | None = None, durable: bool = False) -> None:
    """Put the bytes there, readable for all."""
    unfinished, descriptor = _begun(place)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(body)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        if modified_ns is not None:
            os.utime(unfinished, ns=(modified_ns, modified_ns))
        unfinished.replace(place)
    except OSError:
        with suppress(OSError):
            unfinished.unlink()
        raise


def put_file(place: Path, source: Path, *, link: bool) -> None:
    """Put the file there: a second name of it, or a copy readable for all."""
    unfinished, descriptor = _begun(place)
    try:
        if link and _linked(source, unfinished):
            os.close(descriptor)
        else:
            with os.fdopen(descriptor, "wb") as target, source.open("rb") as file:
                shutil.copyfileobj(file, target, 1 << 20)
            times = source.stat()
            os.utime(unfinished, ns=(times.st_atime_ns, times.st_mtime_ns))
        unfinished.replace(place)
    except OSError:
        with suppress(OSError):
            unfinished.unlink()
        raise


def take_away(place: Path) -> bool:
    """Have nothing stand there. Gives whether something did."""
    try:
        place.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def drop_unfinished(folder: Path, age: float = _NEVER_FINISHED) -> None:
    """Remove what was begun in the folder, or below it, by who was ended meanwhile, or more than `age` seconds ago."""
    for name, _, files in os.walk(folder):
        for file in files:
            if not file.startswith(UNFINISHED):
                continue
            place = Path(name, file)
            with suppress(FileNotFoundError, NotADirectoryError):
                # Not by the time of the contents: of a link it is the stored file's.
                if not _is_at_work(file) or time.time() - place.stat().st_ctime > age:
                    place.unlink()


def _is_at_work(unfinished: str) -> bool:
    """Whether the process that a file names is there, or another by its number."""
    number = unfinished.removeprefix(UNFINISHED).partition("-")[0]
    try:
        os.kill(int(number), 0)
    except PermissionError:
        return True
    except (ProcessLookupError, ValueError, OverflowError):
        return False
    try:
        # Ended, and not yet asked for how: so it stays for ever where nobody asks, as in many a container.
        state = (
            Path(f"/proc/{number}/stat").read_text("ascii", errors="replace").rpartition(")")[2].split()[0]
        )
    except (OSError, IndexError):
        return True
    return state not in ("Z", "X")


def drop_empty_folders(folder: Path, upto: Path) -> None:
    """Remove the folder and those above it, below `upto`, as long as they are empty."""
    while folder != upto and upto in folder.parents:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def force_folder(folder: Path) -> None:
    """Have the disk know what is in the folder, and what is not any more."""
    with suppress(FileNotFoundError, NotADirectoryError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _begun(place: Path) -> tuple[Path, int]:
    """A new file beside the place. Its folder may vanish meanwhile: another takes away the last file in it.

    New for certain: what one who was killed left behind, by our number, may be a second name of a stored file.
    """
    for tries_left in range(_TRIES, -1, -1):
        unfinished = place.with_name(f"{UNFINISHED}{os.getpid()}-{next(_numbers)}")
        try:
            return unfinished, os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        except (FileExistsError, FileNotFoundError):
            if not tries_left:
                raise
            place.parent.mkdir(parents=True, exist_ok=True)
    raise AssertionError


def _linked(source: Path, unfinished: Path) -> bool:
    second = unfinished.with_name(f"{unfinished.name}l")
    try:
        second.hardlink_to(source)
    except OSError:
        return False
    second.replace(unfinished)
    return True
