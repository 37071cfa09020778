"""A simple item of a town: news, a notice, a matter of its catalogue, without tables or files."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.demo.program import Published
from gongkai.demo.writing import Writing

WATER, FARM = "农业、林业、水利/水利", "农业、林业、水利/农业、畜牧业、渔业"
WOODS, ROADS = "农业、林业、水利/林业", "工业、交通/公路"
DISASTER = "综合政务/应急管理"


@dataclass(frozen=True)
class TownItem:
    """What is told of it; `lines` are its paragraphs. A document has a number."""

    town: str
    on: datetime.date
    column: str
    title: str
    summary: str
    theme: str
    keywords: str
    lines: str
    duties: tuple[str, ...] = ()
    document_number: str = ""


def published(items: Iterable[TownItem]) -> Iterator[Published]:
    """Each as it was published."""
    for item in items:
        writing = Writing(
            key=f"{item.town}-{item.on}",
            column=item.column,
            title=item.title,
            summary=item.summary,
            theme=item.theme,
            genre="通知" if item.document_number else "",
            document_number=item.document_number,
            keywords=item.keywords,
            duties=item.duties,
            text=(item.lines,),
        )
        yield Published(item.town, item.on, writing)
