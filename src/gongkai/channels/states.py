"""What state each channel of an item is in, and what is due on it by when. Pure: rows in, lines out.

第二十六条 counts from the day on which information is formed or changed; a version that is not the first counts from
the day of the change. What a withdrawn item left on a board or an account has to come down at once.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import models

from gongkai.acts.days import day_of
from gongkai.channels.kinds import AUTOMATIC, PASSING, Demanded
from gongkai.channels.models import Posting, Receipt, ReceiptState
from gongkai.disclosure.models import CatalogueEntry, Item
from gongkai.statute.deadlines import deadline, formed_by
from gongkai.statute.workdays import CALENDAR, Due, chinese_date

LIMIT = deadline("publish").length


class ChannelState(models.TextChoices):
    """What a screen says of a channel, in one word."""

    NOT_YET = "not_yet", "尚未公开"
    WAITING = "waiting", "系统发布中"
    DUE = "due", "待发布"
    LATE = "late", "逾期未发布"
    FAILED = "failed", "未能发布"
    CARRIED = "carried", "已发布"
    OLD = "old", "旧版"
    OVER = "over", "张贴期满"
    TO_TAKE_DOWN = "to_take_down", "待撤下"
    TAKEN_DOWN = "taken_down", "已撤下"

    @property
    def appearance(self) -> str:
        """Its class in office.css."""
        return _APPEARANCE.get(self, "")


_APPEARANCE: dict[str, str] = {
    ChannelState.DUE: "warn",
    ChannelState.LATE: "late",
    ChannelState.FAILED: "back",
    ChannelState.CARRIED: "live",
    ChannelState.OLD: "stale",
    ChannelState.OVER: "stale",
    ChannelState.TO_TAKE_DOWN: "late",
}
OPEN = frozenset(
    {
        ChannelState.DUE,
        ChannelState.LATE,
        ChannelState.FAILED,
        ChannelState.OLD,
        ChannelState.OVER,
        ChannelState.TO_TAKE_DOWN,
    }
)
"""The states in which somebody has something to do, where the channel is not an automatic one."""
BY_THE_PERIOD = frozenset({ChannelState.DUE, ChannelState.LATE, ChannelState.FAILED, ChannelState.OLD})
"""Those of them that the period of 第二十六条 ends."""


@dataclass(frozen=True)
class Demand:
    """What the catalogue asks for an item: on which channels, within how many working days, by which posts."""

    channels: tuple[Demanded, ...] = ()
    workdays: int = LIMIT
    post_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class ChannelLine:
    """A channel of an item. `due` is the last day with its working, None where nothing is to be done by a day.

    `act_by_said` is that day in Chinese, with its year where it is another one than that of the day asked for.
    `late` is whether it should have been done before the day asked for; on the weekend after the last day no working
    day is missing yet, and it is late all the same.
    """

    label: str
    kind: str
    name: str
    state: ChannelState
    demanded: bool
    receipt: Receipt | None = None
    due: Due | None = None
    act_by: datetime.date | None = None
    act_by_said: str = ""
    workdays_left: int = 0
    late: bool = False
    met: bool = False
    """Whether the catalogue asks nothing of this carrier: nothing at all, or what is done or is another's to do."""

    @property
    def automatic(self) -> bool:
        """Whether the static copy carries it by itself."""
        return self.kind in AUTOMATIC

    @property
    def is_open(self) -> bool:
        """Whether somebody has something to do."""
        given_up = self.state == ChannelState.FAILED and self.met
        return self.state in OPEN and not self.automatic and not given_up


def demand_of(
    duties: Collection[str], column_id: int, entries: Iterable[tuple[CatalogueEntry, tuple[Demanded, ...]]]
) -> Demand:
    """What the entries of the body's catalogue ask: those of the item's duties, else those of its column."""
    known = [pair for pair in entries if not pair[0].exempt_reason]
    bound = [pair for pair in known if pair[0].duty in duties]
    bound = bound or [pair for pair in known if pair[0].column_id == column_id]
    if not bound:
        return Demand()
    channels = {one: None for _, asked in bound for one in asked}
    posts = {entry.responsible_id: None for entry, _ in bound if entry.responsible_id}
    return Demand(
        tuple(sorted(channels)), min(LIMIT, *(entry.deadline_workdays for entry, _ in bound)), tuple(posts)
    )


def effective(receipts: Iterable[Receipt]) -> list[Receipt]:
    """Those that count, in their order: not corrected by a later one, and not void."""
    rows = sorted(receipts, key=lambda one: one.pk)
    corrected = {one.corrects_id for one in rows}
    return [one for one in rows if one.pk not in corrected and one.state != ReceiptState.VOID]


