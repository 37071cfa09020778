"""What happens to the pages when a report is corrected or withdrawn, and how often the database is asked."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.portal.annual.conftest import (
    BLOCK,
    ENDINGS,
    Office,
    Rendered,
    Reporting,
    shown_figures,
    text,
    town_report,
    upload,
)

from gongkai.channels.models import PendingChange
from gongkai.channels.pages import Absent, Changes, File
from gongkai.disclosure.actions.attach import Attach, RemoveAttachment
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import Column, ColumnKind, Item
from gongkai.portal.sources.annual import AnnualReportSource, ReportKey
from gongkai.reports.models import PublishedReport
from gongkai.reports.publishing import catch_up
from gongkai.reports.queries import listed, reports, reports_of

pytestmark = pytest.mark.django_db


def corrected(office: Office, item: Item, report: Any) -> Item:
    """The file exchanged for another, through the three reviews."""
    old = office.again(item).attachments.get()
    RemoveAttachment(office.again(item), office.drafter, old.key).perform()
    Attach(office.again(item), office.drafter, upload(report)).perform()
    return office.reviewed(office.again(item).get_latest_revision_as_object())


def test_a_corrected_report_replaces_the_figures_when_it_is_public_and_not_before(
    reporting: Reporting, rendered: Rendered
) -> None:
    office = reporting.office
    item = reporting.published(town_report())
    old = office.again(item).attachments.get()
    RemoveAttachment(office.again(item), office.drafter, old.key).perform()
    Attach(
        office.again(item), office.drafter, upload(town_report(figures={"proactive.licences": 99}))
    ).perform()
    assert shown_figures(text(rendered()[f"{BLOCK}2023/"]))["proactive.licences"] == "136"
    office.reviewed(office.again(item).get_latest_revision_as_object())
    assert shown_figures(text(rendered()[f"{BLOCK}2023/"]))["proactive.licences"] == "99"
    assert PublishedReport.objects.filter(item=item).count() == 2


def test_a_withdrawn_report_leaves_a_tombstone_and_no_file(reporting: Reporting, rendered: Rendered) -> None:
    item = reporting.published(town_report())
    keys = list(AnnualReportSource().keys())
    Withdraw(item, reporting.office.chief, "数据有误，更正后重新公开").perform()
    found = rendered(*keys)
    page = found[f"{BLOCK}2023/"]
    assert isinstance(page, File) and page.status == 410
    assert "数据有误，更正后重新公开" in text(page) and "136" not in text(page)
    assert "您可以" in text(page) and unquote(text(page)).count(f'href="{BLOCK}"') > 1
    assert all(isinstance(found[f"{BLOCK}2023.{ending}"], Absent) for ending in ENDINGS)
    assert "还没有在这里公布年度报告" in text(found[BLOCK])
    assert isinstance(rendered()[f"/zzb{BLOCK}2023/"], File)


def test_published_anew_after_a_withdrawal_it_is_back(reporting: Reporting, rendered: Rendered) -> None:
    item = reporting.published(town_report())
    Withdraw(item, reporting.office.chief, "数据有误").perform()
    corrected(reporting.office, item, town_report(figures={"proactive.licences": 7}))
    assert shown_figures(text(rendered()[f"{BLOCK}2023/"]))["proactive.licences"] == "7"


def test_a_report_corrected_to_another_year_moves(reporting: Reporting, rendered: Rendered) -> None:
    office = reporting.office
    item = reporting.published(town_report())
    moved = office.revised(item, title=item.title.replace("2023", "2022"))
    corrected(office, moved, town_report(2022))
    stale = AnnualReportSource().stale(Changes(items=frozenset({item.pk})))
    found = rendered(*stale)
    assert isinstance(found[f"{BLOCK}2023/"], Absent) and isinstance(found[f"{BLOCK}2023.pdf"], Absent)
    assert isinstance(found[f"{BLOCK}2022/"], File)


def test_a_change_touches_the_report_its_bodys_others_and_the_blocks(reporting: Reporting) -> None:
    reporting.published(town_report(2019))
    item = reporting.published(town_report())
    gone = reporting.published(town_report(2021))
    Withdraw(gone, reporting.office.chief, "数据有误").perform()
    stale = AnnualReportSource().stale(Changes(items=frozenset({item.pk})))
    assert stale == {
        ReportKey("惠民镇"),
        ReportKey("测试县"),
        *(ReportKey("惠民镇", year) for year in (2019, 2021, 2023)),
        *(ReportKey("惠民镇", 2023, ending) for ending in ENDINGS),
    }
    notice = reporting.office.published()
    assert AnnualReportSource().stale(Changes(items=frozenset({notice.pk}))) == set()
    of_body = AnnualReportSource().stale(Changes(agencies=frozenset({item.agency_id})))
    assert of_body == {key for key in stale if not key.ending}


def test_an_older_reports_page_learns_of_a_newer_one(reporting: Reporting, rendered: Rendered) -> None:
    reporting.published(town_report(2020))
    item = reporting.published(town_report(2022))
    found = rendered(*AnnualReportSource().stale(Changes(items=frozenset({item.pk}))))
    assert f'href="{BLOCK}2022/"' in unquote(text(found[f"{BLOCK}2020/"]))


def test_an_item_in_a_column_that_becomes_that_of_reports_is_caught_up(
    office: Office, rendered: Rendered
) -> None:
    item = office.draft("测试县惠民镇人民政府2023年政府信息公开工作年度报告", ColumnKind.CATALOGUE)
    Attach(item, office.drafter, upload(town_report())).perform()
    office.reviewed(office.again(item).get_latest_revision_as_object())
    assert reports_of([item]) == {}
    Column.objects.filter(pk=item.column_id).update(kind=ColumnKind.ANNUAL_REPORT)
    PendingChange.objects.all().delete()
    assert [outcome.done for outcome in catch_up(datetime.datetime.now(datetime.UTC))] == [True]
    assert list(catch_up(datetime.datetime.now(datetime.UTC))) == []
    assert PendingChange.objects.filter(item_id=item.pk).exists()
    assert f"{BLOCK}2023/" in rendered()


def test_what_others_ask_of_published_reports(reporting: Reporting) -> None:
    item = reporting.published(town_report())
    (public,) = reports(years=[2023])
    figures = {path: (value, status) for path, value, status in public.figures()}
    assert figures["proactive.licences"] == (136, "printed")
    assert len(figures) == 200 and public.findings == []
    assert (public.year, public.agency.short_name, public.item) == (2023, "惠民镇", item)
    assert reports_of([item])[item.pk] == public.published
    Withdraw(item, reporting.office.chief, "数据有误").perform()
    assert (reports(), listed(), reports_of([item])) == ([], [], {})


def test_the_items_own_page_leads_to_the_tables(reporting: Reporting) -> None:
    from gongkai.channels import addresses, pages

    item = reporting.published(town_report())
    report = '/nb/2023/">这份年度报告的全文和统一格式的表格</a>'
    assert report in text(pages.at(addresses.item(item)))
    notice = reporting.office.published()
    assert report not in text(pages.at(addresses.item(notice)))


def asked(rendered: Rendered, *keys: ReportKey) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        rendered(*keys)
    return len(queries)


def test_many_pages_ask_the_database_as_often_as_one(reporting: Reporting, rendered: Rendered) -> None:
    reporting.published(town_report(2022))
    one = asked(rendered, ReportKey("惠民镇", 2022))
    reporting.published(town_report(2021))
    reporting.published(town_report(2020))
    several = [ReportKey("惠民镇", year) for year in (2020, 2021, 2022)]
    assert asked(rendered, *several) == one <= 8
    blocks = asked(rendered, ReportKey("惠民镇"))
    assert asked(rendered, *AnnualReportSource().keys()) <= blocks + 3 <= 14
