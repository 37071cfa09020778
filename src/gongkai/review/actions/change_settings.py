"""Change who reviews what in a body, from a day on (三审设置)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from gongkai.acts.action import Action
from gongkai.acts.days import today
from gongkai.agencies.models import Agency, Person, PostRole
from gongkai.agencies.powers import powers_of
from gongkai.review.models import ReviewSettings
from gongkai.review.settings import NEVER_REVIEW, Check, Terms, named

MAY_CHANGE = (PostRole.CHIEF, PostRole.GROUP_LEADER, PostRole.OFFICE_HEAD)
LONGEST_STAGE = 20


class ChangeReviewSettings(Action[ReviewSettings]):
    """三审设置: a new dated row; what held before is still told for the days before."""

    label = "修改三审设置"

    def __init__(self, subject: Agency, by: Person, effective_on: datetime.date, terms: Terms) -> None:
        super().__init__(subject, by)
        self.effective_on = effective_on
        self.terms = terms

    def agency_id(self) -> int | None:
        """The body whose settings they are."""
        return self.subject.pk

    def refusals(self) -> list[str]:
        """Not one's own to change; or not settings that three reviews can go by."""
        return self._right() or [*self._roles(), *self._periods(), *self._checklist()]

    def _right(self) -> list[str]:
        powers = powers_of(self.by, today())
        if powers.audits or powers.administers_accounts or not powers.holding(self.subject, *MAY_CHANGE):
            return [f"{self.subject.short_name}的三审设置由{named(MAY_CHANGE)}修改，请转由其办理。"]
        return []

    def _roles(self) -> list[str]:
        terms = self.terms
        reasons = []
        stages = {"初审": terms.first, "再审": terms.second, "终审": terms.final, "紧急发布": terms.emergency}
        for label, roles in stages.items():
            unfit = [role for role in roles if role in NEVER_REVIEW]
            if not roles:
                reasons.append(f"{label}没有指定岗位，请至少选择一个。")
            if unfit:
                reasons.append(f"{named(unfit)}不能办理{label}，请选择其他岗位。")
            if label != "初审" and PostRole.DRAFTER in roles:
                reasons.append(f"撰稿人不能办理{label}，请选择其他岗位。")
        return reasons

    def _periods(self) -> list[str]:
        reasons = []
        if self.effective_on < today():
            reasons.append("生效日期不能早于今天，已经过去的日子按当时的设置，请改为今天或者以后。")
        for days in (self.terms.days_per_stage, self.terms.confirm_days):
            if not 1 <= days <= LONGEST_STAGE:
                reasons.append(f"办理时限应为1至{LONGEST_STAGE}个工作日，现为{days}个，请重新填写。")
        return reasons

    def _checklist(self) -> list[str]:
        checks: Sequence[Check] = self.terms.checklist
        if not checks:
            return ["初审核对事项不能为空，请至少保留一项。"]
        if any(not check.key.strip() or not check.label.strip() for check in checks):
            return ["初审核对事项有空白的一项，请填写或者删去。"]
        if len({check.key for check in checks}) < len(checks):
            return ["初审核对事项有重复的一项，请删去重复的。"]
        return []

    def carry_out(self) -> ReviewSettings:
        """The new row."""
        terms = self.terms
        row: ReviewSettings = ReviewSettings.objects.create(
            agency=self.subject,
            effective_on=self.effective_on,
            first_roles=[role.value for role in terms.first],
            second_roles=[role.value for role in terms.second],
            final_roles=[role.value for role in terms.final],
            emergency_roles=[role.value for role in terms.emergency],
            days_per_stage=terms.days_per_stage,
            confirm_days=terms.confirm_days,
            checklist=[{"key": check.key, "label": check.label} for check in terms.checklist],
            recorded_by=self.by,
        )
        return row

    def details(self) -> dict[str, Any]:
        """The day from which they hold."""
        return {"effective_on": self.effective_on.isoformat()}
