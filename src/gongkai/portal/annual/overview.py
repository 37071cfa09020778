"""A body's reports side by side: what changed from year to year, as a table and as charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.annual.comparing.figures import compare_figures
from gongkai.annual.exact import exact_sum, figure_text
from gongkai.annual.form import EDITION_2021, Unit, label_of, unit_of
from gongkai.annual.report import AnnualReport, Cell, Figure, Status
from gongkai.portal.annual.charts import Chart, Series, columns_chart, rows_chart
from gongkai.reports.queries import PublicReport

SHOWN = 5
"""So many years stand side by side; all of them are in the list."""

WORDS = {Status.BLANK: "空白", Status.ABSENT: "无此项", Status.UNREADABLE: "读不出"}
"""What is said where there is no figure. A blank cell is not nought."""

RECEIVED = "applications.received.total"
_RESULTS: tuple[tuple[str, str], ...] = (
    ("予以公开", "granted"),
    ("部分公开", "partly_granted"),
    ("不予公开", "refused"),
    ("无法提供", "unavailable"),
    ("不予处理", "not_processed"),
    ("其他处理", "other"),
)
_ACTS: tuple[tuple[str, str], ...] = (
    ("行政许可", "proactive.licences"),
    ("行政处罚", "proactive.penalties"),
    ("行政强制", "proactive.coercive_measures"),
)
_ALWAYS = frozenset(
    {
        *(path for _, path in _ACTS),
        "proactive.normative_documents.in_force",
        "proactive.fees_wan",
        RECEIVED,
        "applications.carried_in.total",
        "applications.results_total.total",
        "applications.carried_out.total",
        "disputes.review.total",
        "disputes.litigation_direct.total",
        "disputes.litigation_after_review.total",
    }
)
"""What is shown also where it is nought in every year."""


@dataclass(frozen=True)
class Line:
    """A figure: its name, its text in each year, newest first, and its change in the newest year."""

    label: str
    texts: tuple[str, ...]
    change: str


@dataclass(frozen=True)
class Group:
    """The lines of one table of the form."""

    label: str
    lines: tuple[Line, ...]


def named(label: str, path: str) -> str:
    """A figure's name with its unit, where that is not a number of things."""
    return f"{label}（万元）" if unit_of(path) is Unit.WAN_YUAN else label


def cell_text(cell: Cell) -> str:
    """A figure for readers, or the word for why there is none."""
    return WORDS.get(cell.status, "空白") if cell.value is None else figure_text(cell.value)


def side_by_side(reports: Sequence[PublicReport]) -> tuple[Group, ...]:
    """The reports (newest first) figure by figure; what is nought in all of them is left out, but for the main ones."""
    shown = [public.report for public in reports[:SHOWN]]
    changes = {}
    if len(reports) > 1 and reports[1].year == reports[0].year - 1:
        changes = {change.path: change.change_text for change in compare_figures(shown[1], shown[0])}
    groups = []
    for section in EDITION_2021.sections:
        if section.table is None:
            continue
        lines = tuple(
            Line(label, tuple(cell_text(report.cell(path)) for report in shown), changes.get(path, ""))
            for label, path in _lines_of(section.table)
            if path in _ALWAYS or any(report.value(path) for report in shown)
        )
        groups.append(Group(str(section.title), lines))
    return tuple(groups)


def charts(reports: Sequence[PublicReport]) -> Iterator[Chart]:
    """Requests and acts by year, oldest first; and the results of the newest year that has any."""
    shown = [public.report for public in reports[:SHOWN]][::-1]
    years = [f"{public.year}年" for public in reports[:SHOWN]][::-1]
    requests = Series("新收申请", tuple(report.value(RECEIVED) for report in shown))
    yield columns_chart("requests", "各年新收政府信息公开申请（件）", years, [requests])
    for year, report in zip(years[::-1], shown[::-1], strict=True):
        if report.value("applications.results_total.total"):
            values = [(label, _result(report, key)) for label, key in _RESULTS]
            yield rows_chart("results", f"{year}申请的办理结果（件）", year, values)
            break
    acts = [Series(label, tuple(report.value(path) for report in shown)) for label, path in _ACTS]
    yield columns_chart("acts", "各年行政许可、行政处罚、行政强制处理决定（件）", years, acts)


def in_a_word(report: AnnualReport) -> str:
    """The main figures in a sentence, for a line of a list."""
    parts = [
        ("新收申请", RECEIVED),
        ("办结", "applications.results_total.total"),
        ("行政许可", "proactive.licences"),
        ("行政处罚", "proactive.penalties"),
        ("行政复议", "disputes.review.total"),
    ]
    return "，".join(
        f"{label}{figure_text(value)}件" for label, path in parts if (value := report.value(path)) is not None
    )


def _result(report: AnnualReport, key: str) -> Figure | None:
    """A result, or the sum of those of a group; None where one of them is not known."""
    rows = [row for row in report.form.result_rows if key in (row.key, row.group)]
    values = [report.value(f"applications.{row.key}.total") for row in rows]
    known = [value for value in values if value is not None]
    return exact_sum(known) if known and len(known) == len(values) else None


def _lines_of(table: str) -> Iterator[tuple[str, str]]:
    if table == "proactive":
        yield from ((named(label_of(path), path), path) for path in EDITION_2021.proactive_paths)
    elif table == "applications":
        groups = {group.key: group for group in EDITION_2021.groups}
        for row in EDITION_2021.applications:
            group = groups.get(row.group or "")
            prefix = f"{group.label}：" if group is not None and group.parent is not None else ""
            yield f"{prefix}{row.label}", f"applications.{row.key}.total"
    else:
        for group_of, paths in zip(EDITION_2021.dispute_groups, EDITION_2021.dispute_paths, strict=True):
            for column, path in zip(EDITION_2021.dispute_columns, paths, strict=True):
                yield f"{group_of.label}：{column.label}", path
