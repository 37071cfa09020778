"""What changed goes into the copy: notes taken from the database, pages rendered, notes removed.

Notes are removed by their number, so that one which another transaction commits meanwhile is left for the next
round, whatever its number. What fails is tried again, later each time, and keeps nothing else.

What was published or withdrawn comes before what changed of a body, which may touch each page of it: also when
that is being written already.
"""

from __future__ import annotations

import datetime
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import structlog
from django.conf import settings
from django.utils import timezone

from gongkai.acts.days import today
from gongkai.acts.unavailable import DATABASE_UNAVAILABLE
from gongkai.channels import pages
from gongkai.channels.carried import note_carried
from gongkai.channels.changes import changes_of, note_everything
from gongkai.channels.copying import status
from gongkai.channels.copying.carriers import Place, carried
from gongkai.channels.copying.folder import Folder
from gongkai.channels.copying.holding import held, write_in_portions
from gongkai.channels.copying.manifest import Manifest
from gongkai.channels.copying.taking_down import take_down
from gongkai.channels.copying.writing import Failure
from gongkai.channels.models import PendingChange
from gongkai.channels.pages import Changes, Key, Source
from gongkai.disclosure.models import Item
from gongkai.register.checkpoints import key_folder
from gongkai.register.signing import CannotSign, signing_key

log = structlog.get_logger(__name__)

AT_ONCE: Final = 100
"""Notes that are followed together: what is withdrawn meanwhile waits for them with its titles in the lists."""
FIRST_PAUSE: Final = 5.0
LONGEST_PAUSE: Final = 600.0


@dataclass
class Waiting:
    """A key that failed, and when it is to be tried again (by the monotonic clock)."""

    failure: Failure
    attempts: int
    again_at: float


class Stopped(Exception):
    """Whoever follows was asked to stop: the notes stay for whoever follows next."""


