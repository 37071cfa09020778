"""Whoever simply attaches a report gets the same tables and the same checks."""

from __future__ import annotations

import dataclasses
import datetime
import threading
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from tests.disclosure.conftest import Office
from tests.reports.conftest import NAME, Reporting, town_report, upload

from gongkai.acts.action import Refused
from gongkai.acts.models import AuditEntry
from gongkai.annual.report import SectionText
from gongkai.annual.writing import write
from gongkai.disclosure.actions.attach import Attach
from gongkai.disclosure.actions.clear_finding import ClearFinding
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.drafts import findings_of
from gongkai.disclosure.models import Column, ColumnKind, Item
from gongkai.reports.models import PublishedReport, Reading
from gongkai.reports.publishing import catch_up
from gongkai.reports.readings import reading_of
from gongkai.review.actions import Approve
from gongkai.review.models import Stage

pytestmark = pytest.mark.django_db
TITLE = f"{NAME}2023年政府信息公开工作年度报告"


def attached(office: Office, *files: Any, title: str = TITLE) -> Item:
    item = office.draft(title, ColumnKind.ANNUAL_REPORT)
    for file in files:
        Attach(office.again(item), office.drafter, file).perform()
    return office.again(item).get_latest_revision_as_object()


def told(item: Item) -> list[tuple[str, str]]:
    return [(f.rule, str(f.severity)) for f in findings_of(item) if f.rule.startswith("report.")]


def test_an_attached_report_is_public_with_its_figures(office: Office) -> None:
    item = office.reviewed(attached(office, upload(town_report())))
    published = PublishedReport.objects.get(item=item)
    assert (published.year, published.revision_id) == (2023, item.live_revision_id)
    assert published.report.value("proactive.licences") == 136


def test_a_file_is_read_once(office: Office) -> None:
    item = attached(office, upload(town_report()))
    findings_of(item)
    findings_of(item)
    office.reviewed(item)
    assert Reading.objects.count() == 1


def test_it_is_read_when_the_act_is_done_and_not_within_it(
    office: Office, django_capture_on_commit_callbacks: Any
) -> None:
    item = office.draft(TITLE, ColumnKind.ANNUAL_REPORT)
    with django_capture_on_commit_callbacks(execute=True):
        Attach(office.again(item), office.drafter, upload(town_report())).perform()
        assert not Reading.objects.exists()
    assert Reading.objects.count() == 1


@pytest.mark.parametrize(
    ("file", "rule"),
    [
        (None, "report.missing"),
        (SimpleUploadedFile("通知.txt", "关于植树的通知。".encode()), "report.unreadable"),
        (upload(town_report(agency="测试县永兴镇人民政府")), "report.body"),
        (upload(town_report(2022)), "report.year"),
        (upload(town_report(figures={"applications.carried_out.natural_person": 9})), "report.figures"),
    ],
)
def test_what_does_not_fit_blocks_until_somebody_answers(office: Office, file: Any, rule: str) -> None:
    item = attached(office, *([file] if file is not None else []))
    assert (rule, "blocking") in told(item)
    with pytest.raises(Refused):
        office.submit(item)
    for finding in findings_of(item):
        ClearFinding(office.again(item), office.drafter, finding.fingerprint, "核对过，可以公开。").perform()
    assert office.reviewed(item).live


def test_a_year_that_nobody_knows_must_be_named(office: Office) -> None:
    report = town_report(year=2023, title=f"{NAME}政府信息公开工作年度报告", preface="", sections=[])
    report.year = None
    file = SimpleUploadedFile("报告.json", write(report, "json"))
    item = attached(office, file, title="惠民镇政府信息公开工作年度报告")
    finding = next(f for f in findings_of(item) if f.rule == "report.year_unknown")
    with pytest.raises(Refused, match="必须改正"):
        ClearFinding(office.again(item), office.drafter, finding.fingerprint, "就是这样。").perform()


