"""Who may write, and who may decide, on a body's items. What may be read stands in `queries.py`."""

from __future__ import annotations

from typing import Any

from gongkai.acts.days import today
from gongkai.agencies.models import Agency, PostRole
from gongkai.agencies.powers import Powers, powers_of

DRAFTING_ROLES: tuple[PostRole, ...] = (PostRole.DRAFTER, PostRole.SECTION_HEAD, PostRole.OFFICE_HEAD)
DECIDERS: tuple[PostRole, ...] = (PostRole.DEPUTY_LEADER, PostRole.CHIEF)
# Whoever works on a draft, writing or reviewing, may answer for what the checks found in it.
WORKERS: tuple[PostRole, ...] = (*DRAFTING_ROLES, *DECIDERS)
ARRANGERS: tuple[PostRole, ...] = (PostRole.OFFICE_HEAD, PostRole.SECTION_HEAD, *DECIDERS)


def may_draft(powers: Powers, agency: Agency) -> bool:
    """Whether someone with these powers writes for the body."""
    return powers.holding(agency, *DRAFTING_ROLES) is not None


def may_work(powers: Powers, agency: Agency) -> bool:
    """Whether someone with these powers has a part in the body's drafts."""
    return powers.holding(agency, *WORKERS) is not None


def may_decide(powers: Powers, agency: Agency) -> bool:
    """Whether someone with these powers withdraws, and changes the validity of documents, for the body."""
    return powers.holding(agency, *DECIDERS) is not None


def refusals_to_draft(by: Any, agency: Agency) -> list[str]:
    """Why the person may not change the body's drafts; empty when he may."""
    if by is not None and may_draft(powers_of(by, today()), agency):
        return []
    return [f"您不是{agency.short_name}的撰稿人，不能起草或修改它的信息，请由撰稿人办理。"]


def refusals_to_work(by: Any, agency: Agency) -> list[str]:
    """Why the person has no part in the body's drafts; empty when he has."""
    if by is not None and may_work(powers_of(by, today()), agency):
        return []
    return [f"只有{agency.short_name}的撰稿人、科室负责人和领导可以办理，请由他们办理。"]


def refusals_to_decide(by: Any, agency: Agency) -> list[str]:
    """Why the person may not decide for the body; empty when he may."""
    if by is not None and may_decide(powers_of(by, today()), agency):
        return []
    return [f"这件事由{agency.short_name}的分管领导或者主要领导决定，请报他们办理。"]
