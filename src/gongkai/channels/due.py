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
"""What came out earlier is on a list of its own, and counted on the others (`channels.earlier`)."""

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


def tasks_of(agency_ids: Collection[int], day: datetime.date, *, earlier: bool = False) -> list[Task]:
    """What is due on the channels of these bodies, late ones first; `earlier`: of what came out before. Five queries."""
    if not agency_ids:
        return []
    items = _looked_at(agency_ids, day, earlier)
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


def tasks_for(powers: Powers, day: datetime.date, *, earlier: bool = False) -> list[Task]:
    """What is due from a person, as `Share` has it. Seven queries."""
    tasks = tasks_of(powers.agency_ids, day, earlier=earlier)
    share = share_of(powers, day, {pk for task in tasks for pk in task.post_ids})
    return [task for task in tasks if share.has(task.item.agency_id, task.post_ids)]


@dataclass(frozen=True)
class Share:
    """What is a person's to do: where the catalogue names a post, its holders do it, else the body's drafters.

    Where nobody holds the post, the drafters do it as well: nothing is left without anybody.
    """

    posts: frozenset[int]
    writes_for: frozenset[int]
    held: frozenset[int]

    def has(self, agency_id: int, post_ids: Iterable[int]) -> bool:
        """Whether what a body has to do by these posts is the person's."""
        named = frozenset(post_ids)
        return bool(named & self.posts) or (not named & self.held and agency_id in self.writes_for)


def share_of(powers: Powers, day: datetime.date, named: Collection[int]) -> Share:
    """What is theirs who has these powers, among what is asked of the posts `named`. Two queries."""
    appointments = [holding.appointment_id for holding in powers.holdings]
    own = Appointment.objects.filter(pk__in=appointments).values_list("post_id", flat=True)
    held = Appointment.objects.on(day).filter(post__in=named).values_list("post_id", flat=True)
    return Share(
        posts=frozenset(own),
        writes_for=frozenset(h.agency_id for h in powers.holdings if h.role in DRAFTING_ROLES),
        held=frozenset(held),
    )


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


def beginning_of_list(day: datetime.date) -> datetime.datetime:
    """What came out since this moment is on the lists of the day."""
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC) - LOOKS_BACK


def outlived(agency_ids: Collection[int], day: datetime.date) -> list[int]:
    """The items of which more is carried than should be, whenever they came out. One query."""
    receipts: ReceiptQuerySet = Receipt.objects.all()
    return list(receipts.outlived(agency_ids, day).values_list("item", flat=True).distinct()[:MOST])


def _looked_at(agency_ids: Collection[int], day: datetime.date, earlier: bool) -> list[Item]:
    """What came out lately, and what is carried longer than it should be; or all the rest. Three queries."""
    since, standing = beginning_of_list(day), outlived(agency_ids, day)
    public = Item.objects.public().filter(agency__in=agency_ids)
    if earlier:
        found = public.filter(last_published_at__lt=since).exclude(pk__in=standing)
        wanted = set(found.order_by("-last_published_at").values_list("pk", flat=True)[:MOST])
    else:
        # What was published was also changed then: `updated_at` has the index.
        found = public.filter(updated_at__gte=since, last_published_at__gte=since)
        wanted = {*found.order_by("-updated_at").values_list("pk", flat=True)[:MOST], *standing}
    rows = Item.objects.filter(pk__in=wanted).defer("body")
    return list(rows.select_related("agency", "column").order_by("pk"))
