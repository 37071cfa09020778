"""What the pages of many items need, read in a number of queries that does not grow with them."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString
from wagtail.models import Revision

from gongkai.acts.days import today
from gongkai.channels import addresses
from gongkai.channels.bodies.pictures import Shown, shown_pictures
from gongkai.disclosure import contents
from gongkai.disclosure.models import Attachment, ColumnKind, Item, ValidityChange
from gongkai.disclosure.versions import ShownEntry, shown_entries
from gongkai.portal.items.attached import Attached, attached
from gongkai.portal.items.body import body_html
from gongkai.portal.items.linked import Linked, linked
from gongkai.portal.items.particulars import Particular, particulars_of
from gongkai.portal.items.past import Event, counted, events_of
from gongkai.portal.items.validities import ShownValidity, shown_validity
from gongkai.portal.items.version_texts import Names, names_in
from gongkai.register.models import Entry
from gongkai.reports.models import PublishedReport
from gongkai.reports.queries import reports_of

Blocks = list[dict[str, Any]]


@dataclass(frozen=True)
class ItemPage:
    """An item as its pages show it. `published` is the entry of the version that is shown; a draft has none.

    `report_address` is where the annual report that the item is stands as tables; "" when it is none.
    """

    item: Item
    particulars: tuple[Particular, ...]
    body: SafeString
    picture: str
    attachments: list[Attached]
    documents: list[Linked]
    interpretations: list[Linked]
    validity: ShownValidity
    published: Entry | None
    changed: str
    events: list[Event]
    report_address: str = ""

    @property
    def address(self) -> str:
        """Where it stands."""
        return addresses.item(self.item)

    @property
    def is_document(self) -> bool:
        """Whether it is an official document (公文), which is printed under the body's name in red."""
        return self.item.column.kind == ColumnKind.DOCUMENT

    @property
    def on_paper(self) -> str:
        """The whole address as somebody types it from paper: in plain characters."""
        return str(settings.WAGTAILADMIN_BASE_URL).rstrip("/") + self.address

    @property
    def print_address(self) -> str:
        """Where the page to print stands."""
        return addresses.print_view(self.item)

    @property
    def history_address(self) -> str:
        """Where its history stands; "" when there is nothing to tell but the first publication."""
        return addresses.history(self.item) if self.events else ""

    @property
    def changed_on(self) -> datetime.datetime | None:
        """When something about it last changed in public; None since its first publication."""
        return self.events[0].at if self.events else None

    @property
    def corrected(self) -> Event | None:
        """The last correction, which readers of the earlier version have to hear of."""
        return next((event for event in self.events if event.is_correction), None)


def public_pages(items: Sequence[Item]) -> list[ItemPage]:
    """Of public items, read with their body and column."""
    keys = [item.pk for item in items]
    attachments: defaultdict[int, list[Attachment]] = defaultdict(list)
    rows = Attachment.objects.filter(item__in=keys).select_related("stored").order_by("sort_order", "pk")
    for row in rows:
        attachments[row.item_id].append(row)
    documents, interpretations = _links(keys)
    around = _Around.of(items, interpretations)
    return [around.page(item, attachments[item.pk], documents[item.pk]) for item in items]


def draft_page(draft: Item) -> ItemPage:
    """Of a draft that may not be stored, as readers would see it: what is not public is not named to them."""
    named = Item.objects.public().filter(pk__in=[document.pk for document in draft.interprets.all()])
    documents = list(named.select_related("agency"))
    _, interpretations = _links([draft.pk])
    around = _Around.of([draft], interpretations, published=False)
    return around.page(draft, list(draft.attachments.all()), documents)


def blocks_of(item: Item) -> Blocks:
    """The body's stored blocks."""
    return contents.body_blocks({"body": item.body.get_prep_value() if item.body else []})


