"""The example county, built once for the tests of this folder, and rolled back after them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine

# A Monday; the day is fixed, so that what is going on in the county is the same in every run.
PRESENT = datetime.datetime(2026, 11, 23, 12, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))


@dataclass
class Built:
    """The accounts, and what was said meanwhile."""

    accounts: list[Any]
    said: list[str]


@pytest.fixture(scope="package")
def county(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Built]:
    """盐边县 as on 2026-11-23. One transaction around all tests of the folder: they read, or roll back."""
    from django.db import transaction
    from django.test import override_settings

    from gongkai.demo.county import build

    said: list[str] = []
    media = tmp_path_factory.mktemp("media")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=media),
        time_machine.travel(PRESENT),
        transaction.atomic(),
    ):
        yield Built(build(said.append), said)
        transaction.set_rollback(True)


@pytest.fixture
def undone(county: Built) -> Iterator[Built]:
    """The county for a test that changes something: what it does is rolled back."""
    from django.db import transaction

    with transaction.atomic():
        yield county
        transaction.set_rollback(True)
