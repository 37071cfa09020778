"""Days, units, fees, powers, wording; last year's report and the peers'."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from gongkai.annual.checking import CheckSettings, Severity, UnknownRuleError, check
from gongkai.annual.checking.agencies import Kind, cannot_make_regulations, kind_of
from gongkai.annual.checking.examples import correct_report
from gongkai.annual.report import Cell, SectionText, Status


def rules(report, previous=None, **options):
    return [finding.rule for finding in check(report, previous, **options)]


@pytest.mark.parametrize(
    ("agency", "dated", "late"),
    [
        ("青禾县财政局", date(2025, 1, 31), False),
        ("青禾县财政局", date(2025, 2, 1), True),
        ("青禾县人民政府", date(2025, 3, 31), False),
        ("青禾县人民政府", date(2025, 4, 1), True),
        ("青禾县人民政府办公室", date(2025, 3, 20), False),
        ("青禾县惠丰镇人民政府", date(2025, 3, 1), False),
        ("平潭综合实验区", date(2025, 3, 10), False),
        (None, date(2025, 3, 31), False),
    ],
)
def test_reports_are_due_on_the_day_of_their_kind_of_body(agency, dated, late):
    assert rules(correct_report(agency=agency, dated=dated), select=["dates"]) == ["dates.late"] * late


def test_an_office_sets_the_day_for_its_towns():
    report = correct_report(dated=date(2025, 2, 10))
    assert rules(report) == []
    assert rules(report, settings=CheckSettings(town_due=(1, 31))) == ["dates.late"]


def test_a_date_before_the_year_is_over_is_another_year():
    (finding,) = check(correct_report(dated=date(2024, 1, 15)))
    assert (finding.rule, finding.expected) == ("dates.year", "2025")


def test_last_years_text_is_found_by_its_years():
    text = "2023年，惠丰镇认真落实条例。\n（一）主动公开。2023年度，更新目录。"
    report = correct_report(preface="")
    report.sections[0] = SectionText(1, "总体情况", text)
    assert rules(report) == ["dates.year"]
    report.sections[0] = SectionText(1, "总体情况", "2023年，任务完成。2024年，惠丰镇认真落实条例。")
    assert rules(report) == []


@pytest.mark.parametrize(
    ("preface", "found"),
    [
        ("现公布2023年度政府信息公开工作年度报告。", True),
        ("现将惠丰镇2023年度政府信息公开工作年度报告向社会公布。", True),
        ("现将2023年政府信息公开工作情况报告如下：", True),
        ("统计期限自2023年1月1日起，至2023年12月31日止。", True),
        ("现公布2023年度报告，统计期限为2023年1月1日至2023年12月31日。", True),
        ("现将我镇2024年度政府信息公开工作年度报告公布如下：", False),
        ("现将2024年政府信息公开工作情况报告如下，与2023年度报告相比有所改进。", False),
        ("按照《关于做好2023年度报告的通知》，现将2024年工作情况报告如下。", False),
        ("统计期限自2024年1月1日起，至2024年12月31日止。", False),
    ],
)
def test_a_preface_of_another_year_is_one_finding(preface, found):
    assert rules(correct_report(preface=preface)) == ["dates.year"] * found


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("本年度未收取信息处理费，且无其他需要报告的事项。", True),
        ("2024年，无收取信息处理费情况。", True),
        ("依据《政府信息公开信息处理费管理办法》规定，2025年全市实际收取信息处理费共计400元。", True),
        ("全年收取政府信息公开信息处理费 0 元。", True),
        ("本年度没有产生费用。", True),
        ("2024年度未发出收费通知单，总金额为0元。", True),
        ("免费提供政府信息。", True),
        ("本年度未向申请人收取任何费用。", True),
        ("本年度行政事业性收费收取12.5万元，无其他事项。", False),
        ("如有疑问请与办公室联系。", False),
        ("无。", False),
        ("", False),
        ("行政事业性收费0万元。", False),
    ],
)
def test_section_six_speaks_of_the_fee_for_handling_information(text, stated):
    report = correct_report()
    report.sections[5] = SectionText(6, "其他需要报告的事项", text)
    assert rules(report, select=["fees", "form"]) == ([] if stated else ["fees.unstated"])


@pytest.mark.parametrize(
    ("agency", "certain"),
    [
        ("青禾县惠丰镇人民政府", True),
        ("盐边县国胜乡人民政府", True),
        ("青禾县人民政府", True),
        ("淮安市洪泽区人民政府", True),
        ("上海市静安区人民政府", True),
        ("青禾县财政局", True),
        ("杭州市教育局", True),
        ("四川省财政厅", True),
        ("延边朝鲜族自治州延吉市人民政府", True),
        ("杭州市人民政府", False),
        ("昆山市人民政府", False),
        ("江苏省人民政府", False),
        ("凉山彝族自治州人民政府", False),
        ("上海市人民政府", False),
        ("平潭综合实验区管理委员会", False),
        ("生态环境部", False),
        ("国家税务总局", False),
        (None, False),
    ],
)
def test_who_certainly_cannot_make_regulations(agency, certain):
    assert cannot_make_regulations(agency) is certain
    report = correct_report({"proactive.regulations.in_force": 6}, agency=agency, sections=[], dated=None)
    assert rules(report) == ["proactive.regulations_level"] * certain


def test_kinds_of_bodies():
    assert kind_of("青禾县惠丰镇人民政府") is Kind.TOWN
    assert kind_of("青禾县财政局") is Kind.DEPARTMENT
    assert kind_of("青禾县") is Kind.GOVERNMENT
    assert kind_of("") is Kind.UNKNOWN


@pytest.mark.parametrize("printed", ["-417", "减3", "12.5", "—3"])
def test_a_printed_number_that_is_no_count(printed):
    report = correct_report()
    report.cells["proactive.penalties"] = Cell(None, Status.UNREADABLE, printed)
    (finding,) = check(report)
    assert (finding.rule, finding.severity) == ("proactive.count", Severity.ERROR)
    assert printed in finding.message


@pytest.mark.parametrize(
    ("amount", "printed", "before", "found"),
    [
        ("12.5", "12.5", "11", 0),
        ("125000", "125000", "12.5", 1),
        ("25.1", "251000元", None, 1),
        ("0.37", "0.37万元", None, 0),
        ("316441", "316441", "300000", 0),
        ("12345678901", "12345678901", None, 1),
        ("5", "5", "0.01", 0),
    ],
)
def test_an_amount_in_yuan_where_ten_thousands_are_asked_for(amount, printed, before, found):
    report = correct_report()
    report.cells["proactive.fees_wan"] = Cell(Decimal(amount), Status.PRINTED, printed)
    previous = correct_report({"proactive.fees_wan": Decimal(before)}, year=2023) if before else None
    assert rules(report, previous, select=["dates", "outlier"]) == ["dates.unit"] * found


QUALITY = [
    ("在盐边县盐边县人民政府网站公开。", 1),
    ("加强了了培训的的力度。", 2),
    ("一是一是加强培训。", 1),
    ("（一）（一）主动公开。发布信息。", 1),
    ("（一）主动公开。\n一、一、发布信息。", 1),
    ("进一步加强政府信息公开工作，提升业务能力，完善制度建设，做到应公开尽公开，", 1),
    ("深化政策解读，积极回应关切，进一步加强政府信息公开工作，做到应公开尽公开，提升能力", 1),
    ("强化督导检查，落实主体责任，\n（二）加强培训。组织学习。", 1),
    ("惠民镇人民政府政府信息公开工作有序开展。", 0),
    ("以服务群众为目的的公开。村务公开公开栏更新及时。政务信息信息化水平提升。", 0),
    ("为了了解群众需求，我们逐条逐条对照，一件一件办理，方方面面都顾到。", 0),
    ("一是加强培训。二是规范管理。\n一是更新不及时。二是形式单一。", 0),
    ("主动公开情况如下\n（二）依申请公开。", 0),
    ("联系地址：青禾县惠丰镇新街路60号，电话：0812-0000000", 0),
]


@pytest.mark.parametrize(("text", "found"), QUALITY)
def test_slips_of_the_pen(text, found):
    report = correct_report(preface="")
    report.sections = [SectionText(1, "总体情况", text)]
    assert rules(report, select=["text.quality"]) == ["text.quality"] * found


def last_year(**figures):
    base = {
        "applications.carried_out.natural_person": 1,
        "applications.carried_out.total": 1,
        "proactive.normative_documents.in_force": 9,
    }
    report = correct_report(
        {**base, **{path.replace("__", "."): value for path, value in figures.items()}}, year=2023
    )
    report.sections = [replace(section, text="") for section in report.sections]
    return report


def test_two_reports_that_fit_together():
    assert rules(correct_report(), last_year()) == []


def test_what_was_carried_out_is_not_carried_in():
    previous = last_year(applications__carried_out__natural_person=3, applications__carried_out__total=3)
    (finding,) = check(correct_report(), previous)
    assert (finding.rule, finding.severity) == ("applications.carried_over", Severity.ERROR)
    assert finding.cells == ("applications.carried_in.natural_person", "applications.carried_in.total")
    assert "自然人列上年结转下年度3件，本年上年结转1件" in finding.message


def test_a_wrong_figure_that_last_year_confirms_is_one_finding():
    report = correct_report({"applications.carried_in.natural_person": 5})
    (finding,) = check(report, last_year())
    assert (finding.rule, finding.cells) == (
        "applications.row_total",
        ("applications.carried_in.natural_person",),
    )


def test_a_blank_column_is_not_compared_with_last_year():
    previous = last_year(applications__carried_out__natural_person=None)
    assert rules(correct_report(), previous) == []


def test_documents_in_force():
    (finding,) = check(
        correct_report(), last_year(proactive__normative_documents__in_force=14), select=["proactive"]
    )
    assert (finding.rule, finding.expected, finding.actual) == ("proactive.in_force", 15, 10)
    assert "自然失效" in finding.suggestion


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("另有5件行政规范性文件到期自然失效。", 0),
        ("宣布失效行政规范性文件5件。", 0),
        ("另有3件行政规范性文件到期自然失效。", 1),
    ],
)
def test_documents_that_the_text_says_have_lapsed(sentence, found):
    report = correct_report()
    report.sections[0] = replace(report.sections[0], text=report.sections[0].text + sentence)
    previous = last_year(proactive__normative_documents__in_force=14)
    assert rules(report, previous, select=["proactive"]) == ["proactive.in_force"] * found


def test_last_years_own_wrong_total_is_not_held_against_this_year():
    assert rules(correct_report(), last_year(applications__carried_out__total=7)) == []


def test_reports_of_years_apart_are_not_compared():
    previous = last_year(applications__carried_out__total=9)
    previous.year = 2021
    assert rules(correct_report(), previous) == []


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        (20, 136, 1),
        (136, 20, 1),
        (136, 27, 1),
        (136, 28, 0),
        (27, 135, 0),
        (1, 6, 0),
        (0, 40, 0),
        (0, 136, 1),
        (9, 0, 0),
        (300, 0, 1),
    ],
)
def test_five_times_last_years_or_under_a_fifth(before, now, found):
    report = correct_report({"proactive.licences": now})
    assert rules(report, last_year(proactive__licences=before)) == ["outlier.year"] * found


def test_nought_where_every_peer_has_hundreds():
    report = correct_report({"proactive.licences": 0})
    peers = [correct_report({"proactive.licences": number}) for number in (320, 150, 207)]
    assert rules(report, peers=peers) == ["outlier.peers"]
    assert rules(report, peers=peers[:2]) == []
    assert rules(report, peers=[*peers, correct_report({"proactive.licences": 3})]) == []


def test_a_narrative_copied_from_last_year_is_told_with_its_share():
    previous = last_year()
    previous.sections = correct_report().sections
    (finding,) = check(correct_report(), previous)
    assert (finding.rule, finding.actual) == ("text.repeated", "100.0%")
    assert rules(correct_report(), previous, settings=CheckSettings(repeated_share=1.0)) == []


def test_rules_are_selected_by_name_and_by_prefix():
    report = correct_report({"disputes.review.upheld": 4, "applications.granted.total": 99})
    assert rules(report) == ["applications.row_total", "disputes.total"]
    assert rules(report, select=["applications"]) == ["applications.row_total"]
    assert rules(report, select=["disputes.*", "text.figure"]) == ["disputes.total"]
    assert rules(report, ignore=["disputes.total"]) == ["applications.row_total"]
    assert rules(report, ignore=["*"]) == []
    with pytest.raises(UnknownRuleError, match="disput"):
        check(report, select=["disput"])


def test_a_fee_stated_in_another_section_is_pointed_to():
    report = correct_report()
    report.sections[5] = SectionText(6, "其他需要报告的事项", "无。")
    report.sections[4] = SectionText(5, report.sections[4].title, "本年度未收取信息处理费。")
    (finding,) = check(report)
    assert "第五部分提到了" in finding.message


def test_words_of_a_table_that_was_not_read_are_not_judged_as_prose():
    report = correct_report()
    report.sections[3] = SectionText(4, report.sections[3].title, "结果维持结果纠正总计结果维持结果维持总计")
    assert rules(report) == []
