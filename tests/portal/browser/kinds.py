"""Every kind of public page, with an address of it in the small county."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from tests.portal.browser.county import TOWN, County

from gongkai.channels import addresses

BODY = f"{addresses.DISCLOSURE}{TOWN}/"
KINDS: dict[str, Callable[[County], str]] = {
    "home": lambda county: addresses.HOME,
    "hub": lambda county: addresses.DISCLOSURE,
    "body": lambda county: BODY,
    "guide": lambda county: f"{BODY}{addresses.GUIDE}/",
    "rules": lambda county: f"{BODY}{addresses.RULES}/",
    "statutory": lambda county: f"{BODY}{addresses.STATUTORY}/",
    "column": lambda county: addresses.column(county.items["notice"].column),
    "leaders": lambda county: f"{BODY}ldxx/",
    "item": lambda county: county.address("budget"),
    "corrected": lambda county: county.address("notice"),
    "repealed": lambda county: county.address("old"),
    "history": lambda county: addresses.history(county.items["notice"]),
    "print": lambda county: addresses.print_view(county.items["budget"]),
    "withdrawn": lambda county: county.address("withdrawn"),
    "reports": lambda county: f"{BODY}{addresses.REPORTS}/",
    "report": lambda county: f"{BODY}{addresses.REPORTS}/2024/",
    "found": lambda county: f"{addresses.SEARCH}?q={quote('预算')}",
    "nothing found": lambda county: f"{addresses.SEARCH}?q={quote('没有这样的词语')}",
    "apply": lambda county: addresses.APPLY,
    "sitemap": lambda county: addresses.SITE_MAP,
    "accessibility": lambda county: addresses.ACCESSIBILITY,
    "feeds": lambda county: addresses.FEEDS,
    "register": lambda county: addresses.REGISTER,
    "no such page": lambda county: "/zfxxgk/没有这个机关/",
}
STATUS = {"withdrawn": 410, "no such page": 404}
"""Of those that do not answer with 200."""
