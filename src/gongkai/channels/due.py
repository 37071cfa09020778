"""What is due on which channel by when: everything that is asked for, minus the receipts there are.

A few queries, however much there is: looked at is what came out in the last months, and what stands on boards and
accounts longer than it should.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from gongkai.agencies.models import Agency, Appointment
from gongkai.agencies.powers import Powers
from gongkai.channels.kinds import Demanded, demanded
from gongkai.channels.models import Receipt
from gongkai.channels.queries import ReceiptQuerySet
from gongkai.channels.states import ChannelLine, ChannelState, Demand, demand_of, lines_of
from gongkai.disclosure.models import CatalogueEntry, Item
from gongkai.disclosure.rights import DRAFTING_ROLES

LOOKS_BACK = datetime.timedelta(days=92)
"""What came out earlier is asked for on its own page, and no longer on the lists."""

MOST = 3000
"""More items than this are not looked at for one list: the newest are."""


@dataclass(frozen=True)
class Task:
    """Something to be done on a channel of an item, by the holders of these posts; by the drafters where there are none."""

    item: Item
    line: ChannelLine
    post_ids: tuple[int, ...]

    @property
    def order(self) -> tuple[bool, bool, datetime.date, int]:
        """What is withdrawn first, which is to come down at once; then what is late; then by the day."""
        at_once = self.line.state == ChannelState.TO_TAKE_DOWN
        return not at_once, not self.line.late, self.line.act_by or datetime.date.max, self.item.pk


Catalogue = dict[int, list[tuple[CatalogueEntry, tuple[Demanded, ...]]]]


def catalogue_of(agency_ids: Collection[int]) -> Catalogue:
    """The catalogues of bodies, each entry with the channels that its words mean. One query."""
    found: Catalogue = defaultdict(list)
    for entry in CatalogueEntry.objects.filter(agency__in=agency_ids).order_by("pk"):
        found[entry.agency_id].append((entry, demanded(entry.channels)))
    return found


def demand_on(item: Item, catalogue: Catalogue) -> Demand:
    """What the catalogue of its body asks for an item."""
    return demand_of(item.duties, item.column_id, catalogue.get(item.agency_id, ()))


def receipts_of(item: Item) -> list[Receipt]:
    """All receipts of an item, with postings and entries, the earliest first. One query."""
    rows = Receipt.objects.filter(item=item).select_related("posting", "entry", "recorded_by")
    return list(rows.defer("entry__body").order_by("pk"))


def channels_of(item: Item, day: datetime.date) -> list[ChannelLine]:
    """The channels of one item. Two queries."""
    demand = demand_on(item, catalogue_of([item.agency_id]))
    return lines_of(item, demand, receipts_of(item), day)


def tasks_of(agency_ids: Collection[int], day: datetime.date) -> list[Task]:
    """What is due on the channels of these bodies, late ones first. Five queries."""
    if not agency_ids:
        return []
    items = _looked_at(agency_ids, day)
    catalogue = catalogue_of({item.agency_id for item in items})
    receipts = _by_hand([item.pk for item in items])
    tasks = []
    for item in items:
        demand = demand_on(item, catalogue)
        if item.pk not in receipts and all(one.automatic for one in demand.channels):
            continue
        for line in lines_of(item, demand, receipts.get(item.pk, ()), day):
            if line.is_open:
                tasks.append(Task(item, line, demand.post_ids))
    return sorted(tasks, key=lambda task: task.order)


def tasks_for(powers: Powers, day: datetime.date) -> list[Task]:
    """What is due from a person: where the catalogue names a post, its holders do it, else the body's drafters.

    Where nobody holds the post, the drafters do it as well: nothing is left without anybody.
    """
    appointments = [holding.appointment_id for holding in powers.holdings]
    own = set(Appointment.objects.filter(pk__in=appointments).values_list("post_id", flat=True))
    writes_for = {h.agency_id for h in powers.holdings if h.role in DRAFTING_ROLES}
    tasks = tasks_of(powers.agency_ids, day)
    named = {pk for task in tasks for pk in task.post_ids}
    held = set(Appointment.objects.on(day).filter(post__in=named).values_list("post_id", flat=True))
    return [
        task
        for task in tasks
        if own & set(task.post_ids) or (not held & set(task.post_ids) and task.item.agency_id in writes_for)
    ]


@dataclass(frozen=True)
class Stand:
    """How a body stands: how much is due on its channels, how much of it is late."""

    agency: Agency
    due: int
    late: int


def stand_of(bodies: Iterable[Agency], day: datetime.date) -> list[Stand]:
    """The bodies that have something to do, those with most that is late first."""
    by_pk = {agency.pk: agency for agency in bodies}
    tasks: dict[int, list[Task]] = defaultdict(list)
    for task in tasks_of(by_pk.keys(), day):
        tasks[task.item.agency_id].append(task)
    stands = [
        Stand(by_pk[pk], len(found), sum(task.line.late for task in found)) for pk, found in tasks.items()
    ]
    return sorted(stands, key=lambda stand: (-stand.late, -stand.due, stand.agency.path))


def _by_hand(item_ids: Collection[int]) -> dict[int, list[Receipt]]:
    """What clerks wrote about items, with postings: what the system writes by itself is never due. One query."""
    found: dict[int, list[Receipt]] = defaultdict(list)
    rows = Receipt.objects.filter(item__in=item_ids, automatic=False).select_related("posting")
    for receipt in rows.order_by("pk"):
        found[receipt.item_id].append(receipt)
    return found


def _looked_at(agency_ids: Collection[int], day: datetime.date) -> list[Item]:
    """What came out lately, and what is carried longer than it should be. Three queries."""
    since = datetime.datetime.combine(day, datetime.time(), datetime.UTC) - LOOKS_BACK
    # What was published was also changed then: `updated_at` has the index.
    lately = Item.objects.public().filter(
        agency__in=agency_ids, updated_at__gte=since, last_published_at__gte=since
    )
    recent = list(lately.order_by("-updated_at").values_list("pk", flat=True)[:MOST])
    receipts: ReceiptQuerySet = Receipt.objects.all()
    outlived = receipts.outlived(agency_ids, day).values_list("item", flat=True).distinct()
    rows = Item.objects.filter(pk__in={*recent, *outlived[:MOST]}).defer("body")
    return list(rows.select_related("agency", "column").order_by("pk"))
