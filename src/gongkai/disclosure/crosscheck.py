"""What is public, held against the register: `gongkai register verify` asks this beside walking the chain."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.db import connection

from gongkai.disclosure import guard, triggers
from gongkai.disclosure.models import Item
from gongkai.register.models import Entry


def disagreements() -> Iterator[str]:
    """A whole sentence for each item that is public and not so registered, or the other way round."""
    states = {entry.subject_id: entry for entry in Entry.objects.last_states(guard.SUBJECT_TYPE)}
    published = {pk: entry for pk, entry in states.items() if entry.kind in guard.PUBLISHING}
    seen = set()
    for item in Item.objects.filter(live=True).select_related("live_revision").iterator(chunk_size=200):
        seen.add(item.pk)
        yield from _of_item(item, published.get(item.pk))
    for pk, entry in published.items():
        if pk not in seen:
            yield f"台账第{entry.sequence}条登记公开的《{entry.title}》（编号{pk}）现在没有公开，台账里又没有撤回。"
    for name in triggers.missing(connection):
        yield f"表 {triggers.TABLE} 缺少触发器 {name}，数据库不再阻止未登记的公开。请运行 migrate 重建，并查明原因。"


def _of_item(item: Item, entry: Entry | None) -> Iterator[str]:
    if entry is None:
        yield f"《{item.title}》（编号{item.pk}）已经公开，台账里没有登记。"
    elif entry.revision_id != item.live_revision_id:
        yield f"《{item.title}》（编号{item.pk}）公开的版本不是台账第{entry.sequence}条登记的版本。"
    elif json.loads(entry.body)["content_hash"] != item.content_hash(item.live_revision):
        yield f"《{item.title}》（编号{item.pk}）台账第{entry.sequence}条登记的版本，内容被改动过。"
    elif json.loads(entry.body)["content_hash"] != item.own_hash():
        yield f"《{item.title}》（编号{item.pk}）公开的内容与台账第{entry.sequence}条登记的摘要不符，内容被改动过。"