@dataclass(frozen=True)
class _Around:
    """What stands around items, by their primary keys."""

    day: datetime.date
    blocks: dict[int, Blocks]
    pictures: dict[int, Shown]
    changes: dict[int, list[ValidityChange]]
    bases: dict[int, Item]
    interpretations: dict[int, list[Item]]
    shown: dict[int, list[ShownEntry]]
    contents: dict[int, dict[str, Any]]
    names: Names
    reports: dict[int, PublishedReport]

    @classmethod
    def of(
        cls, items: Sequence[Item], interpretations: dict[int, list[Item]], *, published: bool = True
    ) -> _Around:
        blocks = {item.pk: blocks_of(item) for item in items}
        changes, bases = _validity_changes(list(blocks))
        shown = shown_entries(items) if published else {}
        revisions = _contents_of_versions(shown.values())
        return cls(
            day=today(),
            blocks=blocks,
            pictures=shown_pictures(pk for body in blocks.values() for pk in contents.picture_ids(body)),
            changes=changes,
            bases=bases,
            interpretations=interpretations,
            shown=shown,
            contents=revisions,
            names=names_in(revisions.values()),
            reports=_reports(items) if published else {},
        )

    def page(self, item: Item, attachments: Iterable[Attachment], documents: Iterable[Item]) -> ItemPage:
        blocks = self.blocks[item.pk]
        validity = shown_validity(item, self.changes.get(item.pk, []), self.bases, self.day)
        shown = self.shown.get(item.pk, [])
        first = next(iter(contents.picture_ids(blocks)), 0)
        return ItemPage(
            item=item,
            particulars=particulars_of(item, validity.now),
            body=body_html(blocks, self.pictures),
            picture=self.pictures[first].address if first in self.pictures else "",
            attachments=attached(attachments),
            documents=[linked(document) for document in documents],
            interpretations=[linked(found) for found in self.interpretations.get(item.pk, [])],
            validity=validity,
            published=next((one.entry for one in reversed(shown) if one.is_version), None),
            changed=counted(shown),
            events=events_of(shown, self.contents, self.names) if len(shown) > 1 else [],
            report_address=_address_of(self.reports.get(item.pk)),
        )


def _links(keys: list[int]) -> tuple[dict[int, list[Item]], dict[int, list[Item]]]:
    """The public documents that items interpret, and the public interpretations of items. Three queries."""
    through = Item.interprets.through.objects
    forth = list(through.filter(from_item__in=keys).order_by("pk").values_list("from_item", "to_item"))
    back = list(through.filter(to_item__in=keys).order_by("pk").values_list("to_item", "from_item"))
    others = Item.objects.public().select_related("agency").in_bulk({other for _, other in (*forth, *back)})
    return _by_key(forth, others), _by_key(back, others)


def _by_key(pairs: Iterable[tuple[int, int]], others: dict[int, Item]) -> dict[int, list[Item]]:
    found: defaultdict[int, list[Item]] = defaultdict(list)
    for key, other in pairs:
        if other in others:
            found[key].append(others[other])
    return found


def _validity_changes(keys: list[int]) -> tuple[dict[int, list[ValidityChange]], dict[int, Item]]:
    changes: defaultdict[int, list[ValidityChange]] = defaultdict(list)
    bases: set[int] = set()
    for change in ValidityChange.objects.filter(item__in=keys).order_by("on", "pk"):
        changes[change.item_id].append(change)
        if change.basis_item_id:
            bases.add(change.basis_item_id)
    if not bases:
        return changes, {}
    return changes, Item.objects.public().select_related("agency").in_bulk(bases)


def _contents_of_versions(all_shown: Iterable[list[ShownEntry]]) -> dict[int, dict[str, Any]]:
    """The revisions of those items only that have more than one entry: most have none to compare."""
    wanted = {
        one.entry.revision_id for shown in all_shown if len(shown) > 1 for one in shown if one.is_readable
    }
    if not wanted:
        return {}
    return dict(Revision.objects.filter(pk__in=wanted).values_list("pk", "content"))


def _reports(items: Sequence[Item]) -> dict[int, PublishedReport]:
    """The annual reports among the items. One query; none where no item stands in a column of theirs."""
    candidates = [item for item in items if item.column.kind == ColumnKind.ANNUAL_REPORT]
    return reports_of(candidates) if candidates else {}


def _address_of(report: PublishedReport | None) -> str:
    return addresses.annual_report(report.agency, report.year) if report is not None else ""
