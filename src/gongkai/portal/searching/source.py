"""The static index as files of the public side, and the page that searches it in the browser while the office is down.

    /search/                          the page; where the office answers, it answers this address itself
    /search-index/about.json          how to fold characters
    /search-index/words/3f.json       tokens and the items that have them: made from time to time (`shards`)
    /search-index/items/12.json       what is shown of the items 1200 to 1299: follows each publication and withdrawal
    /search-index/recent.json         the text of what was published in the last two days: the same

An item that is not in its file of items is not shown, whatever the words say: so what is withdrawn is gone at once.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from django.templatetags.static import static
from django.utils import timezone

from gongkai.acts.days import day_of
from gongkai.channels import addresses
from gongkai.channels.pages import JSON, Absent, Changes, File, Key
from gongkai.disclosure.models import Item
from gongkai.portal.meta import PageMeta
from gongkai.portal.rendering import page
from gongkai.portal.searching import shards
from gongkai.search.compact import PARTS
from gongkai.search.folding import simplified
from gongkai.search.models import Document
from gongkai.search.tokens import squeezed

INDEX: Final = addresses.SEARCH_INDEX
ITEMS: Final = addresses.FOUND_AT_ONCE
RECENT: Final = datetime.timedelta(days=2)
MOST_RECENT: Final = 500
_SUMMARY: Final = 120
_FORM = re.compile(rf"{INDEX}(?:(words)/([0-9a-f]{{2}})|(items)/(\d{{1,12}})|(about)|(recent))\.json")


class SearchSource:
    """`/search/` without the office, and `/search-index/`."""

    name = "search-index"

    def keys(self) -> Iterable[Key]:
        """The page, how characters are folded, what is new, items by hundreds, words by their parts."""
        yield from (("page", 0), ("about", 0), ("recent", 0))
        last = Item.objects.public().order_by("-pk").values_list("pk", flat=True).first() or 0
        yield from (("items", number) for number in range(last // ITEMS + 1))
        yield from (("words", number) for number in range(PARTS))

    def stale(self, changes: Changes) -> Iterable[Key]:
        """What shows the items; and the words, when the item is among them whose change is noted for their making."""
        if changes.items:
            yield "recent", 0
        numbers = {pk // ITEMS for pk in changes.items}
        if changes.agencies:
            of_them = Document.objects.filter(agency_id__in=changes.agencies)
            numbers |= {pk // ITEMS for pk in of_them.values_list("item_id", flat=True)}
        yield from (("items", number) for number in sorted(numbers))
        if shards.noted_with() in changes.items:
            yield from (("words", number) for number in range(PARTS))

    def at(self, address: str) -> Key | None:
        """The key of an address."""
        if address == addresses.SEARCH:
            return "page", 0
        found = _FORM.fullmatch(address)
        if found is None:
            return None
        if found[1]:
            return "words", int(found[2], 16)
        return ("items", int(found[4])) if found[3] else (found[5] or found[6], 0)

    def render(self, keys: Sequence[Any]) -> Iterator[File | Absent]:
        """The files. One query for any number of files of items."""
        numbers = {number for kind, number in keys if kind == "items"}
        yield from _items(numbers)
        for kind, number in keys:
            if kind == "words":
                yield File(f"{INDEX}words/{number:02x}.json", shards.file_of(number), JSON)
            elif kind == "recent":
                yield File(addresses.search_index("recent"), _json(_recent()), JSON)
            elif kind == "about":
                yield File(f"{INDEX}about.json", _json(_about()), JSON)
            elif kind == "page":
                yield File(addresses.SEARCH, _page())


def _items(numbers: set[int]) -> Iterator[File | Absent]:
    """Of each hundred, what is shown of those that are public: title, address, day, body, 文号, summary."""
    if not numbers:
        return
    keys = [pk for number in numbers for pk in range(number * ITEMS, (number + 1) * ITEMS)]
    public = Item.objects.public().filter(pk__in=keys).select_related("agency").defer("body").order_by("pk")
    rows: dict[int, dict[str, list[str]]] = {number: {} for number in numbers}
    for item in public:
        rows[item.pk // ITEMS][str(item.pk)] = [
            item.title,
            addresses.link(addresses.item(item)),
            day_of(item.first_published_at).isoformat(),
            item.agency.short_name,
            item.document_number,
            item.summary[:_SUMMARY],
        ]
    for number, row in rows.items():
        address = addresses.search_index("items", number)
        yield File(address, _json(row), JSON) if row else Absent(address)


def _recent() -> dict[str, Any]:
    """The squeezed text of what came into the index in these days, by item; the newest five hundred at most."""
    new = Document.objects.filter(changed_at__gte=timezone.now() - RECENT).select_related("text")
    texts = {
        document.item_id: document.text
        for document in new.defer("text__attachments").order_by("-pk")[:MOST_RECENT]
    }
    public = Item.objects.public().filter(pk__in=texts).values_list("pk", flat=True)
    names = shards.names_attached(public)
    return {str(pk): squeezed([shards.text_of(texts[pk], names.get(pk, ()), whole=True)]) for pk in public}


def _about() -> dict[str, Any]:
    pairs = sorted(simplified().items())
    return {"from": "".join(before for before, _ in pairs), "to": "".join(after for _, after in pairs)}


def _page() -> bytes:
    meta = PageMeta(title="搜索政府信息", address=addresses.SEARCH, indexed=False)
    return page(
        "portal/search_static.html",
        meta,
        crumbs=(("首页", addresses.HOME), ("搜索", "")),
        index=INDEX,
        script=static("portal/static_search.js"),
        items_of_a_file=ITEMS,
    )


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
