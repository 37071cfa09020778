"""Masking personal data in what a drafter wrote: in plain fields, in cells, and in rich text across its markup."""

from __future__ import annotations

import html
import re
from typing import Any

from gongkai.disclosure import contents
from gongkai.disclosure.models import Item
from gongkai.statute.masking import mask
from gongkai.statute.personal_data import PersonalDatum, find_personal_data

PLAIN_FIELDS: tuple[str, ...] = ("title", "document_number", "summary", "keywords", "source")
TEXTS_OF_BLOCKS: tuple[str, ...] = ("alternative_text", "caption", "transcript", "table_caption")
_MARKUP = re.compile(r"(<[^>]*>)")
_ENDS_A_LINE = re.compile(r"</(?:p|h\d|li|blockquote)>|<(?:br|hr)", re.IGNORECASE)


def mask_item(item: Item) -> bool:
    """Mask the personal data in the item, in memory. Whether anything was masked. Attachments stay as they are."""
    before = item.contents()
    for name in PLAIN_FIELDS:
        setattr(item, name, mask(getattr(item, name)))
    stream = contents.body_blocks({"body": item.body.get_prep_value() if item.body else []})
    item.body = _with_masked(item, stream)
    return item.contents() != before


def mask_rich_text(text: str) -> str:
    """Rich text with its personal data masked, also where markup stands within a number."""
    parts = _MARKUP.split(text)
    while True:
        found = find_personal_data(_plain(parts))
        if not found:
            return "".join(part if _is_markup(part) else _escaped(part) for part in _unescaped(parts))
        parts = [part if _is_markup(part) else _escaped(part) for part in _replaced(_unescaped(parts), found)]


def _with_masked(item: Item, stream: list[dict[str, Any]]) -> Any:
    masked = [{**entry, "value": _masked(entry["type"], entry.get("value"))} for entry in stream]
    return item._meta.get_field("body").to_python(masked)


def _masked(kind: str, value: Any) -> Any:
    if kind == "text":
        return mask_rich_text(str(value or ""))
    if not isinstance(value, dict):
        return value
    masked = {
        name: mask(entry) if name in TEXTS_OF_BLOCKS and isinstance(entry, str) else entry
        for name, entry in value.items()
    }
    if kind == "table":
        masked["data"] = [
            [mask(cell) if isinstance(cell, str) else cell for cell in row] for row in value.get("data") or []
        ]
    return masked


def _is_markup(part: str) -> bool:
    return part.startswith("<") and part.endswith(">")


def _unescaped(parts: list[str]) -> list[str]:
    return [part if _is_markup(part) else html.unescape(part) for part in parts]


def _escaped(part: str) -> str:
    return html.escape(part, quote=False)


def _plain(parts: list[str]) -> str:
    """The text without its markup; paragraphs on lines of their own."""
    return "".join(_shown(part) for part in _unescaped(parts))


def _shown(part: str) -> str:
    if not _is_markup(part):
        return part
    return "\n" if _ENDS_A_LINE.match(part) else ""


def _replaced(parts: list[str], found: list[PersonalDatum]) -> list[str]:
    """The parts with each datum's place taken by its masked form: all of it where it began."""
    result, position = [], 0
    for part in parts:
        if _is_markup(part):
            position += len(_shown(part))
            result.append(part)
            continue
        result.append(_of_part(part, position, found))
        position += len(part)
    return result


def _of_part(part: str, start: int, found: list[PersonalDatum]) -> str:
    end, pieces, at = start + len(part), [], start
    for datum in found:
        if datum.end <= start or datum.start >= end:
            continue
        pieces.append(part[at - start : max(datum.start, start) - start])
        if datum.start >= start:
            pieces.append(datum.masked)
        at = min(datum.end, end)
    pieces.append(part[at - start :])
    return "".join(pieces)
