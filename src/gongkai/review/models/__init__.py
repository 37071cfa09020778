"""What is stored of the three reviews (三审): settings, tasks, decisions, clearances, who saw and was told what."""

from __future__ import annotations

from gongkai.review.models.decision import Clearance, Decision, DecisionKind, Stage
from gongkai.review.models.notice import Notice, NoticeKind, NoticeRead, Sighting
from gongkai.review.models.settings import ReviewSettings
from gongkai.review.models.task import ReviewTask

__all__ = [
    "Clearance",
    "Decision",
    "DecisionKind",
    "Notice",
    "NoticeKind",
    "NoticeRead",
    "ReviewSettings",
    "ReviewTask",
    "Sighting",
    "Stage",
]
