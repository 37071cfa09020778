from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.site.platform_process import Platform


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that was started once and stopped: its database is made, its static files are collected."""
    data = tmp_path_factory.mktemp("begun") / "data"
    with Platform(data) as platform:
        assert platform.interrupt() == 0
    return data


@pytest.fixture
def data(begun: Path, tmp_path: Path) -> Path:
    """A copy of it for one test. Nothing runs on the original, so that copying the files is enough."""
    copy = tmp_path / "data"
    shutil.copytree(begun, copy)
    return copy
