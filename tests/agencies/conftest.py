"""What the tests of bodies and posts share: a fixed day."""

from __future__ import annotations

import datetime

import pytest

TODAY = datetime.date(2024, 6, 3)


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> datetime.date:
    """All these tests are on Monday, 2024-06-03."""
    monkeypatch.setenv("GONGKAI_TODAY", TODAY.isoformat())
    return TODAY
