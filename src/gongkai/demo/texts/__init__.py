"""What the bodies of the example county publish. Written for the example: nothing of it was said by any office."""

from __future__ import annotations

from gongkai.demo.program import Happening
from gongkai.demo.texts import (
    annual_reports,
    channels,
    civil_affairs,
    county,
    departments,
    finance,
    huimin_2023,
    huimin_2024,
    huimin_2025,
    huimin_2026,
    standing,
    towns,
    townships,
)

__all__ = ["happenings"]


def happenings() -> tuple[Happening, ...]:
    """Everything that happened on a fixed day, in no order."""
    return (
        *standing.happenings(),
        *huimin_2023.HAPPENINGS,
        *huimin_2024.HAPPENINGS,
        *huimin_2025.HAPPENINGS,
        *huimin_2026.HAPPENINGS,
        *county.HAPPENINGS,
        *finance.HAPPENINGS,
        *civil_affairs.HAPPENINGS,
        *departments.HAPPENINGS,
        *towns.HAPPENINGS,
        *townships.HAPPENINGS,
        *channels.HAPPENINGS,
        *annual_reports.happenings(),
    )
