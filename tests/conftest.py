"""What all tests of the platform share: their database, and which tests are for PostgreSQL only.

`scripts/with_postgres.py python -m pytest tests/...` runs them on a PostgreSQL of their own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "postgresql_only: what SQLite, with its one writer, cannot show")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests for PostgreSQL are left out of a run on SQLite: `make test` makes both runs."""
    if ON_POSTGRESQL:
        return
    left_out = [item for item in items if item.get_closest_marker("postgresql_only")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Migrate once, copy for each worker; after a test that commits, copy again."""
    from django.test import TransactionTestCase
    from tests.databases import template

    with django_db_blocker.unblock():
        database = template()
        database.make()
        database.restore()

    def put_back(case: Any) -> None:
        with django_db_blocker.unblock():
            database.restore()

    flush = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = put_back  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = flush  # type: ignore[method-assign]
    with django_db_blocker.unblock():
        database.remove()


@pytest.fixture
def world(db: None) -> Any:
    """A county with two towns and somebody in every post: see tests/world.py."""
    from tests.world import build_world

    return build_world()
