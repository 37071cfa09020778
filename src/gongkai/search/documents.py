"""Public items as documents of the index. A few queries for many items as for one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from gongkai.acts.days import day_of, today
from gongkai.agencies.models import Agency
from gongkai.disclosure.inspections import extracts_of
from gongkai.disclosure.models import Attachment, Item
from gongkai.disclosure.validity import validity_after
from gongkai.search.marks import EVERY, mark
from gongkai.search.models import FORM, Document, DocumentText, month_of, position_of
from gongkai.search.page_text import body_text

MOST_TEXT: Final = 500_000
"""Characters of an item's attachments that are indexed; of the largest tables the rest is not found."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document with its text."""

    document: Document
    text: DocumentText

    @property
    def titles(self) -> tuple[str, ...]:
        """What weighs most: the title, 文号 and 索引号."""
        return (self.text.title, self.text.document_number, self.text.index_number)

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything else that is searched, attachments with their names."""
        attached = (part for name, text in self.text.attachments for part in (name, text))
        return (self.text.summary, self.text.keywords, self.text.body, *attached)


def entries_of(item_ids: Iterable[int]) -> list[Entry]:
    """The entries of those of the items that are public now."""
    public = Item.objects.public().filter(pk__in=list(item_ids)).with_validity(today())
    items = list(public.select_related("agency", "column", "index_number"))
    if not items:
        return []
    above = _ancestors()
    files = _files(items)
    return [_entry(item, files.get(item.pk, []), above) for item in items]


def ancestors_of(path: str, by_path: Mapping[str, int], step: int = Agency.steplen) -> list[int]:
    """The body at the path and those above it, by primary key."""
    return [by_path[path[:end]] for end in range(step, len(path) + 1, step) if path[:end] in by_path]


def _ancestors() -> dict[str, int]:
    return dict(Agency.objects.values_list("path", "pk"))


def _files(items: list[Any]) -> dict[int, list[tuple[str, str, str]]]:
    """Name, kind and text of what is attached, by item. What a reader of the file does not see is left out."""
    rows = list(
        Attachment.objects.filter(item__in=[item.pk for item in items])
        .select_related("stored")
        .order_by("item", "sort_order", "pk")
    )
    extracts = extracts_of(row.stored for row in rows) if rows else {}
    found: dict[int, list[tuple[str, str, str]]] = {}
    for row in rows:
        pieces = (piece.text for piece in extracts[row.stored_id].pieces if not piece.hidden)
        text = "\n".join(pieces).replace("\x00", " ")
        found.setdefault(row.item_id, []).append((row.title or row.stored.name, row.stored.kind, text))
    return found


def _entry(item: Any, files: list[tuple[str, str, str]], by_path: Mapping[str, int]) -> Entry:
    published = item.first_published_at or item.last_published_at or item.created_at
    validity = validity_after(item, item.validity_then)
    document = Document(
        position=position_of(published, item.pk),
        item_id=item.pk,
        revision_id=item.live_revision_id,
        agency_id=item.agency_id,
        column_id=item.column_id,
        slug=item.column.slug,
        kind=item.column.kind,
        theme=item.theme.split("/")[0],
        genre=item.genre,
        year=(item.formed_on or day_of(published)).year,
        types=" ".join(sorted({kind for _, kind, _ in files})),
        validity=validity.value if validity else "",
        form=FORM,
    )
    document.marks = " ".join(marks_of(document, ancestors_of(item.agency.path, by_path)))
    return Entry(document, _text(document, item, files))


def marks_of(document: Document, agencies: Iterable[int]) -> list[str]:
    """What the index knows of a document beside its words: each facet's value as a token of its own.

    `agencies` are its body and all above it; by `own` it is found as that body's alone.
    """
    return [
        EVERY,
        *(mark("agency", pk) for pk in agencies),
        mark("own", document.agency_id),
        mark("column", document.slug),
        mark("kind", document.kind),
        mark("year", document.year),
        mark("month", month_of(document.position)),
        *(mark(name, value) for name in ("theme", "genre", "validity") if (value := getattr(document, name))),
        *(mark("type", kind) for kind in document.types.split()),
    ]


def _text(document: Document, item: Any, files: list[tuple[str, str, str]]) -> DocumentText:
    left = MOST_TEXT
    attached = []
    for name, _, text in files:
        attached.append([name, text[:left]])
        left -= len(attached[-1][1])
    return DocumentText(
        document=document,
        title=item.title,
        document_number=item.document_number,
        index_number=str(item.index_number or ""),
        summary=item.summary,
        keywords=item.keywords,
        body=body_text(item.body),
        attachments=attached,
    )