@dataclass
class Follower:
    """Follows the changes into one folder. `clock` gives seconds that never go back; `stopping` is asked in between."""

    folder: Folder
    clock: Callable[[], float] = time.monotonic
    stopping: Callable[[], bool] = lambda: False
    waiting: dict[Place, Waiting] = field(default_factory=dict)
    not_carried: dict[int, datetime.datetime] = field(default_factory=dict)
    """The items that have no receipt yet because of what waits, and when they were read."""

    def round(self) -> int:
        """Follow what is noted now, but for what asks to build everything; how many notes there were.

        With nothing to follow, the manifest is told what changed since it was written: another may have been at it when
        something was followed, or a withdrawal have ended after that.

        Raises:
            Stopped: when `stopping` says so before all is written; the notes stay.
            CannotWrite: when the folder takes nothing; the notes stay.
            OperationalError, InterfaceError: when the database does not answer; the notes stay.
        """
        followed = self._follow_items() + self._follow_bodies()
        # Who builds writes the manifest in the end.
        if not followed and self.folder.journal.exists() and not self.folder.is_busy("build"):
            self._state_files()
        return followed

    def _follow_items(self) -> int:
        began = timezone.now()
        notes = PendingChange.objects.exclude(item_id=None).order_by("pk")
        rows = list(notes[:AT_ONCE])
        if len(rows) == AT_ONCE:
            gone = Item.objects.withdrawn().values("pk")
            rows = list(notes.filter(item_id__in=gone)[:AT_ONCE]) or rows
        if rows:
            self._follow(rows, [], began, lambda: None)
        return len(rows)

    def _follow_bodies(self) -> int:
        began = timezone.now()
        notes = PendingChange.objects.filter(item_id=None).exclude(agency_id=None)
        rows, again = list(notes.order_by("pk")[:AT_ONCE]), self._due()
        if rows or again:
            self._follow(rows, again, began, self._follow_items)
        return len(rows)

    def _follow(
        self,
        rows: Sequence[PendingChange],
        again: Sequence[Place],
        began: datetime.datetime,
        between: Callable[[], object],
    ) -> None:
        """Write what the notes touch, and these keys once more; `between` is called whenever the folder was let go."""
        changes = changes_of(rows)
        failures, unknown = self._take_down(changes), False
        for source in pages.sources():
            stale = _stale(source, changes)
            unknown = unknown or stale is None
            keys = dict.fromkeys(stale or ())
            keys.update(dict.fromkeys(key for name, key in again if name == source.name))
            for _, failed in write_in_portions(self.folder, self.folder.alone, source, list(keys)):
                failures += failed
                if self.stopping():
                    raise Stopped
                between()
        self._remember(failures, tried=set(again))
        self.state()
        if unknown:
            note_everything()
        else:
            self._note_carried(dict.fromkeys(changes.items, began))
        PendingChange.objects.filter(pk__in=[row.pk for row in rows]).delete()

    def _note_carried(self, read: dict[int, datetime.datetime]) -> None:
        """Give receipts for what was read, and for what waited for a page that is there now."""
        read = self.not_carried | read
        done = carried(read, self.waiting.keys())
        by_moment = defaultdict(list)
        for item in done:
            by_moment[read[item]].append(item)
        for moment, items in by_moment.items():
            note_carried(items, moment)
        self.not_carried = {item: moment for item, moment in read.items() if item not in done}

    def state(self) -> None:
        """Have the manifest and the status say how the copy is now."""
        self._state_files()
        # Where a backup was put back, what it lacks stays known until all was looked at.
        known = status.read(self.folder)
        register = {"register": status.register()} if status.same_past(known) else {}
        status.write(
            self.folder,
            **register,
            followed_at=timezone.now().isoformat(),
            waiting=[
                {"source": name, "key": str(key), "error": each.failure.error}
                for (name, key), each in list(self.waiting.items())[:100]
            ],
            trouble="",
        )

    def _state_files(self) -> None:
        try:
            key = signing_key(key_folder())
            Manifest(self.folder).follow(key, settings.WAGTAILADMIN_BASE_URL, timezone.now())
        except CannotSign as error:
            log.error("manifest_not_signed", reason=str(error))

    def needs_building(self) -> bool:
        """Whether all is to be looked at.

        A new day, a new program, another site's name, a machine that went down, a backup that was put back.
        """
        known = status.read(self.folder)
        return (
            known.get("fingerprint") != status.fingerprint()
            or known.get("day") != today().isoformat()
            or not status.survived(known)
            or not status.same_past(known)
            or not self.folder.public.is_dir()
        )

    def _take_down(self, changes: Changes) -> list[Failure]:
        """First of all, and whatever became of it when the act was done."""
        if not changes.items:
            return []
        with held(self.folder, self.folder.alone) as writer:
            return take_down(writer, changes.items)

    def _due(self) -> list[Place]:
        now = self.clock()
        return [name_and_key for name_and_key, each in self.waiting.items() if each.again_at <= now]

    def _remember(self, failures: Sequence[Failure], tried: set[Place]) -> None:
        before = {place: self.waiting.pop(place) for place in tried}
        for failure in failures:
            place = (failure.source, failure.key)
            known = before.get(place) or self.waiting.get(place)
            attempts = known.attempts + 1 if known else 1
            pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempts - 1))
            self.waiting[place] = Waiting(failure, attempts, self.clock() + pause)


def oldest_waiting() -> datetime.datetime | None:
    """Since when the longest waiting change of an item or a body waits; None when none does."""
    rows = PendingChange.objects.exclude(item_id=None, agency_id=None).order_by("since")
    return rows.values_list("since", flat=True).first()


def _stale(source: Source, changes: Changes) -> list[Key] | None:
    """The source's keys that the changes touch; None when it cannot say, and all of them have to be looked at."""
    try:
        return list(source.stale(changes)) if changes else []
    except DATABASE_UNAVAILABLE:
        raise
    except Exception:
        log.exception("changed_pages_unknown", source=source.name)
        return None
