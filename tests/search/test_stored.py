"""Attachments looked through as they are stored say the same as attachments read as texts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.search.conftest import Office, attach, docx, found

from gongkai.search import stored
from gongkai.search.asking import words_of
from gongkai.search.models import AsWritten
from gongkai.search.passages import Passage, Sought, passage_in_files, sought_of
from gongkai.search.stored import passage_in_stored

FILLING = st.text(st.sampled_from('，公开\n"\\u 0aé𠀀\x1f\x7f张[],'), max_size=400)
NAMES = st.text(st.sampled_from('表"\\、1'), max_size=6)


def sought(typed: str) -> Sought:
    found = sought_of(words_of(typed))
    assert found is not None
    return found


def both(attachments: list[list[str]], typed: str) -> tuple[Passage | None, Passage | None]:
    data = json.dumps(attachments, cls=AsWritten).encode()
    return passage_in_stored(data, sought(typed), sought(typed)), passage_in_files(
        attachments, sought(typed), sought(typed)
    )


@given(st.lists(st.tuples(NAMES, FILLING, FILLING), min_size=1, max_size=4), st.data())
def test_the_passage_is_the_same(files: list[tuple[str, str, str]], data: Any) -> None:
    with_word = data.draw(st.integers(0, len(files) - 1))
    attachments = [
        [name, f"{before}{'堰塘整治' if number == with_word else ''}{after}"]
        for number, (name, before, after) in enumerate(files)
    ]
    as_stored, as_read = both(attachments, "堰塘")
    assert as_stored is not None and as_stored == as_read


@pytest.mark.parametrize("escaped", ["\x1f", "\n", '"', "\\", "\\u12", "𠀀", "é"])
@pytest.mark.parametrize("shift", range(8))
def test_it_is_cut_within_no_character_and_no_escape(
    escaped: str, shift: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "BEFORE", 200 + shift)
    as_stored, as_read = both([["表", escaped * 300 + "。" * 38 + "堰塘" + escaped * 400]], "堰塘")
    assert as_stored is not None and as_stored == as_read


@pytest.mark.parametrize(
    ("attachments", "typed"),
    [
        ([["表", "1333，33，3"]], "33"),  # the first place is none
        ([["表", "二〇三三年"]], "2033年"),
        ([["表", "縣界堰塘"]], "县界"),  # in traditional characters
        ([["表", "縣预算"]], "县预算"),  # in some
        ([["表", "第一行\n堰塘\n\n第二行"]], "第二行"),
        ([["表", "一\nnumber"]], "number"),  # the n of the escape begins no word
        ([["表", "\number"]], "umber"),
        ([["堰塘表", "金额"]], "堰塘"),  # a name
        ([["堰塘表", "堰塘金额"], ["表", "堰塘"]], "堰塘"),
        ([['附件“1”."docx', "堰塘"]], "堰塘"),
        ([["表", "x" * 2000 + " 堰塘 " + "y" * 2000]], "堰塘"),
        ([["表", "预算。" * 500 + "堰塘" + "预算。" * 500]], "堰塘"),
        ([["表", ""]], "堰塘"),
    ],
)
def test_so_it_is_where_it_is_less_plain(attachments: list[list[str]], typed: str) -> None:
    as_stored, as_read = both(attachments, typed)
    assert as_stored == as_read


def test_of_two_attachments_it_is_the_one_in_which_it_is_plain() -> None:
    as_stored, as_read = both([["甲", "縣界"], ["乙", "县界"]], "县界")
    assert as_stored is not None and as_read is not None
    assert (as_stored.attachment, as_read.attachment) == ("乙", "甲")


def test_what_a_word_only_seems_to_be_is_not_looked_at_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "MOST_TRIED", 3)
    as_stored, as_read = both([["表", "1333，" * 10 + "33"]], "33")
    assert as_stored is not None and as_stored == as_read


@pytest.mark.sqlite_only
@pytest.mark.parametrize("word", ["堰塘", "堰塘整治", "预算"])
def test_texts_are_not_read(office: Office, monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    item = office.draft(title="关于公布项目的公告")
    office.reviewed(attach(office, item, "项目表.docx", docx("合同价款一览", "堰塘整治工程", "預算")))

    def refuse(*_: Any) -> None:
        raise AssertionError("read as a text")

    monkeypatch.setattr(stored, "passage_in_files", refuse)
    (hit,) = found(word).hits
    assert hit.passage.attachment == "项目表.docx"
