"""What the bodies of the example county publish. Written for the example: nothing of it was said by any office."""

from __future__ import annotations

from gongkai.demo.program import Happening
from gongkai.demo.texts import county, departments, huimin_2023, huimin_2024, huimin_later, standing, towns

__all__ = ["happenings"]


def happenings() -> tuple[Happening, ...]:
    """Everything that happened on a fixed day, in no order."""
    return (
        *standing.happenings(),
        *huimin_2023.HAPPENINGS,
        *huimin_2024.HAPPENINGS,
        *huimin_later.HAPPENINGS,
        *county.HAPPENINGS,
        *departments.HAPPENINGS,
        *towns.HAPPENINGS,
    )
