"""Items whole: many with as few queries as one."""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.acts.days import day_of
from gongkai.channels import addresses, media_types
from gongkai.channels.api import references
from gongkai.channels.api.schemas import items as schemas
from gongkai.channels.api.schemas.common import Labelled
from gongkai.channels.api.summaries import fields_of, readable
from gongkai.channels.bodies import bodies_html, plain_text
from gongkai.channels.registered import LastChange, last_changes
from gongkai.disclosure.models import Attachment, Item, ValidityChange
from gongkai.disclosure.versions import ShownEntry, shown_entries
from gongkai.register.models import ChangeKind, Entry
from gongkai.statute.metadata import METADATA_FIELDS, Openness, Validity


def details(ids: Sequence[int]) -> dict[int, schemas.ItemDetail]:
    """The public ones of these items, by primary key."""
    items = list(readable(ids))
    around = _around(items, bodies_html(items))
    return {item.pk: _detail(item, around) for item in items}


@dataclass(frozen=True)
class _Around:
    """What other tables have about the items of a batch, by primary key."""

    bodies: Mapping[int, str]
    entries: Mapping[int, list[ShownEntry]]
    changes: Mapping[int, LastChange]
    attachments: Mapping[int, list[Attachment]]
    interprets: Mapping[int, list[Item]]
    interpreted_by: Mapping[int, list[Item]]
    validity: Mapping[int, list[ValidityChange]]


def _around(items: Sequence[Item], bodies: Mapping[int, str]) -> _Around:
    ids = [item.pk for item in items]
    attachments: dict[int, list[Attachment]] = defaultdict(list)
    for attachment in (
        Attachment.objects.filter(item__in=ids).select_related("stored").order_by("sort_order", "pk")
    ):
        attachments[attachment.item_id].append(attachment)
    validity: dict[int, list[ValidityChange]] = defaultdict(list)
    for change in ValidityChange.objects.filter(item__in=ids).order_by("on", "pk"):
        validity[change.item_id].append(change)
    interprets, interpreted_by = _interpretations(ids)
    return _Around(
        bodies=bodies,
        entries=shown_entries(items),
        changes=last_changes(ids),
        attachments=attachments,
        interprets=interprets,
        interpreted_by=interpreted_by,
        validity=validity,
    )


def _interpretations(ids: Sequence[int]) -> tuple[dict[int, list[Item]], dict[int, list[Item]]]:
    """The documents that items interpret, and the interpretations of items. Only what is public. Three queries."""
    through: Any = Item.interprets.through
    pairs = [
        *through.objects.filter(from_item__in=ids).values_list("from_item_id", "to_item_id"),
        *through.objects.filter(to_item__in=ids).values_list("from_item_id", "to_item_id"),
    ]
    wanted = {pk for pair in pairs for pk in pair}
    known = {
        item.pk: item
        for item in Item.objects.public().filter(pk__in=wanted).select_related("agency").defer("body")
    } if wanted else {}  # fmt: skip
    interprets: dict[int, list[Item]] = defaultdict(list)
    interpreted_by: dict[int, list[Item]] = defaultdict(list)
    for interpretation, document in sorted(set(pairs)):
        if interpretation in known and document in known:
            interprets[interpretation].append(known[document])
            interpreted_by[document].append(known[interpretation])
    return interprets, interpreted_by


def _detail(item: Item, around: _Around) -> schemas.ItemDetail:
    entries, changed = around.entries.get(item.pk, []), around.changes.get(item.pk)
    fields = fields_of(item, changed.sequence if changed is not None else 0)
    body = around.bodies[item.pk]
    return schemas.ItemDetail(
        **fields,
        metadata=_metadata(item, fields),
        openness=Labelled(key=item.openness, label=Openness(item.openness).label),
        source=item.source,
        duties=[references.duty_label(key) for key in item.duties],
        body_html=body,
        body_text=plain_text(body),
        attachments=[_attachment(each) for each in around.attachments.get(item.pk, [])],
        interprets=[references.item_reference(each) for each in around.interprets.get(item.pk, [])],
        interpreted_by=[references.item_reference(each) for each in around.interpreted_by.get(item.pk, [])],
        validity_changes=[
            schemas.ValidityChange(
                on=each.on, validity=references.validity(Validity(each.validity)), basis=each.basis
            )
            for each in around.validity.get(item.pk, [])
        ],
        versions=[_version(each.entry) for each in entries if each.is_readable],
    )


def _version(entry: Entry) -> schemas.Version:
    return schemas.Version(
        sequence=entry.sequence,
        kind=references.change_kind(ChangeKind(entry.kind)),
        published_at=references.in_china(entry.public_at),
        content_hash=json.loads(entry.body)["content_hash"],
        entry_hash=entry.entry_hash,
    )


def _attachment(attachment: Attachment) -> schemas.Attachment:
    stored = attachment.stored
    return schemas.Attachment(
        title=attachment.title or stored.name,
        name=stored.name,
        size=stored.size,
        kind=stored.kind,
        media_type=media_types.of(stored.kind, stored.name),
        sm3=stored.content_hash,
        url=addresses.absolute_file(stored),
    )


def _metadata(item: Item, fields: Mapping[str, Any]) -> list[schemas.Metadata]:
    """The statutory table, as the item's page shows it."""
    first: datetime.datetime | None = item.first_published_at
    values = {
        "issuer": item.agency.name,
        "formed_on": item.formed_on.isoformat() if item.formed_on else "",
        "published_on": day_of(first).isoformat() if first else "",
        "validity": fields["validity"].label if fields["validity"] else "",
        "openness": Openness(item.openness).label,
        "keywords": " ".join(fields["keywords"]),
        "category": item.column.name,
    }
    return [
        schemas.Metadata(
            key=field.key, label=field.label, value=values.get(field.key, fields.get(field.key, ""))
        )
        for field in METADATA_FIELDS
    ]
