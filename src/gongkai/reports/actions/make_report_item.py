"""从文件生成年报: a file that the engine reads becomes a draft in the column of annual reports, ready to be reviewed."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.conf import settings

from gongkai.acts.action import Action
from gongkai.agencies.models import Agency
from gongkai.annual.pairing import same_body
from gongkai.annual.report import AnnualReport
from gongkai.disclosure.actions.attach import Attach, plain_name
from gongkai.disclosure.actions.save_draft import SaveDraft
from gongkai.disclosure.models import Column, ColumnKind, Item
from gongkai.disclosure.rights import refusals_to_draft
from gongkai.reports.in_drafts import drafted
from gongkai.reports.models import PublishedReport
from gongkai.reports.narrative import body_of
from gongkai.reports.readings import NoReportError, keep_reading, read_report

THEME, GENRE = "综合政务/政务公开", "报告"


class MakeReportItem(Action[Item]):
    """Read the file and draft the item: title, summary, day, narrative, the file attached. All of it, or nothing.

    A body has one draft of a year's report: refused while there is another. The body's row is locked meanwhile.
    Whatever is wrong with the file itself (unreadable, another body's, another year's) is refused here; whatever is
    wrong with its figures the draft checks say afterwards.
    """

    label = "从文件生成年报"

    def __init__(self, agency: Agency, by: Any, *, year: int, upload: Any) -> None:
        super().__init__(agency, by)
        self.year, self.upload = year, upload
        self.name = plain_name(upload.name or "")
        self.unsuitable = ""

    def agency_id(self) -> int | None:
        """The body itself."""
        return self.subject.pk

    @cached_property
    def column(self) -> Column | None:
        """The body's column of annual reports."""
        return Column.objects.filter(
            agency=self.subject, kind=ColumnKind.ANNUAL_REPORT, in_service=True
        ).first()

    @cached_property
    def report(self) -> AnnualReport | None:
        """What the file says; None where it holds no report: `unsuitable` then says why."""
        self.upload.seek(0)
        data = self.upload.read()
        self.upload.seek(0)
        try:
            return read_report(data, self.name)
        except NoReportError as error:
            self.unsuitable = str(error)
            return None

    def prepare(self) -> None:
        """Read the file: a scan takes ten seconds a page. Not for who may not draft."""
        if not self._before_reading():
            self.report  # noqa: B018  read once, and kept

    def refusals(self) -> list[str]:
        """Not a drafter of the body; no column for it; a file that is not this body's report of this year."""
        return self._before_reading() or [*self._against_file(), *self._against_year()]

    def _before_reading(self) -> list[str]:
        reasons = refusals_to_draft(self.by, self.subject)
        if self.column is None:
            reasons.append("本机关没有“政府信息公开年报”类型的栏目，请先在“栏目与目录”里建立。")
        limit: int = settings.UPLOAD_BYTES
        if self.upload.size > limit:
            reasons.append(f"文件“{self.name}”超过{limit >> 20}MB，不能读取。请压缩后再试。")
        return reasons

    def _against_file(self) -> list[str]:
        report = self.report
        if report is None:
            return [f"没有从“{self.name}”读出年度报告：{self.unsuitable}"]
        reasons = []
        if report.agency and not same_body(report.agency, self.subject.name):
            reasons.append(
                f"“{self.name}”是“{report.agency}”的年度报告，不是{self.subject.name}的，请选本机关的报告。"
            )
        if report.year is not None and report.year != self.year:
            reasons.append(
                f"您选的是{self.year}年，“{self.name}”是{report.year}年的年度报告，请核对年度和文件。"
            )
        return reasons

    def _against_year(self) -> list[str]:
        public = PublishedReport.objects.current().filter(agency=self.subject, year=self.year)
        other = public.select_related("item").first()
        if other is not None:
            return [f"{self.year}年的年度报告已经公开：“{other.item.title}”。要更正的，请修改那一条信息。"]
        # Asked while the body's row is locked: of two at once the second sees the draft of the first.
        draft = drafted(self.subject, self.year)
        if draft is None:
            return []
        return [
            f"{self.year}年的年度报告已经起草，还没有公开：“{draft.title}”。要改的，请修改那一条信息；"
            "要重新生成的，请先放弃那一份草稿。"
        ]

    def carry_out(self) -> Item:
        """The draft, with the file attached."""
        report, agency = self.report, self.subject
        assert report is not None and self.column is not None
        title = f"{agency.name}{self.year}年政府信息公开工作年度报告"
        item = Item(
            agency=agency,
            column=self.column,
            title=title,
            summary=f"{title}，包括总体情况、主动公开、收到和处理申请、行政复议和行政诉讼、存在的主要问题及改进情况等。",
            keywords=f"政府信息公开 年度报告 {self.year}年",
            theme=THEME,
            genre=GENRE,
            source=agency.name,
            formed_on=report.dated,
            body=body_of(report),
        )
        drafted = SaveDraft(item, self.by).perform()
        attached = Attach(drafted, self.by, self.upload, title).perform()
        keep_reading(attached.stored, report, self.by)
        made: Item = Item.objects.get(pk=drafted.pk)
        self.made = made
        return made

    def details(self) -> dict[str, Any]:
        """The year, the file and the item."""
        return {"year": self.year, "file": self.name, "item": self.made.pk}
