"""What is public, held against the register: `gongkai register verify` asks this beside walking the chain."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

from django.db import connection

from gongkai.disclosure import guard, triggers
from gongkai.disclosure.models import Attachment, Item
from gongkai.register.models import Entry

AT_ONCE = 300


def disagreements() -> Iterator[str]:
    """A whole sentence for each item that is public and not so registered, or the other way round.

    Items are read some hundreds at a time: memory does not grow with them but by their numbers.
    """
    seen: set[int] = set()
    last = 0
    while items := _public_after(last):
        entries = _entries_about(items)
        for item in items:
            yield from _of_item(item, entries.get(item.pk))
        seen.update(item.pk for item in items)
        last = items[-1].pk
    yield from _missing(seen)
    for name in triggers.missing(connection):
        yield f"表 {triggers.TABLE} 缺少触发器 {name}，数据库不再阻止未登记的公开。请运行 migrate 重建，并查明原因。"


def _public_after(last: int) -> list[Item]:
    """The next public items by their number, with their revisions, files and documents, in four queries."""
    found = Item.objects.filter(live=True, pk__gt=last).select_related("live_revision")
    items: list[Item] = list(found.order_by("pk")[:AT_ONCE])
    keys = [item.pk for item in items]
    files: defaultdict[int, list[Attachment]] = defaultdict(list)
    for attachment in Attachment.objects.filter(item__in=keys).order_by("sort_order", "pk"):
        files[attachment.item_id].append(attachment)
    documents: defaultdict[int, list[Item]] = defaultdict(list)
    links = Item.interprets.through.objects.filter(from_item__in=keys)
    for item_id, document_id in links.values_list("from_item_id", "to_item_id"):
        documents[item_id].append(Item(pk=document_id))
    for item in items:
        item.attachments = files[item.pk]
        item.interprets = documents[item.pk]
    return items


def _entries_about(items: list[Item]) -> dict[int, Entry]:
    """The entry of each that says in which revision it is public."""
    about = Entry.objects.filter(subject_id__in=[item.pk for item in items])
    states = about.last_states(guard.SUBJECT_TYPE)
    return {entry.subject_id: entry for entry in states if entry.kind in guard.PUBLISHING}


def _missing(seen: set[int]) -> Iterator[str]:
    """What is public by the register and not by the items."""
    published = Entry.objects.last_states(guard.SUBJECT_TYPE).filter(kind__in=guard.PUBLISHING)
    rows = published.order_by("sequence").values_list("subject_id", "sequence", "title")
    for pk, sequence, title in rows.iterator(chunk_size=2000):
        if pk not in seen:
            yield f"台账第{sequence}条登记公开的《{title}》（编号{pk}）现在没有公开，台账里又没有撤回。"


def _of_item(item: Item, entry: Entry | None) -> Iterator[str]:
    if entry is None:
        yield f"《{item.title}》（编号{item.pk}）已经公开，台账里没有登记。"
    elif entry.revision_id != item.live_revision_id:
        yield f"《{item.title}》（编号{item.pk}）公开的版本不是台账第{entry.sequence}条登记的版本。"
    elif json.loads(entry.body)["content_hash"] != item.content_hash(item.live_revision):
        yield f"《{item.title}》（编号{item.pk}）台账第{entry.sequence}条登记的版本，内容被改动过。"
    elif json.loads(entry.body)["content_hash"] != item.own_hash():
        yield f"《{item.title}》（编号{item.pk}）公开的内容与台账第{entry.sequence}条登记的摘要不符，内容被改动过。"
