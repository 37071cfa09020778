"""The folder is held for moments only, however slowly a page is rendered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.channels.copying import holding
from gongkai.channels.copying.folder import Folder
from gongkai.channels.copying.holding import HOLD, MOST, next_portion, write_in_portions
from gongkai.channels.pages import File, Key


@given(st.integers(1, MOST), st.floats(0, 100))
def test_a_portion_grows_slowly_and_is_never_empty(keys: int, seconds: float) -> None:
    found = next_portion(keys, seconds)
    assert 1 <= found <= min(MOST, 2 * keys)
    if found > 1:
        assert found * seconds / keys <= HOLD


class Pages:
    """A source of numbers."""

    name = "slow"

    def __init__(self) -> None:
        self.asked: list[int] = []

    def render(self, keys: Sequence[Key]) -> Any:
        self.asked.append(len(keys))
        for key in keys:
            yield File(f"/{key}/", b"page")


def test_slow_pages_are_written_one_by_one_and_quick_ones_together(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    source: Any = Pages()
    monkeypatch.setattr(holding, "_portions", {})
    monkeypatch.setattr(holding, "next_portion", lambda keys, seconds: 1)
    assert len(list(write_in_portions(folder, folder.alone, source, range(8)))) == 4
    assert source.asked == [5, 1, 1, 1]
    monkeypatch.setattr(holding, "next_portion", next_portion)
    for _ in write_in_portions(folder, folder.alone, source, range(60)):
        # Between two portions another may have the folder.
        with folder.alone(0):
            pass
    assert source.asked[4:] == [1, 2, 4, 8, 16, 25, 4]
    assert all((folder.public / f"{number}/index.html").is_file() for number in range(60))
