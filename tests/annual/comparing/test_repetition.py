"""重复率 is what its definition says: characters in runs that stand word for word in the earlier text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.comparing import CompareSettings, compare, repetition
from gongkai.annual.report import AnnualReport, SectionText

TEXTS = st.lists(st.text("甲乙丙1，。", max_size=40), max_size=3)


def by_definition(earlier, later, run):
    """The definition, character by character."""

    def counted(text):
        return "".join(sign for sign in text if sign.isalnum())

    sources = [counted(text) for text in earlier]
    repeated = length = 0
    for text in map(counted, later):
        length += len(text)
        for position in range(len(text)):
            starts = range(max(0, position - run + 1), min(position, len(text) - run) + 1)
            repeated += any(text[start : start + run] in source for start in starts for source in sources)
    return repeated, length


@given(TEXTS, TEXTS, st.integers(1, 6))
def test_it_is_what_its_definition_says(earlier, later, run):
    found = repetition(earlier, later, shortest_run=run)
    assert (found.repeated, found.length) == by_definition(earlier, later, run)
    assert sum(map(len, found.passages)) == found.repeated
    assert all(len(passage) >= run for passage in found.passages)


def test_spaces_punctuation_and_width_do_not_count():
    found = repetition(
        ["坚持以公开为常态，不公开为例外 2024"], ["坚持以公开为常态、\n不公开为例外２０２４。"]
    )
    assert found.share == 1


def test_common_phrases_are_too_short_to_count():
    assert repetition(["加强政府信息公开工作。"], ["推进政府信息公开工作。"]).repeated == 0


def test_a_passage_that_moved_is_still_repeated():
    passage = "严格执行信息发布三审三校制度并明确专人负责"
    found = repetition([f"甲乙。{passage}。"], [f"{passage}。丙丁戊己。"])
    assert found.passages == (passage,)
    assert found.percent_text == f"{len(passage) / (len(passage) + 4) * 100:.1f}%"


def test_a_report_without_text_has_no_share():
    assert repetition(["甲"], []).share is None
    assert repetition(["甲"], [""]).percent_text == "无文字"


def test_a_run_has_a_length():
    with pytest.raises(ValueError, match="shortest_run"):
        repetition([], [], shortest_run=0)


def test_the_shortest_run_is_a_setting():
    first = AnnualReport(sections=[SectionText(1, "总体情况", "加强队伍建设。")])
    second = AnnualReport(sections=[SectionText(5, "存在问题", "继续加强队伍建设。")])
    assert compare(first, second).repetition.repeated == 0
    assert compare(first, second, CompareSettings(shortest_run=6)).repetition.repeated == 6
