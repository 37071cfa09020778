"""How addresses, days and sizes are written into a page of the portal."""

from __future__ import annotations

import datetime
from functools import lru_cache

from django import template
from django.utils.safestring import SafeString, mark_safe

from gongkai.acts.days import day_of
from gongkai.channels import addresses

register = template.Library()


@register.filter
def link(address: str) -> SafeString:
    """An address as it is written into an `href`: 惠民镇 percent-encoded, nothing left that needs escaping."""
    return _linked(address)


@lru_cache(maxsize=4096)
def _linked(address: str) -> SafeString:
    return mark_safe(addresses.link(address).replace("&", "&amp;"))


@register.filter
def absolute(address: str) -> str:
    """The whole address, with the name of the site."""
    return addresses.absolute(address)


@register.filter
def application_form(short_name: str, ending: str) -> str:
    """The address of a body's form for requests."""
    return addresses.application_form(short_name, ending)


@register.filter
def iso(day: datetime.date | datetime.datetime | None) -> SafeString | str:
    """2024-06-03, of a day or of a moment (then the day in China)."""
    if day is None:
        return ""
    known = day_of(day) if isinstance(day, datetime.datetime) else day
    return mark_safe(known.isoformat())


@register.filter
def chinese(day: datetime.date | datetime.datetime | None) -> str:
    """2024年6月3日, of a day or of a moment (then the day in China)."""
    if day is None:
        return ""
    known = day_of(day) if isinstance(day, datetime.datetime) else day
    return f"{known.year}年{known.month}月{known.day}日"


@register.filter
def filesize(count: int) -> str:
    """Bytes for people: 0.3 MB, 25 KB."""
    if count >= 1_000_000:
        return f"{count / 1_000_000:.1f} MB"
    return f"{max(1, round(count / 1000))} KB"
