"""What readers find where something was withdrawn."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from gongkai.acts.days import day_of
from gongkai.disclosure import guard
from gongkai.disclosure.models import Concealed, Concealment, Item
from gongkai.register.models import ChangeKind, Entry

HIDDEN_TITLE = "一条已撤回的信息（名称不再显示）"


@dataclass(frozen=True)
class Tombstone:
    """The item's last public title, its index number, why it was withdrawn, and on which day.

    When the title was hidden (`Withdraw(hide_title=True)`), `title` is a sentence in its place.
    """

    title: str
    index_number: str
    reason: str
    on: datetime.date
    title_hidden: bool = False


def tombstones(items: Iterable[Item]) -> dict[int, Tombstone]:
    """The tombstones of those items that were withdrawn, by primary key. One query.

    The title is the one that was public: a draft begun since may have another.
    """
    gone = {item.pk: item for item in items if not item.live and item.withdrawn_at is not None}
    entries = Entry.objects.filter(
        subject_type=guard.SUBJECT_TYPE, subject_id__in=gone, kind=ChangeKind.WITHDRAWN
    )
    hidden = Concealment.objects.filter(entry=OuterRef("pk"), what=Concealed.TITLE)
    return {
        entry.subject_id: Tombstone(
            title=HIDDEN_TITLE if entry.title_hidden else entry.title,
            index_number=entry.index_number,
            reason=gone[entry.subject_id].withdrawn_reason,
            on=day_of(entry.public_at),
            title_hidden=entry.title_hidden,
        )
        for entry in entries.annotate(title_hidden=Exists(hidden)).order_by("sequence")
    }


def tombstone_of(item: Item) -> Tombstone | None:
    """What stands in the item's place; None while it is public, or never was."""
    return tombstones([item]).get(item.pk)
