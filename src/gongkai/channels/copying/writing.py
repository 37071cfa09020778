"""What sources render, put into the folder: what is the same stays untouched, what is absent goes with all beside it."""

from __future__ import annotations

import errno
import gzip
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

import structlog

from gongkai.acts.unavailable import DATABASE_UNAVAILABLE
from gongkai.channels.copying import placing
from gongkai.channels.copying.folder import Folder, linking_allowed
from gongkai.channels.copying.journal import Journal
from gongkai.channels.pages import Absent, File, Key, Source
from gongkai.front.layout import GZIP, LEAST_COMPRESSED, LEVEL, META, TEXTS, NotInCopy, meta_of, path_of

log = structlog.get_logger(__name__)

_NO_FILE_CAN_BE_WRITTEN: Final = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EACCES, errno.EPERM, errno.ENXIO}
)
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


class CannotWrite(Exception):
    """The folder takes nothing, whatever is written: full, read-only, not ours. The text says what the system said."""


@dataclass
class Counts:
    """What became of the files: `refused` are addresses that no file can stand at, which stay the office's."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    refused: int = 0
    failed: int = 0

    def add(self, other: Counts) -> None:
        """Count the other's too."""
        for name, number in asdict(other).items():
            setattr(self, name, getattr(self, name) + number)


@dataclass(frozen=True)
class Failure:
    """A key that could not be rendered, and why."""

    source: str
    key: Key
    error: str


@dataclass
class Writer:
    """Puts files in place. `durable` forces every file to the disk.

    Whoever has one holds the folder's lock, but for who goes past whoever holds it (`past`): his notes may be taken
    before he changes what they name, so that at the end he notes everything again. On a full disk that stays undone.
    """

    folder: Folder
    durable: bool = False
    past: bool = False
    counts: Counts = field(default_factory=Counts)
    paths: set[str] = field(default_factory=set)
    """The paths of all files that are as they should be, changed or not."""

    def __post_init__(self) -> None:
        self._link = linking_allowed(self.folder)
        self._journal = Journal(self.folder, past=self.past)

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *error: object) -> None:
        if self.past:
            with suppress(OSError):
                self._journal.note_again()
        self._journal.close()

    def take(self, found: File | Absent) -> None:
        """Have the address be as a source says.

        Raises:
            CannotWrite: when nothing can be written at all.
            OSError: when this file cannot.
        """
        try:
            path = path_of(found.address)
        except NotInCopy:
            self.counts.refused += 1
            return
        try:
            if isinstance(found, Absent):
                self.remove(path)
            else:
                self.put(path, found)
        except OSError as error:
            if error.errno in _NO_FILE_CAN_BE_WRITTEN:
                raise CannotWrite(f"{self.folder.root}：{error.strerror}") from error
            raise

    def put(self, path: str, found: File) -> None:
        """Have the file stand at the path, with what stands beside it."""
        place = self.folder.public / path
        meta = meta_of(path, found.status, found.content_type)
        changed = self._put_beside(path, META, meta) if meta else False
        if isinstance(found.body, Path):
            changed = self._put_file(path, place, found.body) or changed
        else:
            changed = self._put_bytes(path, place, found) or changed
        if not meta:
            changed = self._take_beside(path, META) or changed
        self.paths.add(path)
        if changed:
            self.counts.written += 1
        else:
            self.counts.unchanged += 1

    def remove(self, path: str) -> None:
        """Have nothing stand at the path: also when the disk is full, which keeps nothing from being taken away."""
        place = self.folder.public / path
        beside = [place.with_name(place.name + ending) for ending in (GZIP, META)]
        self.paths.discard(path)
        if not any(each.exists() for each in (place, *beside)):
            return
        noted = self._noted(path)
        placing.take_away(beside[0])
        if placing.take_away(place):
            self.counts.removed += 1
        placing.take_away(beside[1])
        if not noted and not self._noted(path):  # What went left room for its note, in most cases.
            log.error("removed_without_note", path=path)
        if self.durable:
            placing.force_folder(place.parent)
        placing.drop_empty_folders(place.parent, self.folder.public)

    def _noted(self, path: str) -> bool:
        """Note it. False when the disk is full: the manifest has it until all files are looked at the next time."""
        try:
            self._journal.note(path)
        except OSError as error:
            if error.errno not in _FULL:
                raise
            return False
        return True

    def _put_bytes(self, path: str, place: Path, found: File) -> bool:
        assert isinstance(found.body, bytes)
        compressed = place.with_name(place.name + GZIP)
        wanted = len(found.body) >= LEAST_COMPRESSED and found.content_type.startswith(TEXTS)
        changed = not placing.same_bytes(place, found.body)
        if not changed and (
            placing.same_compressed(compressed, found.body) if wanted else not compressed.exists()
        ):
            return False
        self._journal.note(path)
        # Never the old one compressed beside the new one plain.
        placing.take_away(compressed)
        if changed:
            placing.put_bytes(place, found.body, durable=self.durable)
        if wanted:
            small = gzip.compress(found.body, LEVEL, mtime=0)
            modified = place.stat().st_mtime_ns
            placing.put_bytes(compressed, small, modified_ns=modified, durable=self.durable)
        if self.durable:
            placing.force_folder(place.parent)
        return True

    def _put_file(self, path: str, place: Path, source: Path) -> bool:
        if placing.same_file(place, source):
            return False
        self._journal.note(path)
        self._take_beside(path, GZIP)
        placing.put_file(place, source, link=self._link)
        return True

    def _put_beside(self, path: str, ending: str, body: bytes) -> bool:
        place = self.folder.public / f"{path}{ending}"
        if placing.same_bytes(place, body):
            return False
        self._journal.note(path)
        placing.put_bytes(place, body, durable=self.durable)
        return True

    def _take_beside(self, path: str, ending: str) -> bool:
        place = self.folder.public / f"{path}{ending}"
        if not place.exists():
            return False
        self._journal.note(path)
        return placing.take_away(place)


def write(writer: Writer, source: Source, keys: Sequence[Key]) -> list[Failure]:
    """Render the keys of a source and put their files in place. One that fails does not keep the others.

    Raises:
        CannotWrite: when nothing can be written at all.
        OperationalError, InterfaceError: when the database does not answer.
    """
    failure = _attempt(writer, source, keys)
    if failure is None:
        return []
    if len(keys) > 1:
        return [each for key in keys for each in write(writer, source, [key])]
    writer.counts.failed += 1
    return [failure]


def _attempt(writer: Writer, source: Source, keys: Sequence[Key]) -> Failure | None:
    try:
        for found in source.render(keys):
            writer.take(found)
    except (CannotWrite, *DATABASE_UNAVAILABLE):
        raise
    except Exception as error:
        if len(keys) == 1:
            log.exception("page_failed", source=source.name, key=str(keys[0]))
        return Failure(source.name, keys[0], f"{type(error).__name__}: {error}"[:300])
    return None
