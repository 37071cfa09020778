"""Where everything public stands: contract/web.md, in one place. Pages, feeds, API, notices and screens ask here.

An address is a path from the root of the site, in plain characters (惠民镇, not %E6…). `link` is what goes into an
`href`, `absolute` what goes where the name of the site is needed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from django.conf import settings

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency
    from gongkai.disclosure.models import Column, Item, StoredFile

HOME: Final = "/"
DISCLOSURE: Final = "/zfxxgk/"
SEARCH: Final = "/search/"
APPLY: Final = "/apply/"
FEEDS: Final = "/feeds/"
SITE_MAP: Final = "/sitemap/"
ACCESSIBILITY: Final = "/accessibility/"
REGISTER: Final = "/register/"
"""The checkpoints of the register, for people; below it stand their files."""
SEARCH_INDEX: Final = "/search-index/"
API: Final = "/api/v1/"
"""The public API; below it no address ends with "/"."""
ELDER: Final = "/zzb"
"""In front of an address: the same page in the edition for elderly readers (长者版)."""

GUIDE: Final = "gkzn"
RULES: Final = "gkzd"
STATUTORY: Final = "fdzdgk"
REPORTS: Final = "nb"
ITEMS: Final = "xx"
FORM: Final = "政府信息公开申请表"
REPORT_FILES: Final = ("docx", "pdf", "xlsx", "json")
"""The endings of the files that stand beside an annual report."""
TAKEN: Final = frozenset({STATUTORY, REPORTS, ITEMS})
"""What stands below a body beside its columns; no column may be called so."""
FOUND_AT_ONCE: Final = 100
"""Items of one file of what the search without the office shows."""


_OF_AN_ITEM: Final = re.compile(rf"{DISCLOSURE}([^/]+)/{ITEMS}/(\d{{1,18}})/((?:dayin/|lsbb/)?)")


def below(address: str) -> tuple[str, ...]:
    """What stands below /zfxxgk/ in the address of a page, by its parts: 惠民镇, zwdt, p3; () for any other."""
    if not (address.startswith(DISCLOSURE) and address.endswith("/")):
        return ()
    return tuple(address.removeprefix(DISCLOSURE)[:-1].split("/"))


def link(address: str) -> str:
    """The address as it is written into a page: 惠民镇 percent-encoded."""
    return quote(address, safe="/:?=&#-._~")


def absolute(address: str) -> str:
    """The whole address, with the name of the site (GONGKAI_URL)."""
    return str(settings.WAGTAILADMIN_BASE_URL).rstrip("/") + link(address)


def agency(body: Agency) -> str:
    """/zfxxgk/惠民镇/"""
    return f"{DISCLOSURE}{body.short_name}/"


def block(body: Agency, name: str) -> str:
    """One of the blocks of a body: GUIDE, RULES, STATUTORY, REPORTS."""
    return f"{agency(body)}{name}/"


def application_form(short_name: str, ending: str) -> str:
    """/zfxxgk/惠民镇/惠民镇政府信息公开申请表.docx: the form for requests to a body, by the name that it is saved under."""
    return f"{DISCLOSURE}{short_name}/{short_name}{FORM}.{ending}"


def column(of: Column, number: int | None = None) -> str:
    """A column's list; `number` is that of an older page, counted from the oldest."""
    first = f"{agency(of.agency)}{of.slug}/"
    return first if number is None else f"{first}p{number}/"


def item(of: Item) -> str:
    """Where an item stands for good, whatever column it moves to, also when it is withdrawn.

    Should its body be called otherwise, the former address leads to it by its number (portal.former).
    """
    return item_at(of.agency.short_name, of.pk)


def item_at(short_name: str, number: int) -> str:
    """The same, from the short name of the body and the item's number: for lists of many."""
    return f"{DISCLOSURE}{short_name}/{ITEMS}/{number}/"


def parts_of_item(address: str) -> tuple[str, int, str] | None:
    """The body's short name, the item's number, what stands below ("dayin/"); None for what is no page of an item."""
    found = _OF_AN_ITEM.fullmatch(address)
    return (found[1], int(found[2]), found[3]) if found else None


def print_view(of: Item) -> str:
    """The item, to be printed."""
    return f"{item(of)}dayin/"


def history(of: Item) -> str:
    """The item's published versions, and what changed between them."""
    return f"{item(of)}lsbb/"


def of_item(of: Item) -> tuple[str, ...]:
    """Every address that shows this item and nothing else, in both editions: what a withdrawal replaces at once.

    What stands below one that ends with "/" belongs to it.
    """
    page = item(of)
    return page, f"{ELDER}{page}", api("items", of.pk)


def of_report(body: Agency, year: int) -> tuple[str, ...]:
    """Every address that shows this annual report and nothing else, in both editions, and the files beside it."""
    page = annual_report(body, year)
    files = (annual_report(body, year, ending) for ending in REPORT_FILES)
    return page, f"{ELDER}{page}", api("annual-reports", body.short_name, year), *files


def annual_report(body: Agency, year: int, ending: str = "") -> str:
    """/zfxxgk/惠民镇/nb/2024/, and beside it /zfxxgk/惠民镇/nb/2024.docx (`ending` "docx")."""
    base = f"{block(body, REPORTS)}{year}"
    return f"{base}.{ending}" if ending else f"{base}/"


def feed(name: str, body: Agency | None = None, of: Column | None = None) -> str:
    """A feed (`name`: atom.xml or feed.json) of the portal, of a body, or of a column."""
    if of is not None:
        return f"{FEEDS}{of.agency.short_name}/{of.slug}/{name}"
    return f"{FEEDS}{body.short_name}/{name}" if body is not None else f"{FEEDS}{name}"


def search_index(name: str, number: int | None = None) -> str:
    """A file of the index that answers without the office: /search-index/recent.json, /search-index/items/3.json."""
    return f"{SEARCH_INDEX}{name}.json" if number is None else f"{SEARCH_INDEX}{name}/{number}.json"


def api(*names: str | int) -> str:
    """Where the API has something: /api/v1/items/12 for "items", 12."""
    return API + "/".join(str(name) for name in names)


def file(stored: StoredFile) -> str:
    """Where an attached file is, with the name under which it is saved."""
    return f"/files/{stored.key}/{stored.name}"


def absolute_file(stored: StoredFile) -> str:
    """The whole address of an attached file, whatever signs its name has."""
    site = str(settings.WAGTAILADMIN_BASE_URL).rstrip("/")
    return site + quote(file(stored), safe="/")
