"""The search page: what was asked, what was found, by what it can be narrowed; and what helps when nothing was."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from gongkai.acts.days import day_of
from gongkai.channels import addresses
from gongkai.disclosure.attachments.gathering import shortened
from gongkai.disclosure.models import Item
from gongkai.portal.meta import PageMeta
from gongkai.portal.rendering import page
from gongkai.portal.searching.facets import chosen_of, groups_of, reaches_of, search_address
from gongkai.search.advice import Advice, advise
from gongkai.search.asking import LONGEST
from gongkai.search.filters import Asked
from gongkai.search.finding import PAGE, Found, Hit, find
from gongkai.search.suggesting import Suggestion, suggest

_IN_A_TITLE: Final = 40
"""Characters that a title has of what was asked for."""


@dataclass(frozen=True)
class Shown:
    """A hit as the page has it."""

    hit: Hit
    address: str

    @property
    def formed_on(self) -> datetime.date | None:
        """成文日期, by which years are counted, where the day of publication is of another year."""
        item = self.hit.item
        day: datetime.date | None = item.formed_on
        return day if day and day.year != day_of(item.first_published_at).year else None


def search_page(asked: Asked) -> bytes:
    """The page that answers a search. Where the words stand nowhere together, what has them apart is shown."""
    found = find(asked)
    advice = advise(found) if not found.number and (asked.text or asked.narrowed) else None
    apart = advice.apart if advice is not None else None
    if apart is not None:
        found = find(apart)
    meta = PageMeta(title=title_of(asked), address=addresses.SEARCH, indexed=False)
    return page(
        "portal/search.html",
        meta,
        crumbs=(("首页", addresses.HOME), ("搜索", "")),
        asked=asked,
        asked_for=shortened(asked.text, _IN_A_TITLE),
        apart=apart.text if apart is not None else "",
        found=found,
        shown=[Shown(hit, addresses.item(hit.item)) for hit in found.hits],
        groups=groups_of(found),
        chosen=chosen_of(asked),
        reaches=reaches_of(asked),
        hidden=[*asked.facets.items(), *([] if asked.below else [("below", "no")])],
        by_relevance=asked.sort == "relevance",
        sorts=sorts_of(found.asked),
        pager=list(pager_of(found)),
        related=related(asked) if asked.text and asked.page == 1 else [],
        advice=advice_of(advice) if advice is not None and apart is None else None,
        first=(found.asked.page - 1) * PAGE + 1,
        first_page=search_address(found.asked),
        afresh=search_address(asked.without_filters()),
        longest=LONGEST,
    )


def title_of(asked: Asked) -> str:
    """搜索“预算”，第2页. Of a long text no more than its beginning."""
    title = f"搜索“{shortened(asked.text, _IN_A_TITLE)}”" if asked.text else "搜索政府信息"
    return f"{title}，第{asked.page}页" if asked.page > 1 else title


def sorts_of(asked: Asked) -> list[tuple[str, str, bool]]:
    """Label, address and whether it is so now, of the two orders."""
    return [
        ("按发布日期", search_address(asked, sort=None), asked.sort == "date"),
        ("按相关程度", search_address(asked, sort="relevance"), asked.sort == "relevance"),
    ]


def pager_of(found: Found) -> Iterator[tuple[str, str]]:
    """Pages to leaf through: the neighbours, the first; an address of "" is the page itself.

    Whoever is beyond the last page is shown the last ones: there is none before or after his.
    """
    asked, last = found.asked, found.pages
    if last <= 1:
        return
    if 1 < asked.page <= last:
        yield "上一页", search_address(asked, page=asked.page - 1 if asked.page > 2 else None)
    middle = min(asked.page, last)
    shown = sorted({1, *range(max(1, middle - 2), min(last, middle + 2) + 1)})
    for before, number in zip([0, *shown], shown, strict=False):
        if number > before + 1:
            yield "…", ""
        address = search_address(asked, page=number if number > 1 else None)
        yield str(number), "" if number == asked.page else address
    if asked.page < last:
        yield "下一页", search_address(asked, page=asked.page + 1)


def related(asked: Asked) -> list[tuple[str, str]]:
    """Bodies and columns that were meant, perhaps: label and address."""
    return [(one.label, address_of(one)) for one in suggest(asked.text) if one.kind != "item"]


def address_of(one: Suggestion) -> str:
    """Where a suggestion leads."""
    of: dict[str, Any] = {"agency": addresses.agency, "column": addresses.column, "item": addresses.item}
    address: str = of[one.kind](one.subject)
    return address


def advice_of(advice: Advice) -> dict[str, Any]:
    """What to tell somebody who found nothing, with addresses."""
    return {
        "also_tried": advice.also_tried,
        "wider": search_address(advice.wider) if advice.wider else "",
        "without": [(word, search_address(asked)) for word, asked in advice.without],
        "near": [_line(item) for item in advice.near],
    }


def _line(item: Item) -> tuple[str, str, Item]:
    return item.title, addresses.item(item), item