def lines_of(
    item: Item, demand: Demand, receipts: Iterable[Receipt], day: datetime.date
) -> list[ChannelLine]:
    """The channels of an item on a day: those that the catalogue asks for, and those that there are receipts of.

    `receipts` are all of this item's, each with its posting if it has one. Of the carriers of a channel the catalogue
    asks one, that of which was told last that it did anything: so often something is due as a channel is wanting,
    which `channels.earlier` counts, and beside it for what a carrier has too long.
    """
    start = counts_from(item)
    case = _Case(item, day, demand.workdays, start, start and CALENDAR.workday_after(start, demand.workdays))
    counted = effective(receipts)
    last = {(each.channel, each.name): each for each in counted}
    wanted = _wanted(item, demand)
    lines: list[ChannelLine] = []
    for one in wanted:
        carriers = [each for each in last.values() if _answers(each, one)]
        met = any(_answers(each, one) and case.carries(each) for each in counted)
        asked = max(carriers, key=lambda each: (each.state != ReceiptState.TAKEN_DOWN, each.pk), default=None)
        lines += [case.line(one, each, met or each is not asked) for each in carriers]
        if not carriers:
            lines.append(case.line(one, None, met))
    for each in last.values():
        if not any(_answers(each, one) for one in wanted):
            lines.append(case.line(None, each, True))
    return [line for line in lines if item.live or line.state != ChannelState.FAILED]


def counts_from(item: Item) -> datetime.date | None:
    """The day that sets the period off: on which it was formed; of a later version, on which that came out."""
    published = item.last_published_at
    if published is None:
        return None
    first = published == item.first_published_at
    return formed_by(item.formed_on if first else None, day_of(published))


def _wanted(item: Item, demand: Demand) -> list[Demanded]:
    if not item.live and item.withdrawn_at is not None:
        return []
    automatic = [Demanded(kind.value) for kind in AUTOMATIC]
    return [*automatic, *(one for one in demand.channels if one not in automatic)]


def _answers(receipt: Receipt, one: Demanded) -> bool:
    return receipt.channel == one.kind and one.name in ("", receipt.name)


@dataclass(frozen=True)
class _Case:
    """An item on a day, and the last day on which its channels must carry it."""

    item: Item
    day: datetime.date
    workdays: int
    start: datetime.date | None
    last_day: datetime.date | None

    def carries(self, receipt: Receipt) -> bool:
        """Whether the receipt says that the version which is public now was carried."""
        return receipt.state == ReceiptState.CARRIED and receipt.revision_id == self.item.live_revision_id

    def line(self, one: Demanded | None, receipt: Receipt | None, met: bool) -> ChannelLine:
        """The line of a channel that was asked for (`one`), of a receipt, or of both."""
        kind = receipt.channel if receipt is not None else one.kind if one is not None else ""
        if kind in AUTOMATIC:
            state, by = self._of_automatic(receipt), None
        else:
            state = self._of_hand(receipt, met)
            given_up = met and state == ChannelState.FAILED
            by = None if given_up else self._act_by(state, receipt)
        return ChannelLine(
            label=receipt.carrier_label if receipt is not None else one.label if one is not None else "",
            kind=kind,
            name=receipt.name if receipt is not None else one.name if one is not None else "",
            state=state,
            demanded=one is not None,
            receipt=receipt,
            due=self._due(state, kind) if by is not None else None,
            act_by=by,
            act_by_said=_said(by, self.day) if by is not None else "",
            workdays_left=CALENDAR.workdays_between(self.day, by) if by is not None else 0,
            late=state == ChannelState.TO_TAKE_DOWN or (by is not None and by < self.day),
            met=met,
        )

    def _of_automatic(self, receipt: Receipt | None) -> ChannelState:
        if not self.item.live:
            if receipt is None:
                return ChannelState.NOT_YET
            gone = receipt.state == ReceiptState.TAKEN_DOWN
            return ChannelState.TAKEN_DOWN if gone else ChannelState.TO_TAKE_DOWN
        return ChannelState.CARRIED if receipt and self.carries(receipt) else ChannelState.WAITING

    def _of_hand(self, receipt: Receipt | None, met: bool) -> ChannelState:
        if not self.item.live and receipt is None:
            return ChannelState.NOT_YET
        late = self.last_day is not None and self.last_day < self.day
        missing = ChannelState.LATE if late else ChannelState.DUE
        if receipt is None:
            return missing
        if receipt.state == ReceiptState.FAILED:
            return ChannelState.FAILED
        if receipt.state == ReceiptState.TAKEN_DOWN:
            return ChannelState.TAKEN_DOWN if met else missing
        if not self.item.live:
            return ChannelState.CARRIED if receipt.channel in PASSING else ChannelState.TO_TAKE_DOWN
        posting = getattr(receipt, "posting", None)
        if posting is not None and posting.until_on < self.day:
            return ChannelState.OVER
        # What was aired or printed of an older version cannot be replaced, only be aired anew where that is asked for.
        settled = self.carries(receipt) or (met and receipt.channel in PASSING)
        return ChannelState.CARRIED if settled else ChannelState.OLD

    def _act_by(self, state: ChannelState, receipt: Receipt | None) -> datetime.date | None:
        if state == ChannelState.TO_TAKE_DOWN and self.item.withdrawn_at is not None:
            return day_of(self.item.withdrawn_at)
        if state == ChannelState.OVER and receipt is not None:
            posting: Posting = receipt.posting
            return posting.until_on
        return self.last_day if state in BY_THE_PERIOD else None

    def _due(self, state: ChannelState, kind: str) -> Due | None:
        """The last day with its working, which is worked out only where it is shown."""
        if self.start is None or state not in BY_THE_PERIOD or kind in AUTOMATIC:
            return None
        return CALENDAR.add_workdays(self.start, self.workdays)


def _said(by: datetime.date, day: datetime.date) -> str:
    return chinese_date(by) if by.year != day.year else f"{by.month}月{by.day}日"
