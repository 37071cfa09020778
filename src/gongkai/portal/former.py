"""Where that stands now which stood at an address while its body was called otherwise: printed codes still lead there."""

from __future__ import annotations

import re
from typing import Final

from gongkai.acts.models import AuditEntry
from gongkai.agencies.actions import ChangeAgency
from gongkai.agencies.models import Agency
from gongkai.channels import addresses
from gongkai.disclosure.models import Item
from gongkai.portal.editions import is_elder, normal_address

_NAME: Final = re.compile(r"[\w-]{1,40}")


def now_at(address: str) -> str:
    """The address of the same page now; "" where nothing else is known. Whether something stands there is not asked.

    An item is known by its number, whatever name stands before it; all else by the former name of its body.
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
            body = _called_before(name)
            return f"{room}{body.short_name}/{rest}" if body is not None else ""
    return ""


def _called_before(name: str) -> Agency | None:
    """The body that had this name last, by the audit trail of what was changed of bodies."""
    renamed = AuditEntry.objects.filter(
        subject_type=Agency._meta.label_lower,
        act=ChangeAgency.__name__,
        refused=False,
        details__changed__short_name__0=name,
    )
    number = renamed.order_by("-pk").values_list("subject_id", flat=True).first()
    return Agency.objects.filter(pk=number).first() if number else None
