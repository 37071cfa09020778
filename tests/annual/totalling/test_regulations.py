"""规章 count only for those who can make them; sums that need another office's word say so."""

import pytest

from annual.totalling.bodies import COUNTY, YEAR, report
from gongkai.annual.body_name import parse_name
from gongkai.annual.totalling import RemarkKind, total
from gongkai.annual.totalling.regulations import can_make_regulations

REGULATIONS = "proactive.regulations.in_force"
DOCUMENTS = "proactive.normative_documents.in_force"


@pytest.mark.parametrize(
    ("body", "parent", "can"),
    [
        ("四川省人民政府", "四川省人民政府", True),
        ("攀枝花市人民政府", "四川省人民政府", True),
        ("凉山州人民政府", "四川省人民政府", True),
        ("北京市人民政府", "国务院", True),
        ("民政部", "国务院", True),
        ("昆山市人民政府", "江苏省苏州市人民政府", False),
        ("江苏省苏州市昆山市人民政府", "江苏省人民政府", False),
        ("盐边县人民政府", "攀枝花市人民政府", False),
        ("财政局", "攀枝花市人民政府", False),
        ("四川省财政厅", "四川省人民政府", False),
        ("惠民镇", "盐边县人民政府", False),
    ],
)
def test_who_can_make_regulations(body, parent, can):
    assert can_make_regulations(parse_name(body), parse_name(parent)) is can


def test_regulations_of_a_town_are_not_counted_and_said():
    outcome = total([report("惠民镇", {REGULATIONS: 6}), report("渔门镇")], COUNTY, YEAR)
    assert outcome.report.value(REGULATIONS) == 0
    (remark,) = outcome.remarks_of(RemarkKind.REGULATIONS)
    assert (remark.agency, remark.cells) == ("惠民镇", (REGULATIONS,))
    assert "6" in remark.sentence


def test_regulations_of_a_city_are_counted():
    outcome = total([report("攀枝花市人民政府", {REGULATIONS: 6})], "四川省人民政府", YEAR)
    assert outcome.report.value(REGULATIONS) == 6


def test_documents_in_force_of_several_bodies_are_to_be_checked():
    outcome = total([report("惠民镇", {DOCUMENTS: 2}), report("财政局", {DOCUMENTS: 3})], COUNTY, YEAR)
    assert outcome.report.value(DOCUMENTS) == 5
    assert "司法行政部门" in outcome.remarks_of(RemarkKind.IN_FORCE)[0].sentence
    assert outcome.is_complete
