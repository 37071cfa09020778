"""What is asked of bodies, posts and people; nothing here changes anything."""

from __future__ import annotations

from gongkai.agencies.queries.answering import (
    Answering,
    Tenure,
    history_of,
    people_of,
    tenures_of,
    vacancies,
    vacancies_of,
    who_answered,
)
from gongkai.agencies.queries.changes import Change, changes_for
from gongkai.agencies.queries.supervision import SupervisionCounts, supervision_counts
from gongkai.agencies.queries.visibility import administered_by, visible_to

__all__ = [
    "Answering",
    "Change",
    "SupervisionCounts",
    "Tenure",
    "administered_by",
    "changes_for",
    "history_of",
    "people_of",
    "supervision_counts",
    "tenures_of",
    "vacancies",
    "vacancies_of",
    "visible_to",
    "who_answered",
]
