"""The same written in another way is found as well."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.search.asking import words_of
from gongkai.search.folding import folded
from gongkai.search.spellings import arabic, chinese, spellings
from gongkai.search.tokens import squeezed

THE_SAME = (
    ("2024年预算", "惠民镇二〇二四年预算"),
    ("2024年预算", "惠民镇二零二四年预算"),
    ("2024年预算", "惠民镇二○二四年预算"),
    ("二〇二四年预算", "惠民镇2024年预算"),
    ("二〇二四年", "二零二四年"),
    ("第33条", "按照第三十三条的规定"),
    ("第三十三条", "按照第33条的规定"),
    ("第三十三条", "按照第３３条的规定"),
    ("第105号", "第一百零五号"),
    ("川府发〔2024〕3号", "（川府发[2024]3号）"),
    ("川府发[2024]3号", "川府发【2024】3号"),
    ("川府发(2024)3号", "川府发〔2024〕第3号"),
    ("川府发（2024）第3号", "川府发〔2024〕3号"),
    ("川府发 〔2024〕 3 号", "川府发〔2024〕3号"),
    ("川府发〔2024〕3", "川府发〔2024〕3号"),
    ("川府发〔2024〕03号", "川府发〔2024〕3号"),
    ("〔2024〕3号", "川府发〔2024〕3号"),
    ("〔2024〕第3号", "川府发〔2024〕3号"),
    ("(2024)3号", "川府发〔2024〕第3号"),
    ("川府发〔二〇二四〕三号", "川府发〔2024〕3号"),
    ("川府发〔二〇二四〕第十三号", "川府发〔2024〕13号"),
    ("2024-3-5", "2024年3月5日印发"),
    ("2024年3月5日", "日期：2024-03-05"),
    ("2024/03/05", "二〇二四年三月五日"),
    ("2024年3月", "二〇二四年三月五日"),
    ("1234567", "合计1,234,567元"),
    ("1,234,567", "合计1234567元"),
    ("政府資訊公開", "政府资讯公开"),
    ("政府资讯公开", "政府資訊公開"),
    ("ＧＢ／Ｔ９７０４", "GB/T9704"),
)
"""What is asked, and how it is written."""


def meets(asked: str, text: str) -> bool:
    line = squeezed([text])
    return all(any(way.needle in line for way in term.ways) for term in words_of(asked).wanted)


@pytest.mark.parametrize(("asked", "text"), THE_SAME)
def test_is_found(asked: str, text: str) -> None:
    assert meets(asked, text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("川府发〔2024〕3号", "川府发〔2024〕33号"),
        ("川府发〔2024〕3号", "川府发〔2023〕3号"),
        ("〔2024〕第3号", "川府发〔2024〕13号"),
        ("第33条", "第三百三十三条"),
        ("三公经费", "3公经费"),
        ('"第33条"', "第三十三条"),
    ],
)
def test_is_not_found(asked: str, text: str) -> None:
    assert not meets(asked, text)


@given(st.integers(0, 9999))
def test_numbers_come_back_from_their_words(number: int) -> None:
    assert arabic(chinese(number)) == str(number)


@given(st.text(max_size=60))
def test_the_first_spelling_is_what_was_written_and_there_are_few(text: str) -> None:
    found = spellings(text)
    assert found[0] == folded(text)
    assert len(found) <= 11
