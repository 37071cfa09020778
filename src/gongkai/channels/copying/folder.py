"""The folder of the copy: what is in it beside the pages, and who may write there when.

Pages are rendered and written under one hold of the lock, so that what was read before a withdrawal is never
written after it: the withdrawal waits for the batch that is being written, and then has the last word.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings

from gongkai.front.layout import PUBLIC

_LOOK_EVERY: Final = 0.01


class Busy(Exception):
    """The folder was not to be had in the time given."""


@dataclass(frozen=True)
class Folder:
    """The folder of a copy."""

    root: Path

    @property
    def public(self) -> Path:
        """What a web server serves."""
        return self.root / PUBLIC

    @property
    def journal(self) -> Path:
        """The paths that were changed since the manifest was written, one a line."""
        return self.root / "journal"

    @property
    def journal_taken(self) -> Path:
        """The part of it that is being written into the manifest."""
        return self.root / "journal.taken"

    @property
    def status(self) -> Path:
        """How far the copy is: see status.py."""
        return self.root / "status.json"

    @property
    def told(self) -> Path:
        """The numbers of the items that are being taken away, for whoever writes meanwhile, one a line."""
        return self.root / ".passed"

    @property
    def exists(self) -> bool:
        """Whether a copy was begun here."""
        return self.public.is_dir()

    @property
    def is_empty(self) -> bool:
        """Whether no page stands here."""
        return not self.exists or not any(self.public.iterdir())

    def prepare(self) -> None:
        """Make the folder where there is none."""
        self.public.mkdir(parents=True, exist_ok=True)

    def tell(self, item: int) -> None:
        """Tell whoever writes that the item is being taken away: he may have read it before."""
        with self.told.open("a", encoding="ascii") as file:
            file.write(f"{item}\n")

    @contextmanager
    def hearing(self) -> Iterator[Callable[[], set[int]]]:
        """Hear what is told: each call gives the items that were named since the one before, or since the beginning.

        Who hears holds the file; whoever is the last to hear empties it.
        """
        with self.told.open("a+b", buffering=0) as file:
            fcntl.flock(file, fcntl.LOCK_SH)
            file.seek(0, os.SEEK_END)
            yield lambda: set(map(int, file.read().split()))
            with suppress(BlockingIOError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                file.truncate(0)

    @contextmanager
    def alone(self, patience: float | None = None) -> Iterator[None]:
        """Write with nobody else writing.

        Raises:
            Busy: when it is not to be had within `patience` seconds.
        """
        with self._held(fcntl.LOCK_EX, patience):
            yield

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write beside others who write together: the processes of one building, each its own pages."""
        with self._held(fcntl.LOCK_SH, None):
            yield

    @contextmanager
    def only_one(self, what: str, *, wait: bool = False) -> Iterator[None]:
        """Be the only one who builds, or who follows, for as long as it takes.

        Raises:
            Busy: when another is at it and `wait` is false.
        """
        with (self.root / f".{what}").open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                raise Busy(what) from None
            yield

    def is_busy(self, what: str) -> bool:
        """Whether somebody builds, or follows."""
        try:
            with self.only_one(what):
                return False
        except Busy:
            return True

    @contextmanager
    def _held(self, how: int, patience: float | None) -> Iterator[None]:
        # Who waits to be alone holds the gate meanwhile: those who write together cannot keep him out for ever.
        until = None if patience is None else time.monotonic() + patience
        with (self.root / ".lock").open("a") as lock:
            with (self.root / ".gate").open("a") as gate:
                _take(gate.fileno(), fcntl.LOCK_EX, until)
                _take(lock.fileno(), how, until)
            yield


def _take(descriptor: int, how: int, until: float | None) -> None:
    if until is None:
        fcntl.flock(descriptor, how)
        return
    while True:
        try:
            fcntl.flock(descriptor, how | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise Busy from None
            time.sleep(_LOOK_EVERY)
        else:
            return


def current() -> Folder | None:
    """The folder of this installation; None where it makes no copy (GONGKAI_PORTAL is `off`)."""
    return Folder(settings.PORTAL) if settings.PORTAL is not None else None


def is_current(folder: Folder) -> bool:
    """Whether it is the folder of this installation, the one that the platform keeps up to date."""
    own = current()
    return own is not None and own.root.resolve() == folder.root.resolve()


def linking_allowed(folder: Folder) -> bool:
    """Whether attachments may be hard links of the stored files: within the data folder, not where others have rights."""
    return os.path.commonpath([settings.DATA, folder.root]) == str(settings.DATA)
