"""Numbers in the narrative: what agrees in one of its readings, what contradicts, what is never compared."""

from __future__ import annotations

import pytest

from gongkai.annual.checking import Fault, Severity, check
from gongkai.annual.checking.examples import correct_report
from gongkai.annual.checking.text_figures.numbers import chinese_number, find_numbers, plain_text
from gongkai.annual.report import Cell, SectionText, Status

# The report: 新收22 结转进1 办结21 结转出2; 予以公开8 部分公开3 不予公开1 无法提供7 不予处理1 其他处理1;
# 自然人新收20 企业2; 复议 维持2 未结1 共3; 直接起诉 1 件未结; 复议后 2.
DISPUTES = {
    "disputes.review.upheld": 2,
    "disputes.review.pending": 1,
    "disputes.review.total": 3,
    "disputes.litigation_direct.pending": 1,
    "disputes.litigation_direct.total": 1,
    "disputes.litigation_after_review.corrected": 2,
    "disputes.litigation_after_review.total": 2,
}


def hints(text, figures=DISPUTES, **identity):
    report = correct_report(figures, preface="", **identity)
    report.sections = [SectionText(1, "总体情况", text)]
    return check(report, select=["text.figure"])


AGREES = """
全年共收到政府信息公开申请22件。
全年共收到政府信息公开申请23件，其中上年结转1件。
受理依申请公开二十二宗。
收办政府信息公开申请２２份。
2024年新收到公民、法人和其他组织提出的政府信息公开申请共计22件，均已按时答复。
共收到22件政府信息公开申请，办结21件，2件正在办理中。
政府信息公开申请办结20件。
全年办理政府信息公开申请23件。
收到并答复政府信息公开申请21件。
政府信息公开申请数量为22，办结数为21。
（二）依申请公开。全年新收22件，上年结转1件，办结21件，结转2025年2件。
（二）依申请公开。共收到申请22件，其中自然人20件，法人或其他组织2件。
（二）依申请公开。予以公开8件，部分公开3件，不予公开1件，无法提供7件，不予处理1件，其他处理1件。
（二）依申请公开。办结21件，其中8件予以公开，3件部分公开，1件不予公开。
（二）依申请公开。予以公开11件。
（二）依申请公开。部分公开占14.3%。
（二）依申请公开。办结21件，其中部分公开3件（占百分之十四点三）。
（二）依申请公开。保护第三方合法权益1件，本机关不掌握相关政府信息7件。
因政府信息公开引发行政复议3件、行政诉讼3件。
因政府信息公开引发行政复议2件、行政诉讼2件。
因政府信息公开引发行政诉讼1件。
因政府信息公开被申请行政复议、提起行政诉讼共6件。
因政府信息公开被申请行政复议、提起行政诉讼共4件。
制发行政规范性文件2件，废止1件，现行有效行政规范性文件10件。
全年作出行政许可决定136件，行政处罚决定12件。
全年受理许可事项136件，已办结136件，办结率100%。
行政事业性收费12.5万元。
行政事业性收费12.50万元。
行政事业性收费125000元。
""".strip().splitlines()

CONTRADICTS = """
全年共收到政府信息公开申请17件。
全年共收到政府信息公开申请二十四件。
受理依申请公开一百零三宗。
收到１，１３６件政府信息公开申请。
全年办结政府信息公开申请19件。
（二）依申请公开。全年新收17件。
（二）依申请公开。共收到申请22件，结转下年度3件。
（二）依申请公开。共收到申请22件，上年结转4件。
（二）依申请公开。其中自然人18件。
（二）依申请公开。予以公开9件。
（二）依申请公开。办结21件，其中5件部分公开。
（二）依申请公开。无法提供6件。
（二）依申请公开。部分公开占33.9%。
（二）依申请公开。本机关不掌握相关政府信息5件。
本年度未收到政府信息公开申请。
没有收到公民、法人和其他组织提出的公开申请。
2024年无依申请公开事项。
（二）依申请公开。未发生不予公开的情况。
（二）依申请公开。无结转下年度办理的申请。
未发生因政府信息公开申请行政复议、提起行政诉讼的情况。
无因政府信息公开引起的行政诉讼。
因政府信息公开引发行政复议5件。
因政府信息公开被申请行政复议、提起行政诉讼共9件。
制发行政规范性文件5件。
本年度废止行政规范性文件4件。
现行有效行政规范性文件11件。
全年作出行政许可决定130件。
作出行政处罚决定20件。
全年受理许可事项135件，已办结135件。
行政事业性收费13.5万元。
行政事业性收费12.5元。
""".strip().splitlines()

