"""Who reviews what in a body on a day: the settings that took effect last, or what holds where none were made."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from gongkai.agencies.models import PostRole
from gongkai.review.models import ReviewSettings, Stage

# Roles that read, or make accounts: none of them may ever review.
NEVER_REVIEW = frozenset({PostRole.SUPERVISOR, PostRole.ACCOUNT_ADMINISTRATOR, PostRole.AUDITOR})


@dataclass(frozen=True)
class Check:
    """One thing that the first reviewer confirms."""

    key: str
    label: str


DEFAULT_CHECKLIST: tuple[Check, ...] = (
    Check("truth", "内容真实、准确、完整，与原件或者来源核对一致"),
    Check("secrecy", "已经保密审查，不含国家秘密、工作秘密"),
    Check("privacy", "不含不应公开的个人隐私、商业秘密，个人信息已作遮盖处理"),
    Check("numbers", "文号、成文日期、落款单位和信息分类填写无误"),
    Check("names", "领导姓名、职务、排序和机构名称使用规范全称，无错别字"),
    Check("attachments", "附件已逐个打开查看，没有隐藏内容和批注，图片已写替代文字"),
)


@dataclass(frozen=True)
class Terms:
    """The settings of one body on one day. Periods in working days."""

    first: tuple[PostRole, ...] = (PostRole.DRAFTER,)
    second: tuple[PostRole, ...] = (PostRole.DEPUTY_LEADER,)
    final: tuple[PostRole, ...] = (PostRole.CHIEF,)
    emergency: tuple[PostRole, ...] = (PostRole.CHIEF, PostRole.DEPUTY_LEADER)
    days_per_stage: int = 2
    confirm_days: int = 1
    checklist: tuple[Check, ...] = DEFAULT_CHECKLIST

    def roles(self, stage: Stage) -> tuple[PostRole, ...]:
        """Who reviews at the stage."""
        return {Stage.FIRST: self.first, Stage.SECOND: self.second, Stage.FINAL: self.final}[stage]

    @property
    def submitting(self) -> tuple[PostRole, ...]:
        """Who may submit: drafters, and those who do the first review."""
        return tuple(dict.fromkeys((PostRole.DRAFTER, *self.first)))


DEFAULT_TERMS = Terms()


def named(roles: Collection[PostRole]) -> str:
    """Roles as a sentence names them: 分管领导或者主要领导."""
    return "或者".join(str(PostRole(role).label) for role in roles)


def _roles(stored: list[str], otherwise: tuple[PostRole, ...]) -> tuple[PostRole, ...]:
    return tuple(PostRole(role) for role in stored) or otherwise


def terms_from(row: ReviewSettings) -> Terms:
    """The terms that a row says; what it leaves empty is as by default."""
    checklist = tuple(Check(str(check["key"]), str(check["label"])) for check in row.checklist)
    return replace(
        DEFAULT_TERMS,
        first=_roles(row.first_roles, DEFAULT_TERMS.first),
        second=_roles(row.second_roles, DEFAULT_TERMS.second),
        final=_roles(row.final_roles, DEFAULT_TERMS.final),
        emergency=_roles(row.emergency_roles, DEFAULT_TERMS.emergency),
        days_per_stage=row.days_per_stage,
        confirm_days=row.confirm_days,
        checklist=checklist or DEFAULT_CHECKLIST,
    )


def terms_of_all(agency_ids: Collection[int], day: datetime.date) -> dict[int, Terms]:
    """The terms of several bodies on a day, in one query. Every body asked for is in the answer."""
    rows: Any = ReviewSettings.objects.filter(agency_id__in=agency_ids, effective_on__lte=day)
    latest = {row.agency_id: row for row in rows.order_by("effective_on", "pk")}
    return {
        agency_id: terms_from(latest[agency_id]) if agency_id in latest else DEFAULT_TERMS
        for agency_id in agency_ids
    }


def terms_of(agency_id: int, day: datetime.date) -> Terms:
    """The terms of one body on a day."""
    return terms_of_all([agency_id], day)[agency_id]