def test_a_scan_beside_the_report_is_no_matter_and_other_figures_are(office: Office) -> None:
    scan = SimpleUploadedFile("盖章件.txt", "盖章扫描件".encode())
    assert told(attached(office, scan, upload(town_report()))) == []
    other = upload(town_report(figures={"proactive.licences": 99}), "pdf")
    both = attached(office, upload(town_report()), other)
    assert told(both) == [("report.different_files", "warning")]


def test_a_second_item_of_the_same_year_is_told_of_the_first(office: Office, reporting: Reporting) -> None:
    reporting.published(town_report())
    assert ("report.repeated", "blocking") in told(attached(office, upload(town_report(), "pdf")))


def test_last_years_report_is_what_the_next_is_held_against(office: Office, reporting: Reporting) -> None:
    reporting.published(town_report(2022))
    findings = findings_of(attached(office, upload(town_report())))
    assert any("结转" in finding.message for finding in findings if finding.rule == "report.figures")


def test_a_report_of_no_year_is_not_noted_again_and_again(office: Office) -> None:
    """Its column became that of the annual reports when it was public already."""
    report = town_report()
    nameless = dataclasses.replace(
        report,
        year=None,
        title=None,
        dated=None,
        preface="",
        sections=[
            SectionText(part.number, part.title, part.text.replace("2023", "本")) for part in report.sections
        ],
    )
    item = office.draft("惠民镇政府信息公开工作年度报告", ColumnKind.CATALOGUE)
    Attach(item, office.drafter, SimpleUploadedFile("年报.docx", write(nameless, "docx"))).perform()
    office.reviewed(office.again(item).get_latest_revision_as_object())
    Column.objects.filter(pk=item.column_id).update(kind=ColumnKind.ANNUAL_REPORT)
    assert reading_of(office.again(item)) is not None
    acts = AuditEntry.objects.count()
    assert list(catch_up(datetime.datetime.now(datetime.UTC))) == []
    assert (AuditEntry.objects.count(), PublishedReport.objects.count()) == (acts, 0)


def test_of_two_drafts_with_the_report_of_a_year_the_second_does_not_go_out(office: Office) -> None:
    """Both were in the reviews before either was public: neither was told of the other when it was submitted."""
    first, second = (attached(office, upload(town_report(), kind)) for kind in ("docx", "pdf"))
    for item in (first, second):
        office.submit(item)
        office.approve(item, Stage.SECOND, office.deputy)
    office.approve(first, Stage.FINAL, office.chief)
    with pytest.raises(Refused, match=f"2023年度的报告已经公开，是另一条信息“{TITLE}”"):
        office.approve(second, Stage.FINAL, office.chief)
    assert not office.again(second).live
    [finding] = [one for one in findings_of(office.again(second)) if one.rule == "report.repeated"]
    with pytest.raises(Refused, match="必须改正，不能写理由保留。要更正的，请修改那一条"):
        ClearFinding(office.again(second), office.drafter, finding.fingerprint, "两份都要公开。").perform()
    Withdraw(office.again(first), office.chief, "数字有误").perform()
    office.approve(second, Stage.FINAL, office.chief)
    assert office.again(second).live


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_nor_when_both_are_passed_at_once(office: Office) -> None:
    items = [attached(office, upload(town_report(), kind)) for kind in ("docx", "pdf")]
    for item in items:
        office.submit(item)
        office.approve(item, Stage.SECOND, office.deputy)
    ready, met = threading.Barrier(2), list[str]()

    class AtOnce(Approve):
        def prepare(self) -> None:
            ready.wait(timeout=120)

    def approve(item: Item) -> None:
        try:
            present = office.again(item)
            AtOnce(present, office.chief, present.latest_revision_id, Stage.FINAL).perform()
            met.append("done")
        except Refused as refusal:
            met.append(str(refusal))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=approve, args=(item,)) for item in items]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # Who is refused may be told so before the other has come back.
    [refused] = [answer for answer in met if answer != "done"]
    assert len(met) == 2 and "2023年度的报告已经公开，是另一条信息" in refused
    assert Item.objects.public().count() == PublishedReport.objects.current().count() == 1
