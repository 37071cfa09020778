"""Which appointments of a post reach into the time from a day on."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Q

from gongkai.agencies.models import Appointment, Post


def in_force_from(post: Post, day: datetime.date) -> Any:
    """Appointments of the post that are in force on the day or on any later one."""
    return Appointment.objects.filter(post=post).filter(Q(end__isnull=True) | Q(end__ended_on__gt=day))
