from __future__ import annotations

import contextlib
import fcntl
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.databases import SQLiteTemplate
from tests.site.platform_process import Platform, clean_environ

from gongkai.site import starting


def _begin(data: Path) -> None:
    """On a database that is migrated already, what a start does before anything is served: keys, static files."""
    data.mkdir(mode=0o700)
    source = sqlite3.connect(SQLiteTemplate().template)
    target = sqlite3.connect(data / "gongkai.sqlite3")
    with contextlib.closing(source), contextlib.closing(target):
        source.backup(target)
    starting.prepare(clean_environ(GONGKAI_DATA=str(data)), lambda said: None)


@pytest.fixture(scope="session")
def begun(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A data folder that is ready to be started; one for all workers of a run."""
    own = tmp_path_factory.getbasetemp()
    together = own if worker_id == "master" else own.parent
    data = together / "begun" / "data"
    with (together / "begun.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (together / "begun" / "done").exists():
            shutil.rmtree(together / "begun", ignore_errors=True)
            (together / "begun").mkdir()
            _begin(data)
            (together / "begun" / "done").touch()
    return data


def _copy(begun: Path, folder: Path) -> Path:
    """Nothing runs on the original, so that copying the files is enough."""
    data = folder / "data"
    shutil.copytree(begun, data)
    return data


@pytest.fixture
def data(begun: Path, tmp_path: Path) -> Path:
    """A copy of the folder for one test."""
    return _copy(begun, tmp_path)


@pytest.fixture(scope="module")
def lasting(begun: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """A platform for the tests that start and stop nothing."""
    data = _copy(begun, tmp_path_factory.mktemp("lasting"))
    with Platform(data, GONGKAI_TICK_LIMIT_SECONDS="10", GONGKAI_TASK_LIMIT_SECONDS="3600") as platform:
        yield platform


@pytest.fixture
def running(lasting: Platform) -> Platform:
    """The same, whole and ready, whatever the test before did to it."""
    if lasting.process.poll() is not None:
        lasting.start()
    lasting.wait_until(lambda: lasting.status("/readyz") == 200, "ready")
    return lasting
