"""What stands on a sheet: an item as it is public, a draft with its watermark, or what came out in a month. Data only."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.acts.days import day_of
from gongkai.agencies.models import Agency
from gongkai.annual.writing.glyphs import printable
from gongkai.channels import addresses
from gongkai.channels.models import PaperSize
from gongkai.channels.notice_board.bodies import body_of
from gongkai.channels.notice_board.codes import code_of
from gongkai.disclosure.models import Item
from gongkai.disclosure.queries import is_public
from gongkai.register.queries import beginning_of
from gongkai.statute.workdays import chinese_date


@dataclass(frozen=True)
class Hanging:
    """Where and how long a sheet is to hang; what is not known yet is left to be filled in by hand."""

    size: PaperSize = PaperSize.A3
    posted_on: datetime.date | None = None
    until_on: datetime.date | None = None


class NotPublic(ValueError):
    """Only what is public is printed for the board; the message is a Chinese sentence."""


def notice(item: Item, hanging: Hanging) -> dict[str, Any]:
    """The sheet of an item as it is public now; `item` is its row as stored.

    Raises:
        NotPublic: it is not, or not any more.
    """
    if not is_public(item):
        raise NotPublic("这条信息没有公开，不能打印张贴。可以打印带“草稿”水印的样张。")
    return _sheet(item, hanging, code=addresses.absolute(addresses.item(item)))


def sample(draft: Item, hanging: Hanging) -> dict[str, Any]:
    """The sheet of a draft, with 草稿 across it and without a code: there is nothing to be read yet."""
    return {**_sheet(draft, hanging, code=""), "watermark": "草稿"}


def overview(agency: Agency, month: datetime.date, items: Sequence[Item], hanging: Hanging) -> dict[str, Any]:
    """The sheet that lists what a body published in a month. `items` are public, with their columns."""
    rows = [
        {
            "title": item.title,
            "column": item.column.name,
            "number": item.document_number,
            "day": f"{day.month}月{day.day}日" if day else "",
        }
        for item in items
        for day in [day_of(item.first_published_at) if item.first_published_at else None]
        if is_public(item)
    ]
    title = f"{agency.short_name}{month.year}年{month.month}月公开的政府信息"
    return _printable(
        {
            **_common(agency, hanging, addresses.absolute(addresses.agency(agency))),
            "title": title,
            "rows": rows,
            "day": [month.year, month.month, 1],
        }
    )


def _sheet(item: Item, hanging: Hanging, code: str) -> dict[str, Any]:
    day = item.formed_on or (day_of(item.first_published_at) if item.first_published_at else None)
    facts = [
        ("索引号", item.index_number.number if item.index_number else ""),
        ("文号", item.document_number),
        ("成文日期", chinese_date(item.formed_on) if item.formed_on else ""),
    ]
    return _printable(
        {
            **_common(item.agency, hanging, code),
            "title": item.title,
            "facts": [{"name": name, "text": text} for name, text in facts if text],
            "body": body_of(item.body),
            "attachments": [each.title or each.name for each in item.attachments.all()],
            "day": [day.year, day.month, day.day] if day else [2000, 1, 1],
        }
    )


def _common(agency: Agency, hanging: Hanging, code: str) -> dict[str, Any]:
    above = agency.get_parent()
    return {
        "size": hanging.size.value,
        "agency": agency.name,
        "telephone": agency.telephone,
        "supervision": above.telephone if above is not None else "",
        "address": agency.address,
        "posted": chinese_date(hanging.posted_on) if hanging.posted_on else "",
        "until": chinese_date(hanging.until_on) if hanging.until_on else "",
        "link": code,
        "code": code_of(code) if code else "",
        "watermark": "",
    }


def _printable(value: Any) -> Any:
    """The same with every text in characters that the fonts have."""
    if isinstance(value, str):
        return value if value.startswith("<svg") else printable(value)
    if isinstance(value, dict):
        return {name: _printable(entry) for name, entry in value.items()}
    if isinstance(value, list | tuple) and not (value and isinstance(value[0], int)):
        return [_printable(entry) for entry in value]
    return value


def published_in(agency: Agency, month: datetime.date) -> Iterable[Item]:
    """What a body made public for the first time in a month and is public now, the earliest first. One query."""
    after = (month.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
    items = Item.objects.public().filter(
        agency=agency,
        first_published_at__gte=beginning_of(month.replace(day=1)),
        first_published_at__lt=beginning_of(after),
    )
    return items.select_related("agency", "column").defer("body").order_by("first_published_at", "pk")
