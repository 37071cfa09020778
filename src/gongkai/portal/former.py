"""Where that stands now which stood at an address while its body or column was called otherwise: printed codes lead there."""

from __future__ import annotations

import re
from typing import Final

from gongkai.agencies.models import Agency
from gongkai.channels import addresses, former_names
from gongkai.disclosure.models import Column, Item
from gongkai.portal.editions import is_elder, normal_address

_NAME: Final = re.compile(r"[\w-]{1,40}")
_SLUG: Final = re.compile(r"[a-z0-9-]{1,40}")


def now_at(address: str) -> str:
    """The address of the same page now; "" where nothing else is known. Whether something stands there is not asked.

    An item is known by its number, whatever name stands before it; all else by the former name of its body and column.
    """
    edition, plain = (addresses.ELDER if is_elder(address) else ""), normal_address(address)
    present = _item(plain) or _of_a_body(plain)
    return f"{edition}{present}" if present not in ("", plain) else ""


def _item(address: str) -> str:
    parts = addresses.parts_of_item(address)
    item = Item.objects.filter(pk=parts[1]).select_related("agency").first() if parts else None
    return f"{addresses.item(item)}{parts[2]}" if parts and item else ""


def _of_a_body(address: str) -> str:
    for room in (addresses.DISCLOSURE, addresses.FEEDS):
        name, slash, rest = address.removeprefix(room).partition("/")
        if address.startswith(room) and slash and _NAME.fullmatch(name):
            # Another may have the name now: first its own columns count.
            for body in (Agency.objects.filter(short_name=name).first(), former_names.body_called(name)):
                present = (
                    f"{room}{body.short_name}/{_of_a_column(body, rest)}" if body is not None else address
                )
                if present != address:
                    return present
    return ""


def _of_a_column(body: Agency, rest: str) -> str:
    slug, slash, below = rest.partition("/")
    if not (slash and _SLUG.fullmatch(slug)) or Column.objects.filter(agency=body, slug=slug).exists():
        return rest
    column = former_names.column_called(body, slug)
    return f"{column.slug}/{below}" if column is not None else rest