NEVER_COMPARED = """
2023年收到政府信息公开申请15件。
去年收到政府信息公开申请15件，办结14件。
近三年累计收到政府信息公开申请60件。
2022年至2024年共收到政府信息公开申请60件。
与上年相比，政府信息公开申请增加5件，增长29.4%。
收到政府信息公开申请数量较2023年的15件增加7件。
第一季度收到政府信息公开申请5件。
1至6月收到政府信息公开申请9件。
截至10月底，收到政府信息公开申请18件。
平均每月收到政府信息公开申请2件。
通过网站收到政府信息公开申请5件，信函3件，当面提交14件。
收到涉及征地拆迁的政府信息公开申请12件。
（二）依申请公开。其中，涉及土地征收的申请5件，已答复4件。
全县收到政府信息公开申请1136件。
全县各级行政机关共收到政府信息公开申请1136件，办结1100件。
区住建局收到政府信息公开申请12件。
各部门、各乡镇收到政府信息公开申请12件。
收到政府信息公开申请近100件。
收到政府信息公开申请三十余件。
收到网民留言35件，办结35件。
（二）依申请公开。收到信访件35件，办结30件。
公示行政许可信息200条，行政处罚信息30条。
受理行政许可申请140件，办结138件。
受理低保申请35件，办结35件。
作为复议机关受理行政复议案件35件，推进行政复议决定书公开。
第1件政府信息公开申请在当天办结。
每一件政府信息公开申请都有专人办理。
办结率100%，群众满意率98.5%。
收取信息处理费400元。
发放政府信息公开申请表200份。
审核政府信息公开申请答复书20件。
没有因行政复议被纠正的政府信息公开案件。
无逾期未答复的政府信息公开申请。
未收到通过信函提出的政府信息公开申请。
主动公开规范性文件45件。
备案审查规范性文件38件。
未发生应当公开而不予公开的情况。
""".strip().splitlines()


@pytest.mark.parametrize("sentence", AGREES)
def test_a_sentence_agrees_where_one_of_its_readings_fits(sentence):
    assert [finding.message for finding in hints(sentence)] == []


@pytest.mark.parametrize("sentence", CONTRADICTS)
def test_a_sentence_that_no_reading_fits_is_a_hint(sentence):
    (finding,) = hints(sentence)
    assert (finding.severity, finding.fault) == (Severity.HINT, Fault.PAIR)
    assert finding.evidence[0].text in plain_text(sentence)


@pytest.mark.parametrize("sentence", NEVER_COMPARED)
def test_what_is_not_certainly_a_figure_of_the_tables_is_left_alone(sentence):
    assert [finding.message for finding in hints(sentence, agency="青禾县人民政府")] == []


def test_17_in_the_text_and_95_in_the_table():
    figures = {
        "applications.received.natural_person": 93,
        "applications.received.total": 95,
        "applications.results_total.natural_person": 92,
        "applications.results_total.total": 94,
        "applications.granted.natural_person": 80,
        "applications.granted.total": 81,
    }
    (finding,) = hints("全年收到政府信息公开申请17件。", figures)
    assert (finding.actual, finding.expected) == ("17", "95")
    assert "一、本年新收=95" in finding.message


