"""Texts word by word: nothing is lost, and the result reads as a person would mark it."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.comparing import RunKind, SectionState, compare, compare_wording
from gongkai.annual.report import AnnualReport, SectionText

MARKS = {RunKind.SAME: "{}", RunKind.DELETED: "[{}]", RunKind.INSERTED: "<{}>"}


def marked(first, second):
    return "".join(MARKS[run.kind].format(run.text) for run in compare_wording(first, second))


def side(runs, kind):
    return "".join(run.text for run in runs if run.kind in (RunKind.SAME, kind))


TEXTS = st.text("政府信息公开年报我镇的在了和12.5%ab。；！\n “”", max_size=120)


@given(TEXTS, TEXTS)
def test_the_runs_make_up_both_texts(first, second):
    runs = compare_wording(first, second)

    def tidy(text):
        return "\n".join(line.rstrip() for line in text.strip().splitlines())

    assert side(runs, RunKind.DELETED) == tidy(first)
    assert side(runs, RunKind.INSERTED) == tidy(second)
    assert all(run.text for run in runs)


@given(TEXTS, TEXTS)
def test_between_two_same_runs_stand_one_deletion_and_one_insertion_at_most(first, second):
    kinds = [run.kind for run in compare_wording(first, second)]
    order = "".join({RunKind.SAME: "=", RunKind.DELETED: "-", RunKind.INSERTED: "+"}[kind] for kind in kinds)
    assert not any(wrong in order for wrong in ("==", "--", "++", "+-"))


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert all(run.kind is RunKind.SAME for run in compare_wording(text, text))


def test_numbers_are_whole():
    assert (
        marked("公开信息136条，占33.9%。", "公开信息142条，占35.1%。")
        == "公开信息[136]<142>条，占[33.9%]<35.1%>。"
    )


def test_sentences_that_stay_are_anchors():
    first = "加强领导。全年收到申请3件，均已办结。接受监督。"
    second = "加强领导。全年未收到申请。开展培训。接受监督。"
    assert marked(first, second) == "加强领导。全年<未>收到申请[3件，均已办结]。<开展培训。>接受监督。"


def test_a_chance_match_is_given_up():
    assert marked("提升人员的素质。", "完善平台的功能。") == "[提升人员的素质。]<完善平台的功能。>"


def test_another_paragraph_altogether_is_one_change():
    first = "一是公开方式单一，创新性不够，队伍有待加强。"
    second = "部分栏目更新较慢；群众知晓率较低。"
    assert marked(first, second) == f"[{first}]<{second}>"


def test_line_breaks_of_another_kind_are_no_change():
    assert marked("总体情况。 \r\n主动公开。", "总体情况。\n主动公开。") == "总体情况。\n主动公开。"


def test_sections_may_be_absent_on_either_side():
    first = AnnualReport(sections=[SectionText(1, "总体情况", "甲。"), SectionText(5, "存在问题", "无。")])
    second = AnnualReport(sections=[SectionText(1, "总体情况", "甲。"), SectionText(6, "其他", "未收费。")])
    states = {change.number: change.state for change in compare(first, second).sections}
    assert states == {1: SectionState.SAME, 5: SectionState.ONLY_FIRST, 6: SectionState.ONLY_SECOND}
    assert compare(AnnualReport(), AnnualReport()).sections == ()


def test_a_section_in_two_pieces_is_read_as_one():
    pieces = AnnualReport(sections=[SectionText(5, "存在的问题", "甲。"), SectionText(5, "改进", "乙。")])
    whole = AnnualReport(sections=[SectionText(5, "存在的主要问题及改进情况", "甲。\n乙。")])
    (change,) = compare(pieces, whole).sections
    assert change.state is SectionState.SAME


def test_a_text_of_absurd_length_is_answered_in_bounded_memory():
    first = "\n".join(f"甲{number}" for number in range(25_000))
    second = "\n".join(f"乙{number}" for number in range(25_000))
    assert [run.kind for run in compare_wording(first, second)] == [RunKind.DELETED, RunKind.INSERTED]
    words = "政" * 10 + "甲乙" * 15_000
    assert compare_wording(words, words + "丙" * 30_000)
