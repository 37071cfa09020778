"""Assessments (第四十六条): what a body was found to be worth by the body above it. Mended by recording anew."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from gongkai.acts.action import Action
from gongkai.acts.days import today
from gongkai.agencies import authority
from gongkai.agencies.models import Agency, Assessment, Person, PostRole
from gongkai.agencies.powers import powers_of

ASSESSING_ROLES = (PostRole.OFFICE_HEAD, PostRole.SUPERVISOR)
BEST_SCORE = Decimal(150)


def may_assess(by: Person | None, assessor: Agency) -> bool:
    """Those who supervise for the assessing body, and who keeps its accounts."""
    if authority.administers(by, assessor):
        return True
    return by is not None and powers_of(by, today()).holding(assessor, *ASSESSING_ROLES) is not None


class RecordAssessment(Action[Assessment]):
    """Record what `assessor`, a body above, found of the subject. `corrects` counts no longer."""

    label = "登记考核"

    def __init__(
        self,
        subject: Agency,
        by: Person | None,
        assessor: Agency,
        year: int,
        concluded_on: datetime.date,
        score: Decimal,
        grade: str = "",
        remarks: str = "",
        corrects: Assessment | None = None,
    ) -> None:
        super().__init__(subject, by)
        self.assessor, self.year, self.concluded_on = assessor, year, concluded_on
        self.score, self.grade, self.remarks = Decimal(score), grade.strip(), remarks.strip()
        self.corrects = corrects

    def refusals(self) -> list[str]:
        """Who assesses whom, when, and once a year by each assessor."""
        found = []
        if not may_assess(self.by, self.assessor):
            found.append(f"只有{self.assessor.short_name}的监督员、办公室主任和账号管理员才能登记考核。")
        if not self.subject.is_descendant_of(self.assessor):
            found.append(f"{self.assessor.short_name}不是{self.subject.short_name}的上级，不能考核它。")
        if not self.year <= self.concluded_on.year <= self.year + 1:
            found.append("考核在当年或者次年作出，请核对考核年度和作出日期。")
        if self.concluded_on > today():
            found.append("考核作出以后再登记：作出日期不能晚于今天。")
        if not 0 <= self.score <= BEST_SCORE:
            found.append(f"得分应在0到{BEST_SCORE}之间。")
        return found + self._once()

    def _once(self) -> list[str]:
        if self.corrects is None:
            standing = Assessment.objects.filter(
                agency=self.subject, by=self.assessor, year=self.year, corrections__isnull=True
            )
            if standing.exists():
                return [f"{self.year}年度的考核已经登记，有误请更正那一条。"]
            return []
        found = []
        if self.corrects.agency_id != self.subject.pk or self.corrects.by_id != self.assessor.pk:
            found.append("更正的记录和现在登记的不是同一个机关的考核。")
        if self.corrects.corrections.exists():
            found.append("这条记录已经更正过，请更正最新的那一条。")
        return found

    def carry_out(self) -> Assessment:
        """Record it."""
        return Assessment.objects.create(
            agency=self.subject,
            by=self.assessor,
            year=self.year,
            concluded_on=self.concluded_on,
            score=self.score,
            grade=self.grade,
            remarks=self.remarks,
            corrects=self.corrects,
            recorded_by=self.by,
        )

    def details(self) -> dict[str, Any]:
        """What was found, and for which year."""
        return {
            "year": self.year,
            "score": str(self.score),
            "grade": self.grade,
            "corrects": self.corrects.pk if self.corrects else None,
        }

    def agency_id(self) -> int | None:
        """The body that was assessed."""
        return int(self.subject.pk)
