"""Who says what a channel did with a body's items: whoever has a part in its work, but not those who only read."""

from __future__ import annotations

from typing import Any

from gongkai.acts.days import today
from gongkai.agencies.models import Agency, PostRole
from gongkai.agencies.models.post import KEEPING_ROLES
from gongkai.agencies.powers import Powers, powers_of

CLERKS: tuple[PostRole, ...] = tuple(role for role in PostRole if role not in KEEPING_ROLES)


def may_record(powers: Powers, agency: Agency) -> bool:
    """Whether someone with these powers enters receipts for the body."""
    return powers.holding(agency, *CLERKS) is not None


def refusals_to_record(by: Any, agency: Agency) -> list[str]:
    """Why the person may not enter receipts for the body; empty when he may."""
    if by is not None and may_record(powers_of(by, today()), agency):
        return []
    return [f"渠道回执由{agency.short_name}的工作人员登记，请由他们办理。"]
