"""A report item is made from a file, or not at all."""

from __future__ import annotations

import threading
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from tests.reports.conftest import NAME, Reporting, town_report, upload

from gongkai.acts.action import Refused
from gongkai.agencies.models import PostRole
from gongkai.annual.form import PATHS
from gongkai.annual.writing import write
from gongkai.disclosure.actions.attach import Attach
from gongkai.disclosure.actions.draft_ends import DiscardDraft
from gongkai.disclosure.drafts import findings_of
from gongkai.disclosure.models import ColumnKind, Item, StoredFile
from gongkai.reports.actions import MakeReportItem
from gongkai.reports.models import Reading
from gongkai.reports.readings import reading_of

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "md", "xlsx", "json"])
def test_a_file_becomes_a_draft_with_its_figures(reporting: Reporting, kind: str) -> None:
    report = town_report(figures={"proactive.fees_wan": Decimal("37.45")})
    item = reporting.made(report, kind)
    assert item.title == f"{NAME}2023年政府信息公开工作年度报告"
    assert (item.formed_on, item.column.kind) == (report.dated, ColumnKind.ANNUAL_REPORT)
    reading = reading_of(item)
    assert reading is not None and reading.report is not None
    assert {p: reading.report.value(p) for p in PATHS} == {p: report.value(p) for p in PATHS}
    assert str(reading.report.value("proactive.fees_wan")) == "37.45"
    body = str(item.body)
    assert "一、总体情况" in body and "本部分的表格见附件。" in body and "农田" not in body
    assert not [finding for finding in findings_of(item) if finding.rule.startswith("report.")]


def refusal(office: Any, year: int, file: Any) -> str:
    with pytest.raises(Refused) as refused:
        MakeReportItem(office.agency, office.drafter, year=year, upload=file).perform()
    assert not Item.objects.exists() and not StoredFile.objects.exists()
    return " ".join(refused.value.reasons)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("空.docx", b"", "文件是空的"),
        ("图.png", b"\x89PNG\r\n\x1a\n" + bytes(60), "没有从“图.png”读出年度报告"),
        ("通知.txt", "关于开展植树活动的通知。".encode(), "没有从“通知.txt”读出年度报告"),
        ("坏.pdf", b"%PDF-1.7\nbroken", "没有从“坏.pdf”读出年度报告"),
        ("坏.json", b'{"tables": 3}', "JSON 中的报告没有 tables"),
    ],
)
def test_what_is_no_report_leaves_nothing_behind(office: Any, name: str, content: bytes, said: str) -> None:
    office.column(ColumnKind.ANNUAL_REPORT)
    told = refusal(office, 2023, SimpleUploadedFile(name, content))
    assert said in told
    assert told.endswith("。") and "。。" not in told


def test_another_bodys_and_another_years_report_are_refused(office: Any) -> None:
    office.column(ColumnKind.ANNUAL_REPORT)
    assert "永兴镇" in refusal(office, 2023, upload(town_report(agency="测试县永兴镇人民政府")))
    assert "您选的是2024年" in refusal(office, 2024, upload(town_report(2023)))


def test_without_a_column_or_a_post_nothing_is_made(office: Any) -> None:
    assert "没有“政府信息公开年报”类型的栏目" in refusal(office, 2023, upload(town_report()))
    office.column(ColumnKind.ANNUAL_REPORT)
    with pytest.raises(Refused, match="撰稿人"):
        MakeReportItem(office.agency, office.chief, year=2023, upload=upload(town_report())).perform()


class ReadWhere(SimpleUploadedFile):
    """A file that notes how deep in transactions it is read."""

    depths: list[int]

    def read(self, size: int | None = None) -> bytes:
        self.depths.append(len(connection.savepoint_ids))
        return super().read() if size is None else super().read(size)


def test_the_engine_reads_before_the_act_so_that_nobody_waits_for_it(office: Any) -> None:
    office.column(ColumnKind.ANNUAL_REPORT)
    file = ReadWhere("年度报告.docx", write(town_report(), "docx"))
    file.depths = []
    MakeReportItem(office.agency, office.drafter, year=2023, upload=file).perform()
    assert file.depths[0] == len(connection.savepoint_ids)
    assert Reading.objects.count() == 1


def test_who_may_not_draft_has_nothing_read(office: Any) -> None:
    office.column(ColumnKind.ANNUAL_REPORT)
    file = ReadWhere("年度报告.docx", write(town_report(), "docx"))
    file.depths = []
    with pytest.raises(Refused, match="撰稿人"):
        MakeReportItem(office.agency, office.chief, year=2023, upload=file).perform()
    assert file.depths == []


def test_a_year_that_is_public_is_corrected_and_not_published_again(reporting: Reporting) -> None:
    reporting.published(town_report())
    with pytest.raises(Refused, match="请修改那一条信息"):
        reporting.made(town_report())


@pytest.mark.parametrize("sample", ["liuhe-2023.html", "qinglan-2023.pdf", "shuiwu-2024.docx"])
def test_samples_of_other_bodies_are_read_and_told_apart(office: Any, sample: str) -> None:
    office.column(ColumnKind.ANNUAL_REPORT)
    file = SimpleUploadedFile(sample, (SAMPLES / sample).read_bytes())
    assert "的年度报告，不是测试县惠民镇人民政府的" in refusal(office, int(sample[-9:-5].strip("-.")), file)


def test_a_year_has_one_draft_until_that_is_given_up(reporting: Reporting, office: Any) -> None:
    by_hand = office.draft("惠民镇2022年政府信息公开工作年度报告", ColumnKind.ANNUAL_REPORT)
    first = reporting.made(town_report())
    with pytest.raises(Refused, match=f"已经起草，还没有公开：“{first.title}”.*请先放弃那一份草稿。"):
        reporting.made(town_report(), "pdf")
    assert Item.objects.count() == 2 and StoredFile.objects.count() == 1
    DiscardDraft(office.again(first), office.drafter).perform()
    reporting.made(town_report(), "pdf")
    # One that was put together by hand counts once its file was read.
    Attach(by_hand, office.drafter, upload(town_report(2022))).perform()
    findings_of(office.again(by_hand).get_latest_revision_as_object())
    with pytest.raises(Refused, match="已经起草"):
        reporting.made(town_report(2022))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_make_the_report_of_a_year_at_once_one_does(office: Any) -> None:
    office.column(ColumnKind.ANNUAL_REPORT)
    second = office.world.newcomer("second-drafter", "另一撰稿人")
    office.world.appoint(second, office.town, PostRole.DRAFTER, "公开专岗二")
    read, met = threading.Barrier(2), []

    class AtOnce(MakeReportItem):
        def prepare(self) -> None:
            super().prepare()
            read.wait(timeout=120)

    def make(person: Any) -> None:
        try:
            AtOnce(office.agency, person, year=2023, upload=upload(town_report())).perform()
            met.append("done")
        except Refused as refusal:
            met.append(str(refusal))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=make, args=(person,)) for person in (office.drafter, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # Who is refused may be told so before the other has come back.
    [refused] = [answer for answer in met if answer != "done"]
    assert len(met) == 2 and "2023年的年度报告已经起草，还没有公开" in refused
    assert Item.objects.count() == StoredFile.objects.count() == 1
