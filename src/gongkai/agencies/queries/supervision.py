"""What the annual report's 监督保障 paragraph counts of a year: trainings, and assessments."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from gongkai.agencies.models import Agency, Assessment, Training, TrainingAttendance


@dataclass(frozen=True)
class SupervisionCounts:
    """One body, one year. Hours are those of the trainings held, not times those who came."""

    agency: Agency
    year: int
    trainings_held: int
    hours_held: Decimal
    attendances_held: int
    trainings_attended: int
    attendances: int
    people_trained: int
    assessments: tuple[Assessment, ...]
    assessed_others: int

    @property
    def training_sentence(self) -> str:
        """The sentence about training, as the report has it."""
        if not self.trainings_held and not self.attendances:
            return f"{self.year}年没有举办、参加政府信息公开培训。"
        held = (
            f"举办政府信息公开培训{self.trainings_held}次，{self.attendances_held}人次参加"
            if self.trainings_held
            else "没有自行举办培训"
        )
        return f"{self.year}年{held}；本机关{self.people_trained}人参加培训{self.attendances}人次。"


def standing_trainings() -> Any:
    """Trainings as they stand: one that was recorded anew counts in its last form only."""
    return Training.objects.filter(corrections__isnull=True)


def standing_assessments() -> Any:
    """Assessments as they stand."""
    return Assessment.objects.filter(corrections__isnull=True)


def supervision_counts(agency: Agency, year: int) -> SupervisionCounts:
    """What a body did and was found to be worth in a year. Five queries."""
    held = standing_trainings().filter(agency=agency, held_on__year=year)
    sums = held.aggregate(count=Count("pk"), hours=Sum("hours"))
    came = TrainingAttendance.objects.filter(training__corrections__isnull=True, training__held_on__year=year)
    own = came.filter(agency=agency).aggregate(
        trainings=Count("training", distinct=True),
        attendances=Count("pk"),
        people=Count("person", distinct=True),
    )
    assessments = standing_assessments().filter(year=year)
    return SupervisionCounts(
        agency=agency,
        year=year,
        trainings_held=sums["count"],
        hours_held=sums["hours"] or Decimal(0),
        attendances_held=came.filter(training__agency=agency).count(),
        trainings_attended=own["trainings"],
        attendances=own["attendances"],
        people_trained=own["people"],
        assessments=tuple(assessments.filter(agency=agency).select_related("by")),
        assessed_others=assessments.filter(by=agency).count(),
    )
