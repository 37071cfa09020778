"""The report's own title among all that a page says of reports."""

from pathlib import Path

import pytest
from tests.annual.recognition.test_documents import applications

from gongkai.annual.reading import read_bytes
from gongkai.annual.reading.blocks import Document, Kind, Paragraph, UnreadableError
from gongkai.annual.reading.recognition.bodies import clean_agency
from gongkai.annual.reading.recognition.recognise import recognise
from gongkai.annual.reading.recognition.titles import Witness, find_title
from gongkai.annual.report import AnnualReport

BODY = [
    "一、总体情况",
    "2022年，我局公开信息3条。",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
]


def read(*lines: str, title: str = "", end: tuple[str, ...] = ()) -> AnnualReport:
    paragraphs = [Paragraph(line) for line in (*lines, *BODY)]
    ending = [Paragraph("六、其他需要报告的事项"), Paragraph("无。"), *map(Paragraph, end)]
    (report,) = recognise(Document(Kind.HTML, [*paragraphs, applications(), *ending], title=title))
    return report


@pytest.mark.parametrize(
    ("lines", "agency", "year"),
    [
        (["云栖区教育局政府信息公开工作2025年度报告"], "云栖区教育局", 2025),
        (["青石县林业局2022-2023年度政府信息公开工作年度报告"], "青石县林业局", 2023),
        (["青石县林业局2O23年政府信息公开工作年度报告"], "青石县林业局", 2023),
        (["青石县“一网通办”中心2023年政府信息公开工作年度报告"], "青石县“一网通办”中心", 2023),
        (["青石市城管局（执法局）2023年政府信息公开年度报告"], "青石市城管局（执法局）", 2023),
        (["二○二三年政府信息公开工作年度报告", "（青石县审计局）"], "青石县审计局", 2023),
        (["青石县人民政府", "青石县林业局2023年政府信息公开工作年度报告"], "青石县林业局", 2023),
        (["青林〔2024〕3号", "青石县林业局", "2023年政府信息公开工作年度报告"], "青石县林业局", 2023),
        (
            ["2024年政府信息公开年度报告专栏", "青石县林业局2023年政府信息公开工作年度报告"],
            "青石县林业局",
            2023,
        ),
        (
            [
                "关于发布青石县林业局2023年政府信息公开工作年度报告的公告",
                "青石县林业局2023年政府信息公开年度报告",
            ],
            "青石县林业局",
            2023,
        ),
        (
            ["青石县林业局2023年法治政府建设年度报告", "青石县林业局2022年政府信息公开工作年度报告"],
            "青石县林业局",
            2022,
        ),
        (
            [
                "青石县水利局关于印发",
                "2023年政府信息公开工作年度报告的通知",
                "青石县水利局",
                "2023年政府信息公开年度报告",
            ],
            "青石县水利局",
            2023,
        ),
    ],
)
def test_titles(lines: list[str], agency: str, year: int) -> None:
    title = find_title(lines)
    assert title is not None
    assert (title.agency, title.year) == (agency, year)


def test_a_list_of_other_reports_gives_no_title() -> None:
    listed = [f"青石县{name}2024年政府信息公开工作年度报告" for name in ("教育局", "民政局", "审计局")]
    assert find_title(listed, Witness(year=2022)) is None
    report = read(*listed, "2022年政府信息公开工作年度报告", end=("青石县水利局", "2023年1月18日"))
    assert (report.agency, report.year) == ("青石县水利局", 2022)


def test_the_page_names_its_article() -> None:
    listed = [f"青石县水利局{year}年政府信息公开工作年度报告" for year in (2024, 2023, 2022, 2021)]
    report = read(*listed, title="青石县水利局2022年政府信息公开工作年度报告-青石县人民政府")
    assert report.year == 2022


@pytest.mark.parametrize(
    "line",
    [
        "发布机构：青石县林业局　　发布时间：2023-01-12 09:30",
        "来源:青石县林业局 日期:2023/01/12 09:30 【字体：大 中 小】",
        "发 布 机 构：青石县林业局 发 布 日 期：2023年01月12日|浏览次数：33次",
    ],
)
def test_publisher_and_date_in_one_line(line: str) -> None:
    report = read("2022年政府信息公开工作年度报告", line)
    assert (report.agency, str(report.dated)) == ("青石县林业局", "2023-01-12")


def test_a_date_in_brackets_under_the_title() -> None:
    report = read("2022年政府信息公开工作年度报告", "青石县林业局", "（2023年1月12日）")
    assert (report.agency, str(report.dated)) == ("青石县林业局", "2023-01-12")


def test_the_foot_of_an_official_paper_is_no_text_of_section_six() -> None:
    report = read(
        "青石县水利局2022年政府信息公开工作年度报告",
        end=("青石县水利局", "2023年1月9日", "抄送：县政府办公室。", "青石县水利局办公室 2023年1月10日印发"),
    )
    section = report.section(6)
    assert section is not None
    assert section.text == "无。"
    assert (report.agency, str(report.dated)) == ("青石县水利局", "2023-01-09")


def test_a_body_that_only_the_text_names() -> None:
    report = read("2022年政府信息公开工作年度报告", "本报告由青石县林业局按照有关要求编制。")
    assert report.agency == "青石县林业局"


def test_names_of_bodies_are_cleaned() -> None:
    assert clean_agency("关于印发青石县林业局") == "青石县林业局"
    assert clean_agency("青石县林业局关于报送") == "青石县林业局"
    assert clean_agency("首页>青石县林业局") == "青石县林业局"


def refusal(*lines: str) -> str:
    with pytest.raises(UnreadableError) as caught:
        recognise(Document(Kind.HTML, [Paragraph(line) for line in lines]))
    return str(caught.value)


SIX = [
    "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
]  # fmt: skip


def test_a_guide_with_such_headings_is_no_report() -> None:
    assert "不是" in refusal("青石县水利局政府信息公开指南", *SIX)


def test_a_report_of_before_2019_is_told_by_its_title() -> None:
    assert "2019年以前" in refusal("青石县水利局2017年政府信息公开工作年度报告", *SIX)


def test_a_notice_with_the_blank_form_is_a_blank_form_however_long_it_is() -> None:
    notice = "青石县关于做好2023年政府信息公开工作年度报告编制工作的通知"
    blank = applications({key: [""] * 7 for key in applications_keys()})
    paragraphs = [Paragraph(notice), Paragraph("请各单位认真编制。" * 200), *map(Paragraph, SIX[:3])]
    with pytest.raises(UnreadableError, match="空白表样"):
        recognise(Document(Kind.HTML, [*paragraphs, blank]))


def applications_keys() -> list[str]:
    from gongkai.annual.form import EDITION_2021

    return [row.key for row in EDITION_2021.applications]


def test_a_title_under_its_agency_is_told_with_it() -> None:
    (report,) = read_bytes((Path(__file__).parents[3] / "samples" / "liuhe-2024.txt").read_bytes(), "a.txt")
    assert report.title == "云栖县柳河镇2024年政府信息公开工作年度报告"
