"""What an item of the example county says, as data, and as the body that an item stores."""

from __future__ import annotations

import datetime
import html
import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

# Block keys that are the same in every example county.
_NAMESPACE = uuid.UUID("5a1b6f3e-0000-4000-8000-000000510422")


@dataclass(frozen=True)
class Table:
    """A table; its first row is the header."""

    caption: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Photo:
    """A picture that is drawn on the fly."""

    alternative_text: str
    caption: str


@dataclass(frozen=True)
class File:
    """An attachment: its name, its title, and what makes its bytes."""

    name: str
    title: str
    make: Callable[[], bytes]


@dataclass(frozen=True)
class Writing:
    """An item as a drafter would type it. `key` names it within the example; `column` is the column's slug.

    `text` are stretches of lines (a line is a paragraph; one that begins with ## is a heading), tables and photos.
    `formed_on` is the day of writing when it is None; `theme` is `类/目`.
    """

    key: str
    column: str
    title: str
    summary: str
    text: tuple[str | Table | Photo, ...]
    theme: str
    genre: str = ""
    document_number: str = ""
    keywords: str = ""
    duties: tuple[str, ...] = ()
    formed_on: datetime.date | None = None
    files: tuple[File, ...] = ()
    interprets: tuple[str, ...] = ()
    go_live_at: datetime.datetime | None = None


def body_of(text: tuple[str | Table | Photo, ...], picture_of: Callable[[Photo], int], key: str = "") -> str:
    """The text as the JSON of an item's body; `picture_of` stores a photo and gives its primary key."""
    blocks = [
        {**block, "id": str(uuid.uuid5(_NAMESPACE, f"{key}/{number}"))}
        for number, block in enumerate(_blocks(text, picture_of))
    ]
    return json.dumps(blocks, ensure_ascii=False)


def _blocks(
    text: tuple[str | Table | Photo, ...], picture_of: Callable[[Photo], int]
) -> Iterator[dict[str, Any]]:
    for part in text:
        if isinstance(part, Table):
            yield {"type": "table", "value": _table(part)}
        elif isinstance(part, Photo):
            value = {
                "picture": picture_of(part),
                "alternative_text": part.alternative_text,
                "caption": part.caption,
            }
            yield {"type": "picture", "value": value}
        else:
            yield {"type": "text", "value": "".join(_markup(line) for line in part.strip().splitlines())}


def _markup(line: str) -> str:
    line = html.escape(line.strip(), quote=False)
    if line.startswith("## "):
        return f"<h2>{line[3:]}</h2>"
    return f"<p>{line}</p>" if line else ""


def _table(table: Table) -> dict[str, Any]:
    return {
        "data": [list(row) for row in table.rows],
        "cell": [],
        "mergeCells": [],
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "table_header_choice": "row",
        "table_caption": table.caption,
    }
