"""What else a change of items touches: the columns they stood in, the documents they interpreted, now or before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.models import Revision

from gongkai.channels import registered
from gongkai.disclosure.models import Item
from gongkai.register.queries import PUBLICATIONS


@dataclass(frozen=True)
class Touched:
    """Primary keys: of bodies, of columns, of other items."""

    agencies: frozenset[int]
    columns: frozenset[int]
    items: frozenset[int]


def touched_by(item_ids: Iterable[int]) -> Touched:
    """What shows these items, or did in any version that was public. Four queries.

    An item may have moved from one column to another, or stopped interpreting a document: both sides show it.
    """
    ids = list(item_ids)
    if not ids:
        return Touched(frozenset(), frozenset(), frozenset())
    rows = list(Item.objects.filter(pk__in=ids).values_list("agency_id", "column_id"))
    versions = registered.of_items(PUBLICATIONS).filter(subject_id__in=ids, revision_id__isnull=False)
    contents = Revision.objects.filter(pk__in=list(versions.values_list("revision_id", flat=True)))
    columns = {column for _, column in rows}
    others: set[int] = set()
    for column, interpreted in contents.values_list("content__column", "content__interprets"):
        columns.add(column)
        others.update(interpreted or ())
    interpretations = Item.interprets.through.objects.filter(to_item__in=ids)
    others.update(interpretations.values_list("from_item_id", flat=True))
    return Touched(
        agencies=frozenset(agency for agency, _ in rows),
        columns=frozenset(column for column in columns if column),
        items=frozenset(others) - set(ids),
    )
