"""What the tests of the register share."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def surroundings(settings: Any, tmp_path: Path) -> None:
    """Keys lie in a folder of the test's own; passwords, of which nothing here depends, cost nothing."""
    settings.DATA = tmp_path / "data"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
