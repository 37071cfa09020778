"""The county's published figures against its bodies', only where the two can be compared."""

from annual.totalling.bodies import COUNTY, YEAR, fee, report
from gongkai.annual.checking.finding import Severity
from gongkai.annual.report import SectionText
from gongkai.annual.totalling import Scope, compare_with_published, scope_of, total

LICENCES, PENALTIES = "proactive.licences", "proactive.penalties"
RECEIVED = "applications.received.natural_person"
DOCUMENTS = "proactive.normative_documents.in_force"
BODIES = [
    report("惠民镇", {LICENCES: 5, PENALTIES: 2}),
    report("渔门镇", {LICENCES: 7, RECEIVED: 1}),
]
NAMES = ["惠民镇", "渔门镇"]
SUMS = {LICENCES: 12, PENALTIES: 2, RECEIVED: 1}


def judged(published, bodies=BODIES, expected=NAMES, scope=Scope.WHOLE):
    return compare_with_published(total(bodies, COUNTY, YEAR, expected=expected), published, scope=scope)


def test_equal_figures_give_nothing():
    outcome = judged(report(COUNTY, SUMS))
    assert (outcome.findings, outcome.reason) == ((), "")


def test_a_table_with_other_figures_is_one_finding():
    outcome = judged(report(COUNTY, {**SUMS, LICENCES: 13, PENALTIES: 9, RECEIVED: 4}))
    assert [finding.rule for finding in outcome.findings] == ["total.proactive", "total.applications"]
    assert outcome.findings[0].cells == (LICENCES, PENALTIES)
    assert outcome.findings[0].severity is Severity.WARNING
    assert (outcome.findings[1].expected, outcome.findings[1].actual) == (1, 4)


def test_the_body_that_was_forgotten_is_named():
    (finding,) = judged(report(COUNTY, {LICENCES: 7, RECEIVED: 1})).findings
    assert finding.rule == "total.body"
    assert "惠民镇" in finding.message
    assert "漏计" in finding.message


def test_the_body_that_was_counted_twice_is_named():
    (finding,) = judged(report(COUNTY, {LICENCES: 19, PENALTIES: 2, RECEIVED: 2})).findings
    assert "渔门镇" in finding.message
    assert "重复" in finding.message


def test_documents_in_force_and_charges_are_hints_at_most():
    outcome = judged(report(COUNTY, {**SUMS, DOCUMENTS: 4, **fee("12.5")}))
    assert [(finding.rule, finding.severity) for finding in outcome.findings] == [
        ("total.in_force", Severity.HINT),
        ("total.fees", Severity.HINT),
    ]


def test_a_sum_that_is_not_whole_is_not_judged():
    bodies = [report("惠民镇", {LICENCES: None}), report("渔门镇", {LICENCES: 7})]
    assert judged(report(COUNTY, {LICENCES: 50}), bodies).findings == ()


def test_what_cannot_be_compared_is_not_and_the_reason_is_told():
    other = report(COUNTY, {LICENCES: 1})
    assert "名单" in judged(other, expected=[]).reason
    assert "1 个单位" in judged(other, expected=[*NAMES, "红格镇"]).reason
    assert "本级" in judged(other, scope=Scope.OWN).reason
    assert "请指明" in judged(other, scope=None).reason
    assert "2023年" in judged(report(COUNTY, year=2023)).reason
    assert judged(other, scope=None).findings == ()


def test_the_scope_is_read_from_the_text_where_it_says():
    def said(text):
        return scope_of(report(COUNTY, sections=[SectionText(1, "总体情况", text)]))

    assert said("本报告根据全县各乡镇、各部门年度报告数据汇总编制。") is Scope.WHOLE
    assert said("本报告数据统计范围为本机关。") is Scope.OWN
    assert said("全县各部门积极推进政务公开。") is None
    assert said("本报告由各部门数据汇总编制。数据统计范围为本级。") is None
