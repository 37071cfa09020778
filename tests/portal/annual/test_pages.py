"""A published report is shown as the official tables, with the very figures of the file that was reviewed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.portal.annual.conftest import (
    BLOCK,
    ENDINGS,
    Office,
    Rendered,
    Reporting,
    expected_figures,
    known,
    shown_figures,
    text,
    town_report,
)

from gongkai.agencies.models import Agency
from gongkai.annual.reading import read_bytes
from gongkai.channels import pages
from gongkai.channels.pages import Absent, File
from gongkai.disclosure.actions.clear_finding import ClearFinding
from gongkai.disclosure.drafts import findings_of
from gongkai.disclosure.models import ColumnKind
from gongkai.portal.sources.annual import ReportKey
from gongkai.reports.actions import MakeReportItem

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared" / "examples"
EXAMPLES = [
    *(
        pytest.param(SHARED / name, id=name)
        for name in ("huimin-2024.txt", "hongze-2023.pdf", "hangzhou-2025.html")
    ),
    *(
        pytest.param(ROOT / "samples" / name, id=name)
        for name in ("liuhe-2023.html", "qinglan-2023.pdf", "shuiwu-2024.docx")
    ),
]


@pytest.mark.parametrize("file", EXAMPLES)
def test_the_page_shows_the_figures_of_the_published_file(
    office: Office, rendered: Rendered, file: Path
) -> None:
    truth_file = file.with_name(f"{file.stem}.truth.json")
    if file.parent.name == "samples":
        truth_file = ROOT / "tests" / "annual" / "reading" / "truth" / truth_file.name
    if not file.exists() or not truth_file.exists():
        pytest.skip(f"{file.name} 不在。")
    truth = json.loads(truth_file.read_text("utf-8"))
    (read,) = read_bytes(file.read_bytes(), file.name)
    Agency.objects.filter(pk=office.agency.pk).update(name=read.agency)
    office.column(ColumnKind.ANNUAL_REPORT)
    chosen = SimpleUploadedFile(file.name, file.read_bytes())
    item = MakeReportItem(office.agency, office.drafter, year=truth["year"], upload=chosen).perform()
    for finding in findings_of(item):
        if finding.is_blocking:
            ClearFinding(office.again(item), office.drafter, finding.fingerprint, "与原件核对过。").perform()
    office.reviewed(item)
    found = rendered()
    year = truth["year"]
    expected = expected_figures(truth)
    for address in (f"{BLOCK}{year}/", f"/zzb{BLOCK}{year}/"):
        assert known(shown_figures(text(found[address]))) == expected
    beside = found[f"{BLOCK}{year}.json"]
    assert isinstance(beside, File) and isinstance(beside.body, bytes)
    assert expected_figures(json.loads(beside.body)) == expected


def test_the_files_beside_it_say_the_same_and_are_the_same_each_time(
    reporting: Reporting, rendered: Rendered
) -> None:
    report = town_report()
    reporting.published(report)
    found, again = rendered(), rendered()
    for ending in ENDINGS:
        file = found[f"{BLOCK}2023.{ending}"]
        assert isinstance(file, File) and isinstance(file.body, bytes)
        assert file == again[file.address]
        (read,) = read_bytes(file.body, f"x.{ending}")
        assert {p: read.value(p) for p in report.form.paths} == {
            p: report.value(p) for p in report.form.paths
        }
        assert f'href="/zfxxgk/%E6%83%A0%E6%B0%91%E9%95%87/nb/2023.{ending}"' in text(found[f"{BLOCK}2023/"])


def test_sections_stand_in_order_with_the_checks_and_the_way_to_the_item(
    reporting: Reporting, rendered: Rendered
) -> None:
    item = reporting.published(town_report())
    page = text(rendered()[f"{BLOCK}2023/"])
    headings = re.findall(r'<h2 id="bf\d">(.)、', page)
    assert headings == list("一二三四五六")
    assert "勾稽关系核对：无误" in page
    assert f"/xx/{item.pk}/" in page
    assert f"/files/{item.attachments.get().key}/" in page
    for tag in ("SiteName", "ColumnType", "ArticleTitle", "PubDate"):
        assert f'<meta name="{tag}"' in page
    assert " style=" not in page and "<style" not in page
    assert '"@type": "Dataset"' in page or '"@type":"Dataset"' in page


def test_what_does_not_agree_is_said_and_not_mended(
    office: Office, reporting: Reporting, rendered: Rendered
) -> None:
    item = reporting.made(town_report(figures={"applications.carried_out.natural_person": 9}))
    for finding in findings_of(item):
        if finding.is_blocking:
            ClearFinding(office.again(item), office.drafter, finding.fingerprint, "原件如此。").perform()
    office.reviewed(item)
    page = text(rendered()[f"{BLOCK}2023/"])
    assert "勾稽关系核对：无误" not in page
    assert shown_figures(page)["applications.carried_out.natural_person"] == "9"
    assert re.search(r"<li>[^<]*结转[^<]*。</li>", page)
    assert "请核对" not in page.split('id="hedui"')[1]


def test_blank_and_unreadable_cells_are_said_in_words(reporting: Reporting, rendered: Rendered) -> None:
    report = town_report(figures={"proactive.penalties": None})
    item = reporting.made(report)
    for finding in findings_of(item):
        if finding.is_blocking:
            ClearFinding(
                reporting.office.again(item), reporting.office.drafter, finding.fingerprint, "原件空着。"
            ).perform()
    reporting.office.reviewed(item)
    page = text(rendered()[f"{BLOCK}2023/"])
    assert shown_figures(page)["proactive.penalties"] == "空白"
    assert "原件有1格没有填数" in page


def test_years_stand_side_by_side_with_charts_that_say_what_they_show(
    reporting: Reporting, rendered: Rendered
) -> None:
    carried = {"applications.carried_in.natural_person": 2, "applications.carried_in.total": 2}
    reporting.published(town_report(2022))
    made = reporting.made(town_report(2023, {"proactive.licences": 150}))
    for finding in findings_of(made):
        if finding.is_blocking:
            ClearFinding(
                reporting.office.again(made), reporting.office.drafter, finding.fingerprint, f"{carried}"
            ).perform()
    reporting.office.reviewed(made)
    page = text(rendered()[BLOCK])
    assert re.search(
        r"行政许可</th><td class=\"num\">150</td><td class=\"num\">136</td>.*?\+14（\+10.3%）", page
    )
    drawings = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(drawings) == 3
    for drawing in drawings:
        assert "<title" in drawing and "<desc" in drawing and 'role="img"' in drawing
        assert " style=" not in drawing
    assert "2022年：新收申请22件。2023年：新收申请22件。" in page
    assert "行政事业性收费（万元）" in page
    assert "2022年" in text(rendered()[f"{BLOCK}2023/"])


def test_the_county_shows_who_has_published_which_year(reporting: Reporting, rendered: Rendered) -> None:
    reporting.published(town_report())
    page = text(rendered()["/zfxxgk/测试县/nb/"])
    row = re.search(r">惠民镇</a></th>(.*?)</tr>", page, re.DOTALL)
    assert row is not None and "2023年报告，" in row[1] and "2024-06-03" in row[1]
    assert "未公布" in page.split(">永兴镇</a></th>")[1]


def test_a_body_without_reports_says_so(office: Office, rendered: Rendered) -> None:
    assert "还没有在这里公布年度报告" in text(rendered()["/zfxxgk/永兴镇/nb/"])
    assert isinstance(rendered(ReportKey("没有", 2023))["/zfxxgk/没有/nb/2023/"], Absent)


def test_a_draft_and_a_report_in_review_are_nowhere(reporting: Reporting, rendered: Rendered) -> None:
    item = reporting.made(town_report())
    reporting.office.submit(item)
    found = rendered()
    assert f"{BLOCK}2023/" not in found
    assert all("2023年政府信息公开工作年度报告" not in text(page) for page in found.values())
    assert isinstance(rendered(ReportKey("惠民镇", 2023))[f"{BLOCK}2023/"], Absent)
    assert pages.at(f"{BLOCK}2023.pdf") is None


@pytest.mark.parametrize(
    ("address", "key"),
    [
        (BLOCK, ReportKey("惠民镇")),
        (f"{BLOCK}2024/", ReportKey("惠民镇", 2024)),
        (f"/zzb{BLOCK}2024/", ReportKey("惠民镇", 2024)),
        (f"{BLOCK}2024.xlsx", ReportKey("惠民镇", 2024, "xlsx")),
        (f"{BLOCK}2024.exe", None),
        (f"{BLOCK}24/", None),
        ("/zfxxgk/惠民镇/tzgg/", None),
        ("/zfxxgk/a/b/nb/", None),
    ],
)
def test_addresses_are_told_by_their_form(source: Any, address: str, key: Any) -> None:
    from gongkai.portal.editions import InBothEditions

    assert InBothEditions(source).at(address) == key


def test_what_is_asked_for_is_what_the_copy_has(reporting: Reporting, rendered: Rendered) -> None:
    reporting.published(town_report())
    found = rendered()
    for address in (BLOCK, f"{BLOCK}2023/", f"{BLOCK}2023.docx"):
        assert pages.at(address) == found[address]
