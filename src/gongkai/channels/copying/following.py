"""What changed goes into the copy: notes taken from the database, pages rendered, notes removed.

Notes are removed by their number, so that one which another transaction commits meanwhile is left for the next
round, whatever its number. What fails is tried again, later each time, and keeps nothing else.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from gongkai.acts.days import today
from gongkai.channels import pages
from gongkai.channels.carried import note_carried
from gongkai.channels.changes import changes_of, note_everything
from gongkai.channels.copying import status
from gongkai.channels.copying.folder import Folder
from gongkai.channels.copying.manifest import Manifest
from gongkai.channels.copying.taking_down import take_down
from gongkai.channels.copying.writing import Failure, Writer, write
from gongkai.channels.models import PendingChange
from gongkai.channels.pages import Changes, Key, Source
from gongkai.register.checkpoints import key_folder
from gongkai.register.signing import CannotSign, signing_key

log = structlog.get_logger(__name__)

AT_ONCE: Final = 500
"""Notes of one round."""
CHUNK: Final = 10
"""Keys under one hold of the lock."""
FIRST_PAUSE: Final = 5.0
LONGEST_PAUSE: Final = 600.0


@dataclass
class Waiting:
    """A key that failed, and when it is to be tried again (by the monotonic clock)."""

    failure: Failure
    attempts: int
    again_at: float


@dataclass
class Follower:
    """Follows the changes into one folder. `clock` gives seconds that never go back."""

    folder: Folder
    clock: Callable[[], float] = time.monotonic
    waiting: dict[tuple[str, Key], Waiting] = field(default_factory=dict)

    def round(self) -> int:
        """Follow what is noted now, but for what asks to build everything; how many notes there were.

        Raises:
            CannotWrite: when the folder takes nothing; the notes stay.
            OperationalError, InterfaceError: when the database does not answer; the notes stay.
        """
        began = timezone.now()
        rows = list(PendingChange.objects.exclude(item_id=None, agency_id=None).order_by("pk")[:AT_ONCE])
        again = self._due()
        if not rows and not again:
            return 0
        changes = changes_of(rows)
        failures, unknown = self._take_down(changes), False
        for source in pages.sources():
            stale = _stale(source, changes)
            unknown = unknown or stale is None
            keys = dict.fromkeys(stale or ())
            keys.update(dict.fromkeys(key for name, key in again if name == source.name))
            failures += self._write(source, keys)
        self._remember(failures, tried=set(again))
        self.state()
        if unknown:
            note_everything()
        elif changes.items:
            failed_for = {failure.key for failure in failures}
            note_carried(changes.items - {key for key in failed_for if isinstance(key, int)}, began)
        PendingChange.objects.filter(pk__in=[row.pk for row in rows]).delete()
        return len(rows)

    def state(self) -> None:
        """Have the manifest and the status say how the copy is now."""
        try:
            key = signing_key(key_folder())
            Manifest(self.folder).follow(key, settings.WAGTAILADMIN_BASE_URL, timezone.now())
        except CannotSign as error:
            log.error("manifest_not_signed", reason=str(error))
        status.write(
            self.folder,
            followed_at=timezone.now().isoformat(),
            waiting=[
                {"source": name, "key": str(key), "error": each.failure.error}
                for (name, key), each in list(self.waiting.items())[:100]
            ],
            trouble="",
        )

    def needs_building(self) -> bool:
        """Whether all is to be looked at: a new day, a new program, another site's name, a machine that went down."""
        known = status.read(self.folder)
        return (
            known.get("fingerprint") != status.fingerprint()
            or known.get("day") != today().isoformat()
            or not status.survived(known)
            or not self.folder.public.is_dir()
        )

    def _take_down(self, changes: Changes) -> list[Failure]:
        """First of all, and whatever became of it when the act was done."""
        if not changes.items:
            return []
        with self.folder.alone(), Writer(self.folder) as writer:
            return take_down(writer, changes.items)

    def _write(self, source: Source, keys: dict[Key, None]) -> list[Failure]:
        failures = []
        for chunk in _chunks(list(keys)):
            with self.folder.alone(), Writer(self.folder) as writer:
                failures += write(writer, source, chunk)
        return failures

    def _due(self) -> list[tuple[str, Key]]:
        now = self.clock()
        return [name_and_key for name_and_key, each in self.waiting.items() if each.again_at <= now]

    def _remember(self, failures: Sequence[Failure], tried: set[tuple[str, Key]]) -> None:
        before = {place: self.waiting.pop(place) for place in tried}
        for failure in failures:
            place = (failure.source, failure.key)
            known = before.get(place) or self.waiting.get(place)
            attempts = known.attempts + 1 if known else 1
            pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempts - 1))
            self.waiting[place] = Waiting(failure, attempts, self.clock() + pause)


def everything_noted() -> list[int]:
    """The notes that ask to look at everything."""
    return list(PendingChange.objects.filter(item_id=None, agency_id=None).values_list("pk", flat=True))


def forget(notes: Sequence[int]) -> None:
    """Remove notes that were followed."""
    PendingChange.objects.filter(pk__in=notes).delete()


def oldest_waiting() -> datetime.datetime | None:
    """Since when the longest waiting change of an item or a body waits; None when none does."""
    rows = PendingChange.objects.exclude(item_id=None, agency_id=None).order_by("since")
    return rows.values_list("since", flat=True).first()


def _stale(source: Source, changes: Changes) -> list[Key] | None:
    """The source's keys that the changes touch; None when it cannot say, and all of them have to be looked at."""
    try:
        return list(source.stale(changes)) if changes else []
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("changed_pages_unknown", source=source.name)
        return None


def _chunks(keys: list[Key]) -> Iterator[list[Key]]:
    left = iter(keys)
    while chunk := list(islice(left, CHUNK)):
        yield chunk
