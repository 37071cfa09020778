"""Who is in a total, who is left out, and why: nothing is hidden."""

import pytest

from annual.totalling.bodies import COUNTY, YEAR, report, with_empty
from gongkai.annual.report import SectionText, Status
from gongkai.annual.totalling import (
    RemarkKind,
    TotalSettings,
    Unread,
    describe,
    read_expected,
    total,
)

LICENCES = "proactive.licences"


def kinds(outcome):
    return [remark.kind for remark in outcome.remarks]


def counted(outcome):
    return [body.name for body in outcome.bodies]


def test_a_list_is_one_name_a_line():
    assert read_expected("\ufeff惠民镇\r\n\n# 部门\n  财政局  \n") == ["惠民镇", "财政局"]


def test_bodies_on_the_list_are_known_in_any_spelling():
    reports = [
        report("四川省攀枝花市盐边县惠民镇人民政府"),
        report("盐边县教育和体育局"),
        report("鹽邊縣財政局"),
    ]
    outcome = total(reports, COUNTY, YEAR, expected=["惠民镇", "教体局", "县财政局"])
    assert outcome.is_complete
    assert outcome.remarks == ()
    assert "名单上 3 个单位都已计入" in describe(outcome)


def test_who_is_missing_is_named_with_what_may_be_its_report():
    outcome = total(
        [report("惠民镇"), report("新九镇", year=YEAR - 1), Unread("交来/永兴镇.pdf", "整页是图片")],
        COUNTY,
        YEAR,
        expected=["惠民镇", "新九镇", "永兴镇", "渔门镇"],
    )
    sentences = {remark.agency: remark.sentence for remark in outcome.remarks_of(RemarkKind.MISSING)}
    assert list(sentences) == ["新九镇", "永兴镇", "渔门镇"]
    assert "别的年度" in sentences["新九镇"]
    assert "永兴镇.pdf" in sentences["永兴镇"]
    assert {RemarkKind.OTHER_YEAR, RemarkKind.UNREADABLE} <= set(kinds(outcome))
    assert all(remark.sentence in describe(outcome) for remark in outcome.remarks)
    details = " ".join(note.detail for note in outcome.report.notes)
    assert all(name in details for name in ("新九镇", "永兴镇", "渔门镇"))


def test_two_files_that_agree_count_once():
    files = [report("惠民镇", {LICENCES: 5}), report("盐边县惠民镇人民政府", {LICENCES: 5}, file="b.pdf")]
    outcome = total(files, COUNTY, YEAR)
    assert outcome.report.value(LICENCES) == 5
    (remark,) = outcome.remarks_of(RemarkKind.DUPLICATE)
    assert remark.files == ("b.pdf", "惠民镇.docx")


def test_what_one_file_cannot_say_the_other_does():
    files = [
        with_empty(report("惠民镇", {LICENCES: 5}), LICENCES, Status.UNREADABLE),
        report("惠民镇", {LICENCES: 5}, file="b.html"),
    ]
    outcome = total(files, COUNTY, YEAR)
    assert outcome.report.value(LICENCES) == 5
    assert outcome.is_complete


@pytest.mark.parametrize("other", [6, None])
def test_two_files_that_differ_count_not_at_all(other):
    files = [
        report("惠民镇", {LICENCES: 5}),
        report("惠民镇", {LICENCES: other}, file="b.pdf"),
        report("渔门镇", {LICENCES: 1}),
    ]
    outcome = total(files, COUNTY, YEAR, expected=["惠民镇", "渔门镇人民政府"])
    assert outcome.report.value(LICENCES) == 1
    assert counted(outcome) == ["渔门镇"]
    assert kinds(outcome) == [RemarkKind.CONFLICT]
    assert outcome.remarks[0].cells == (LICENCES,)
    assert not outcome.is_complete


def test_a_body_that_is_not_on_the_list_is_left_out_with_a_guess_at_its_name():
    reports = [report("惠民镇"), report("渔门真人民政府", {LICENCES: 3})]
    outcome = total(reports, COUNTY, YEAR, expected=["惠民镇", "渔门镇人民政府"])
    assert outcome.report.value(LICENCES) == 0
    assert "渔门镇" in outcome.remarks_of(RemarkKind.UNLISTED)[0].sentence
    generous = total(reports, COUNTY, YEAR, expected=["惠民镇"], settings=TotalSettings(count_unlisted=True))
    assert generous.report.value(LICENCES) == 3


def test_the_county_s_own_report_is_not_one_of_its_parts():
    outcome = total([report("惠民镇"), report("四川省盐边县人民政府", {LICENCES: 90})], COUNTY, YEAR)
    assert outcome.report.value(LICENCES) == 0
    assert kinds(outcome) == [RemarkKind.OWN_REPORT]


def test_its_office_is_a_body_like_others():
    outcome = total([report("盐边县人民政府办公室", {LICENCES: 2})], COUNTY, YEAR)
    assert outcome.report.value(LICENCES) == 2


def test_the_county_s_own_acts_are_a_part_when_they_are_given_as_such():
    own = report(COUNTY, {LICENCES: 7}, sections=[SectionText(1, "总体情况", "全县……")])
    outcome = total([report("惠民镇", {LICENCES: 1}), own], COUNTY, YEAR, own=own)
    assert outcome.report.value(LICENCES) == 8
    assert outcome.report.sections == own.sections
    assert outcome.remarks == ()


def test_own_acts_of_another_year_are_refused():
    with pytest.raises(ValueError, match="2023年"):
        total([], COUNTY, YEAR, own=report(COUNTY, year=2023))


def test_reports_without_a_year_or_a_name():
    nameless = report(None, {LICENCES: 4}, file="x.docx")
    outcome = total([report("惠民镇", year=None), nameless, nameless], COUNTY, YEAR)
    assert outcome.report.value(LICENCES) == 4
    assert kinds(outcome) == [RemarkKind.NO_YEAR, RemarkKind.NO_AGENCY]
    listed = total([nameless], COUNTY, YEAR, expected=["惠民镇"])
    assert kinds(listed) == [RemarkKind.MISSING, RemarkKind.UNLISTED]


def test_the_text_output_tells_when_a_long_list_is_cut():
    text = describe(total([report("惠民镇"), report("渔门镇")], COUNTY, YEAR), most_bodies=1)
    assert "另有 1 个" in text
