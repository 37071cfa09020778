"""What is stored of bodies, posts, people, appointments, training and assessment."""

from __future__ import annotations

from gongkai.agencies.models.agency import Agency, BodyLevel
from gongkai.agencies.models.appointment import (
    Appointment,
    AppointmentEnd,
    Delegation,
    DelegationEnd,
    EndReason,
)
from gongkai.agencies.models.person import Person
from gongkai.agencies.models.post import Post, PostRole
from gongkai.agencies.models.supervision import Assessment, Training, TrainingAttendance

__all__ = [
    "Agency",
    "Appointment",
    "AppointmentEnd",
    "Assessment",
    "BodyLevel",
    "Delegation",
    "DelegationEnd",
    "EndReason",
    "Person",
    "Post",
    "PostRole",
    "Training",
    "TrainingAttendance",
]
