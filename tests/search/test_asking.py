"""Whatever is typed means something."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.search.asking import LONGEST, words_of


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("惠民镇 预算", ["惠民镇", "预算"], []),
        ("惠民镇　预算", ["惠民镇", "预算"], []),
        ("惠民镇，2024年预算", ["惠民镇", "2024年预算"], []),
        ("“政府 信息” 公开", ["政府 信息", "公开"], []),
        ("预算 -决算", ["预算"], ["决算"]),
        ("预算 －“部门 决算”", ["预算"], ["部门 决算"]),
        ("2024-3-5", ["2024-3-5"], []),
        ("-决算", [], ["决算"]),
        ('"公开', ["公开"], []),
        ("AND OR NOT NEAR(", ["and", "or", "not", "near("], []),
        ("预算 预算", ["预算"], []),
        ('*:^~(){}[]"" - --', [], []),
        ("", [], []),
    ],
)
def test_reads(typed: str, wanted: list[str], unwanted: list[str]) -> None:
    words = words_of(typed)
    assert [term.text for term in words.wanted] == wanted
    assert [term.text for term in words.unwanted] == unwanted


@given(st.text(max_size=400))
def test_never_fails(typed: str) -> None:
    words = words_of(typed)
    assert len(words.wanted) + len(words.unwanted) <= 10


def test_says_when_not_all_was_read() -> None:
    assert words_of("公" * (LONGEST + 1)).cut
    assert words_of(" ".join(f"词{number}" for number in range(12))).cut
    assert not words_of("公开").cut
