"""Who reports, on which year, when, and whom to ask."""

from datetime import date

import pytest

from gongkai.annual.reading.recognition import dates, identity, titles


@pytest.mark.parametrize(
    ("lines", "agency", "year"),
    [
        (["盐边县惠民镇", "", "2024年政府信息公开工作年度报告"], "盐边县惠民镇", 2024),
        (["洪泽区人民政府", "2023 年政府信息公开工作年度报告"], "洪泽区人民政府", 2023),
        (["平潭综合实验区2024年度政府信息公开工作年度报告"], "平潭综合实验区", 2024),
        (["青石县教育局二〇二二年政府信息公开工作年度报告"], "青石县教育局", 2022),
        (["青石县水利局政府信息公开工作年度报告（2021年度）"], "青石县水利局", 2021),
        (["首页 > 信息公开 > 青石县民政局2021年政务公开工作报告"], "青石县民政局", 2021),
    ],
)
def test_titles(lines: list[str], agency: str, year: int) -> None:
    title = titles.find_title(lines)
    assert title is not None
    assert (title.agency, title.year) == (agency, year)


def test_a_page_without_such_a_title_has_none() -> None:
    assert titles.find_title(["青石县2024年国民经济和社会发展统计公报", ""]) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2025年1月15日", date(2025, 1, 15)),
        ("发布时间: 2025-03-10 15:35", date(2025, 3, 10)),
        ("二〇二五年一月二十五日", date(2025, 1, 25)),
        ("二○二四年元月十日", date(2024, 1, 10)),
        ("2025年13月40日", None),
        ("没有日期", None),
    ],
)
def test_dates(text: str, value: date | None) -> None:
    assert dates.date_in(text) == value


def test_the_signature_is_agency_and_date_at_the_end() -> None:
    lines = ["六、其他", "无其他需要报告的事项。", "盐边县惠民镇人民政府", "2025年1月15日"]
    assert identity.signature_of(lines) == ("盐边县惠民镇人民政府", date(2025, 1, 15), 2)
    assert identity.signature_of(["青石县教育局 2025年1月9日"])[0] == "青石县教育局"
    assert identity.signature_of(["没有落款的一段话。"]) == ("", None, 0)
    assert identity.signature_of(["截至2024年12月31日，我局没有收到申请。"])[2] == 0


@pytest.mark.parametrize(
    ("title", "signed", "text", "agency"),
    [
        ("盐边县惠民镇", "盐边县惠民镇人民政府", "", "盐边县惠民镇人民政府"),
        ("洪泽区人民政府", "", "本报告由淮安市洪泽区人民政府办公室编制", "淮安市洪泽区人民政府"),
        ("青石县", "青石县人民政府办公室", "", "青石县人民政府"),
        ("", "青石县教育局", "", "青石县教育局"),
        ("测试市", "", "测试市的事。", "测试市"),
    ],
)
def test_the_agency_in_its_fullest_form(title: str, signed: str, text: str, agency: str) -> None:
    assert identity.agency_of(title, signed, "", [text]) == agency


def test_without_any_name_there_is_no_agency() -> None:
    assert identity.agency_of("", "", "", []) is None
    assert identity.agency_of("", "", "青石县档案馆", []) == "青石县档案馆"


def test_the_year_by_the_period_then_by_what_is_spoken_of_most() -> None:
    assert identity.year_in(["2025年编制", "统计期限为2024年1月1日至2024年12月31日"]) == 2024
    assert identity.year_in(["2023年，我县", "2023年还", "2022年"]) == 2023
    assert identity.year_in(["没有"]) is None


def test_contact_details_are_gathered_as_printed() -> None:
    text = "请联系（地址：青石县人民路1号，邮编：000000，电话：0000-0000000）。"
    assert identity.contact_of([text]) == "地址：青石县人民路1号；邮编：000000；电话：0000-0000000"
    assert identity.contact_of(["无"]) is None
