"""Annual reports of the towns of the small world, as files that are attached, reviewed and read back."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.disclosure.conftest import Office, clock, media, office

from gongkai.annual.checking.examples import correct_report
from gongkai.annual.report import AnnualReport, SectionText
from gongkai.annual.writing import write
from gongkai.disclosure.models import ColumnKind, Item
from gongkai.reports.actions import MakeReportItem

__all__ = ["Reporting", "clock", "media", "office", "town_report"]

NAME = "测试县惠民镇人民政府"


def town_report(year: int = 2023, figures: dict[str, Any] | None = None, **identity: Any) -> AnnualReport:
    """A correct report of 惠民镇 for a year."""
    report = correct_report(figures)
    told = {**_moved(report, year), "agency": NAME, "year": year, "title": None, **identity}
    for name, value in told.items():
        setattr(report, name, value)
    return report


def _moved(report: AnnualReport, year: int) -> dict[str, Any]:
    """The text and the day of the example, as of another year."""
    assert report.dated is not None
    return {
        "dated": report.dated.replace(year=year + 1),
        "preface": report.preface.replace("2024", str(year)),
        "sections": [
            SectionText(section.number, section.title, section.text.replace("2024", str(year)))
            for section in report.sections
        ],
    }


def upload(report: AnnualReport, kind: str = "docx", name: str = "") -> SimpleUploadedFile:
    """The report as a file that a drafter chooses."""
    return SimpleUploadedFile(name or f"年度报告{report.year}.{kind}", write(report, kind))


class Reporting:
    """The town's office at its annual reports."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def made(self, report: AnnualReport, kind: str = "docx", year: int | None = None) -> Item:
        """The draft that is made from the report's file."""
        self.office.column(ColumnKind.ANNUAL_REPORT)
        assert report.year is not None
        return MakeReportItem(
            self.office.agency, self.office.drafter, year=year or report.year, upload=upload(report, kind)
        ).perform()

    def published(self, report: AnnualReport, kind: str = "docx") -> Item:
        """The same through the three reviews."""
        return self.office.reviewed(self.made(report, kind))


@pytest.fixture
def reporting(office: Office) -> Reporting:
    return Reporting(office)
