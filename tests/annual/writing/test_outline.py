"""What is printed, in which order, under which headings."""

from datetime import date

import pytest
from tests.annual.writing.town import town_report

from gongkai.annual.report import AnnualReport, SectionText
from gongkai.annual.writing.characters import clean
from gongkai.annual.writing.outline import Paragraph, outline_of

OFFICIAL = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]


def text_of(section_text):
    return outline_of(town_report(sections=[SectionText(1, "总体情况", section_text)])).sections[0].paragraphs


def test_six_sections_under_the_official_headings():
    outline = outline_of(AnnualReport())
    assert [section.heading for section in outline.sections] == OFFICIAL
    assert [section.table.key for section in outline.sections if section.table] == [
        "proactive",
        "applications",
        "disputes",
    ]


@pytest.mark.parametrize("title", ["工作总体落实情况", "一、工作总体落实情况", " 一.工作总体落实情况 "])
def test_the_reports_own_heading_is_kept_with_one_numeral(title):
    outline = outline_of(town_report(sections=[SectionText(1, title, "文")]))
    assert outline.sections[0].heading == "一、工作总体落实情况"


def test_a_blank_heading_becomes_the_official_one():
    outline = outline_of(town_report(sections=[SectionText(5, " ", "文")]))
    assert [section.heading for section in outline.sections] == OFFICIAL


def test_a_section_split_in_two_keeps_both_parts_and_one_table():
    texts = [SectionText(3, "申请情况", "甲"), SectionText(3, "补充", "乙")]
    parts = [section for section in outline_of(town_report(sections=texts)).sections if section.number == 3]
    assert [(part.heading, part.table is not None) for part in parts] == [
        ("三、申请情况", False),
        ("三、补充", True),
    ]


def test_sub_headings_stand_apart_or_run_in():
    assert text_of("（一）主动公开\n全年发布信息312条。\n(二)平台建设。新增目录。\n\n　　末段") == (
        Paragraph("", "（一）主动公开"),
        Paragraph("全年发布信息312条。"),
        Paragraph("新增目录。", "(二)平台建设。"),
        Paragraph("末段"),
    )


def test_a_long_sentence_behind_a_number_is_no_heading():
    line = "（三）" + "围绕群众关心的事项" * 5 + "，做好公开。"
    assert text_of(line) == (Paragraph(line),)


@pytest.mark.parametrize(
    ("agency", "title", "lines"),
    [
        ("柳河镇", None, ("柳河镇2024年政府信息公开工作年度报告",)),
        ("云栖县青塘镇人民政府", None, ("云栖县青塘镇人民政府", "2024年政府信息公开工作年度报告")),
        (None, None, ("2024年政府信息公开工作年度报告",)),
        ("柳河镇", "柳河镇2024年信息公开年报", ("柳河镇2024年信息公开年报",)),
        ("柳河镇", "云栖县柳河镇人民政府\n2024年年度报告", ("云栖县柳河镇人民政府", "2024年年度报告")),
        (
            "柳河镇",
            "柳河镇二〇二四年度政府信息公开工作情况的报告",
            ("柳河镇", "二〇二四年度政府信息公开工作情况的报告"),
        ),
    ],
)
def test_a_long_title_breaks_behind_the_agency(agency, title, lines):
    outline = outline_of(town_report(agency=agency, title=title))
    assert outline.title_lines == lines
    assert outline.title == "".join(lines)


def test_the_contact_is_printed_once():
    inside = outline_of(town_report(contact="电话：0000-1234567"))
    assert inside.closing == ()
    outside = outline_of(town_report(contact="电话：0000-7654321"))
    assert outside.closing == (Paragraph("联系方式：电话：0000-7654321"),)
    assert (
        outline_of(town_report(contact="联系电话：0000-7654321")).closing[0].text == "联系电话：0000-7654321"
    )


def test_dates_in_print_and_in_properties():
    outline = outline_of(town_report())
    assert (outline.dated_text, outline.document_date) == ("2025年1月20日", date(2025, 1, 20))
    undated = outline_of(town_report(dated=None))
    assert (undated.dated_text, undated.document_date) == ("", date(2024, 12, 31))
    assert outline_of(AnnualReport()).document_date == date(1970, 1, 1)


def test_cleaning_drops_what_no_document_can_hold_and_nothing_else():
    assert clean("甲\x00\x08\x1f\ud800乙\ufffe\r\n丙\u2028丁\t喆😀") == "甲乙\n丙\n丁\t喆😀"
