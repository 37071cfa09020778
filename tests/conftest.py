"""What all tests of the platform share: their database, and which tests are for PostgreSQL only.

`scripts/with_postgres.py python -m pytest tests/...` runs them on a PostgreSQL of their own.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says how busy the machine is. CI tries the same examples in every run.
settings.register_profile(
    "suite",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("suite")

# Asked for by whatever touches the database, directly or by another fixture.
OF_THE_DATABASE = frozenset({"db", "transactional_db", "django_db_setup", "live_server"})
ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")


def pytest_configure(config: pytest.Config) -> None:
    gc.disable()  # until everything is loaded: pytest_collection_finish
    config.addinivalue_line("markers", "postgresql_only: what SQLite, with its one writer, cannot show")
    config.addinivalue_line("markers", "sqlite_only: what PostgreSQL does not do at all")
    config.addinivalue_line(
        "markers", "any_database: about rules or screens alike on both; SQLite shows them"
    )
    config.addinivalue_line("markers", "both_databases: in a browser, or about rules, and yet worth both")


# What takes longest, the longest first, so that no worker is left with it at the end. In a folder named here tests
# share what is dear to make: one worker has them all. Of the others each file stays with one.
LONGEST = (
    "tests/site/test_serving.py",
    "tests/office/test_every_screen.py",
    "tests/portal/browser",
    "tests/site/test_postgresql_platform.py",
    "tests/office/test_accessibility.py",
    "tests/demo",
    "tests/office/test_journeys.py",
    "tests/site/test_init_command.py",
    "tests/site/test_copy_process.py",
    "tests/site/test_public_side.py",
    "tests/review/test_random_acts.py",
    "tests/review/test_two_at_once.py",
    "tests/channels/copying/test_changes_are_named.py",
    "tests/channels/copying/test_withdrawn_everywhere.py",
    "tests/office/test_sign_in_browser.py",
    "tests/office/test_query_counts.py",
    "tests/search/test_finding.py",
    "tests/search/test_rebuilding.py",
    "tests/channels/test_due.py",
    "tests/portal/annual",
    "tests/register/test_command.py",
    "tests/reports",
)


def _together(nodeid: str) -> tuple[int, str]:
    """When a test's turn comes, and with which others it stays on one worker."""
    file = nodeid.partition("::")[0]
    for turn, place in enumerate(LONGEST):
        if file == place or file.startswith(f"{place}/"):
            return turn, place
    return len(LONGEST), file


def _belongs(item: pytest.Item) -> bool:
    """Whether the test has something to show on the database of this run."""
    if not ON_POSTGRESQL:
        return item.get_closest_marker("postgresql_only") is None
    asked_for = frozenset(getattr(item, "fixturenames", ()))
    if item.get_closest_marker("sqlite_only"):
        return False
    if item.get_closest_marker("any_database") or "browser" in asked_for:
        return item.get_closest_marker("both_databases") is not None
    return bool(asked_for & OF_THE_DATABASE) or item.get_closest_marker("django_db") is not None


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With `--dist loadfile` those named above stay together too; the marks of xdist's own groups need an older pytest."""
    from xdist.scheduler import LoadScopeScheduling

    class ByPlace(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return _together(nodeid)[1]

    return ByPlace(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What would show nothing more is left out: `make test` runs everything on SQLite, then what is on PostgreSQL."""
    left_out = [item for item in items if not _belongs(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]
    items.sort(key=lambda item: _together(item.nodeid)[0])
    for item in items:
        # Counting branches makes the hundreds of examples take twice as long; the plain tests reach nine tenths.
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.no_cover)


def pytest_collection_finish() -> None:
    """Modules and tests stay to the end: looking through all of them for garbage took a tenth of the time."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(10_000, 20, 50)


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


@pytest.fixture(autouse=True)
def _nothing_remembered(request: pytest.FixtureRequest) -> None:
    """Rows are rolled back, what was cached of them (Wagtail's pictures, say) is not, and their numbers come again."""
    if OF_THE_DATABASE & set(request.fixturenames):
        from django.core.cache import caches

        # Also those that this thread has not asked yet: what is in memory, a server's thread may have put there.
        for cache in caches.all():
            cache.clear()


@pytest.fixture
def world(db: None) -> Any:
    """A county with two towns and somebody in every post: see tests/world.py."""
    from tests.world import build_world

    return build_world()
