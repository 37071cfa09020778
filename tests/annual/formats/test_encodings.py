"""Characters, whatever the source says of its encoding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.annual.formats.drawing import lines

from gongkai.annual.reading.formats import open_source
from gongkai.annual.reading.formats.encoding import decode

SIMPLIFIED = "本报告根据《中华人民共和国政府信息公开条例》编制，2024年主动公开政府信息136条，堃喆。"
TRADITIONAL = "本報告根據政府資訊公開條例編製，主動公開政府資訊136條，辦理結果如下。"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_simplified_text(encoding):
    decoded = decode((SIMPLIFIED + "\n规章\t0\t0").encode(encoding))
    assert decoded.text.startswith(SIMPLIFIED)
    assert not decoded.damaged


@pytest.mark.parametrize("encoding", ["big5", "gb18030", "utf-8"])
def test_traditional_text(encoding):
    assert decode(TRADITIONAL.encode(encoding)).text == TRADITIONAL


@pytest.mark.parametrize(
    ("declared", "real"),
    [("gb2312", "utf-8"), ("utf-8", "gbk"), ("big5", "gbk"), ("iso-8859-1", "gbk"), ("x-no", "gbk")],
)
def test_a_wrong_declaration_is_not_believed(declared, real):
    page = f"<html><head><meta charset='{declared}'></head><body><p>{SIMPLIFIED.replace('堃', '')}</p></body></html>"
    assert lines(open_source(page.encode(real))) == [SIMPLIFIED.replace("堃", "")]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "utf-16-le"])
def test_a_character_cut_off_at_the_end_is_dropped(encoding):
    text = TRADITIONAL.rstrip("。")
    assert decode(text.encode(encoding)[:-1]).text == text[:-1]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_broken_byte_is_noted(encoding):
    data = bytearray((SIMPLIFIED * 20).encode(encoding))
    data[300] = 0xFF
    document = open_source(bytes(data))
    assert document.warnings == ["文件里有几处字符已损坏，无法还原。"]


@given(st.text(alphabet=st.sampled_from(SIMPLIFIED + "abc 0123\n"), min_size=200, max_size=400))
def test_gb18030_is_told_from_big5(text):
    data = (SIMPLIFIED + text).encode("gb18030")
    assert decode(data).text == SIMPLIFIED + text
