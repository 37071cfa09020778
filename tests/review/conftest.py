from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
import time_machine
from tests.review.office import Office, make_office
from tests.world import World

from gongkai.acts.days import CHINA

MORNING = datetime.datetime(2024, 6, 3, 9, 0, tzinfo=CHINA)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """A Monday, and no midnight comes in the middle of a test."""
    with time_machine.travel(MORNING, tick=True):
        yield


@pytest.fixture
def office(world: World) -> Office:
    return make_office(world)
