"""A report as the form has it: sections in their order, the official tables, what is not known said in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from gongkai.annual.checking import Fault, Finding, Severity
from gongkai.annual.comparing.figures import FigureChange, FigureState, compare_figures
from gongkai.annual.form import label_of
from gongkai.annual.report import AnnualReport, Status
from gongkai.annual.writing.html_table import table_html
from gongkai.annual.writing.outline import Outline, Paragraph, outline_of
from gongkai.annual.writing.tables import Table, TableCell
from gongkai.portal.annual.overview import WORDS, named
from gongkai.reports.queries import PublicReport

WIDE = 7
"""A table with more columns than these scrolls by itself on a phone."""


@dataclass(frozen=True)
class Part:
    """A section as the page shows it. `remarks` are sentences on cells of its table."""

    number: int
    heading: str
    paragraphs: tuple[Paragraph, ...]
    table: SafeString | None = None
    wide: bool = False
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Checked:
    """What the checks say, for readers: what does not agree, and what could not be read for certain."""

    wrong: tuple[str, ...]
    doubtful: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether nothing was found."""
        return not self.wrong and not self.doubtful


def parts_of(report: AnnualReport) -> tuple[Outline, tuple[Part, ...]]:
    """The report's outline, and its sections with their tables drawn."""
    outline = outline_of(report, report.form)
    return outline, tuple(
        Part(
            number=section.number,
            heading=section.heading,
            paragraphs=section.paragraphs,
            table=_drawn(report, section.table) if section.table else None,
            wide=section.table is not None and len(section.table.widths) > WIDE,
            remarks=tuple(_remarks(report, section.table)) if section.table else (),
        )
        for section in outline.sections
    )


def checked(public: PublicReport) -> Checked:
    """The findings as sentences without the advice to the clerk; hints are for him alone."""
    wrong: list[str] = []
    doubtful: list[str] = []
    for finding in public.findings:
        if finding.severity is not Severity.HINT:
            (doubtful if finding.fault is Fault.READING else wrong).append(_for_readers(finding))
    return Checked(tuple(wrong), tuple(doubtful))


def changes_of(public: PublicReport) -> tuple[tuple[str, FigureChange], ...]:
    """The figures that differ from the year before, with their names; none where that is not published."""
    if public.before is None:
        return ()
    unchanged = (FigureState.SAME, FigureState.NEITHER)
    return tuple(
        (named(change.short_label, change.path), change)
        for change in compare_figures(public.before, public.report)
        if change.state not in unchanged
    )


def _for_readers(finding: Finding) -> str:
    return f"{finding.message.removesuffix(finding.suggestion).rstrip('。')}。"


def _drawn(report: AnnualReport, table: Table) -> SafeString:
    def figure(cell: TableCell) -> str:
        if cell.value is not None:
            return escape(cell.text)
        status = report.cell(cell.path).status if cell.path else Status.ABSENT
        return f'<span class="unknown">{WORDS.get(status, "空白")}</span>'

    return mark_safe("\n".join(table_html(table, drawn=figure, widths=False)))


def _remarks(report: AnnualReport, table: Table) -> Iterator[str]:
    """What a reader has to know of the cells of a table."""
    paths = [cell.path for cell in table.cells if cell.path]
    statuses = {path: report.cell(path).status for path in paths}
    if blank := sum(status is Status.BLANK for status in statuses.values()):
        yield f"原件有{blank}格没有填数，表中写作“空白”，不当作0。"
    if unreadable := [path for path, status in statuses.items() if status is Status.UNREADABLE]:
        yield f"原件有{len(unreadable)}格认不清，表中写作“读不出”，以原件为准。"
    if settled := [path for path, status in statuses.items() if status is Status.RECONCILED]:
        some = "、".join(label_of(path) for path in settled[:3])
        more = f"等{len(settled)}格" if len(settled) > 3 else ""
        yield f"原件印得不清、按表内勾稽关系认定的：{some}{more}。"
