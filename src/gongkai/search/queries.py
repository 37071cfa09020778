"""Where the documents of the index and what is public are not the same."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, Subquery

from gongkai.disclosure.models import Item, ValidityChange
from gongkai.search.models import Document

__all__ = ["differences", "documents_gone", "missing_items", "missing_of_the_newest"]


def differences(day: datetime.date, limit: int | None = None) -> list[int]:
    """The items of which the index says something else than the database on that day: missing, older, or gone."""
    missing = missing_items().order_by("-pk").values_list("pk", flat=True)
    gone = documents_gone().values_list("item_id", flat=True)
    found = list(dict.fromkeys([*gone[:limit], *missing[:limit], *_older(), *_of_other_validity(day)]))
    return found[:limit]


# NOT EXISTS, and not NOT IN: that one PostgreSQL compares row by row once the list is beyond its working memory.
def missing_items() -> Any:
    """The public items without a document."""
    return Item.objects.public().filter(~Exists(Document.objects.filter(item_id=OuterRef("pk"))))


def documents_gone() -> Any:
    """The documents of what is not public any more."""
    return Document.objects.filter(~Exists(Item.objects.public().filter(pk=OuterRef("item_id"))))


def missing_of_the_newest(number: int = 20) -> int:
    """How many of the newest public items are not in the index: two small questions."""
    newest = list(Item.objects.public().order_by("-pk").values_list("pk", flat=True)[:number])
    return len(newest) - Document.objects.filter(item_id__in=newest).count()


def _older() -> list[int]:
    """Of what is indexed, the items that show another revision since, or whose column is another."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.id FROM disclosure_item i JOIN search_document d ON d.item_id = i.id "
            "JOIN disclosure_column c ON c.id = i.column_id "
            "WHERE i.live AND (i.live_revision_id <> d.revision_id OR c.kind <> d.kind OR c.slug <> d.slug)"
        )
        return [row[0] for row in cursor.fetchall()]


def _of_other_validity(day: datetime.date) -> list[int]:
    """The documents that have another validity on the day than the index says: some change by themselves by then."""
    changes = ValidityChange.objects.filter(on__lte=day)
    last = changes.filter(item=OuterRef("item_id")).order_by("-on", "-pk").values("validity")[:1]
    changed = Document.objects.filter(item_id__in=changes.values("item")).annotate(now=Subquery(last))
    return list(changed.exclude(validity=F("now")).values_list("item_id", flat=True))