@pytest.mark.parametrize(
    ("sentence", "agency", "found"),
    [
        ("全县收到政府信息公开申请17件。", "青禾县人民政府", 1),  # the whole county cannot have fewer
        ("全县收到政府信息公开申请95件。", "青禾县人民政府", 0),
        ("县政府办公室收到政府信息公开申请17件。", "青禾县人民政府", 0),  # the office may have fewer
        ("县政府办公室收到政府信息公开申请95件。", "青禾县人民政府", 1),
        ("本机关收到政府信息公开申请17件。", "青禾县人民政府", 0),
        ("本机关收到政府信息公开申请17件。", "青禾县财政局", 1),
        ("我局收到政府信息公开申请17件。", "青禾县财政局", 1),
        ("青禾县财政局收到政府信息公开申请17件。", "青禾县财政局", 1),
        ("惠丰镇收到政府信息公开申请17件。", "青禾县惠丰镇人民政府", 1),
    ],
)
def test_whose_figures_a_sentence_gives(sentence, agency, found):
    assert len(hints(sentence, agency=agency)) == found


def test_a_sentence_is_one_hint_however_many_figures_differ():
    (finding,) = hints("全年收到政府信息公开申请17件，办结15件，结转下年度9件。")
    assert finding.message.count("表中") == 3


def test_what_cannot_be_read_contradicts_nothing():
    report = correct_report(preface="")
    for key in ("issued", "repealed", "in_force"):
        report.cells[f"proactive.normative_documents.{key}"] = Cell(None, Status.UNREADABLE, "5845546")
    report.sections = [SectionText(1, "总体情况", "动态更新发布本年度制发行政规范性文件62件。")]
    assert check(report, select=["text"]) == []


def test_the_text_may_be_right_where_the_sum_is_wrong():
    """The results add up to 27 and the total says 21; the text says 27: one cause, no hint beside the error."""
    figures = {"applications.granted.natural_person": 13, "applications.granted.total": 14}
    report = correct_report(figures, preface="")
    report.sections = [SectionText(1, "总体情况", "办结政府信息公开申请27件。")]
    assert [f.rule for f in check(report, select=["text.figure", "applications"])] == [
        "applications.result_total"
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十二", 12),
        ("两", 2),
        ("一百零三", 103),
        ("二〇", 20),
        ("一千零五", 1005),
        ("两万三千", 23000),
        ("〇", 0),
        ("三百二十", 320),
    ],
)
def test_chinese_numerals(text, number):
    assert chinese_number(text) == number


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("２１件", [21]),
        ("1,136件", [1136]),
        ("1，136件", [1136]),
        ("2024，136件", [136]),
        ("十二宗", [12]),
        ("33.9%", [33.9]),
        ("百分之三十三点九", [33.9]),
        ("国令第711号", []),
        ("2024年1月15日", []),
        ("第3件", []),
        ("1.2万件", [12000]),
    ],
)
def test_numbers_in_all_the_ways_they_are_printed(text, values):
    assert [float(number.value) for number in find_numbers(plain_text(text))] == values


def test_the_text_of_the_published_reports_agrees_with_their_tables():
    """The sentences with figures of four published reports, with their figures."""
    county = {"applications.received.total": 21, "applications.results_total.total": 21}
    assert (
        hints(
            "2023年全区受理政府信息公开申请21件，均在法定期限答复。",
            {
                "applications.received.natural_person": 21,
                "applications.received.enterprise": 0,
                **county,
            },
            year=2023,
            agency="淮安市洪泽区人民政府",
        )
        == []
    )
    town = (
        "2024年度，在盐边县人民政府门户网站发布政务信息7篇。其中，发布政府动态信息5条，依法主动公开政府文件2个，更新领导信息6条，"
        "发布预算、决算信息2条。全年受理许可事项136件，已办结136件，办结率100%。\n（二）依申请公开政府信息情况\n"
        "经查，全年未收到公开申请，未发生不予公开、无法提供、不予处理的情况；未发生因政府信息公开申请行政复议、提起行政诉讼的情况。"
    )
    nothing = {path: 0 for path in correct_report().cells if path.startswith(("applications", "disputes"))}
    blank = {path: None for path in nothing if path.startswith("disputes.review")}
    assert hints(town, {**nothing, **blank}, agency="盐边县惠民镇人民政府") == []
