"""What the tests of the register share."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine

from gongkai.acts.days import CHINA

MORNING = datetime.datetime(2024, 6, 3, 9, 0, tzinfo=CHINA)


@pytest.fixture(autouse=True)
def surroundings(settings: Any, tmp_path: Path) -> None:
    """Keys lie in a folder of the test's own; passwords, of which nothing here depends, cost nothing."""
    settings.DATA = tmp_path / "data"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """A Monday, and no midnight comes in the middle of a test."""
    with time_machine.travel(MORNING, tick=True):
        yield
