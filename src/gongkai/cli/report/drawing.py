"""The three tables of a report drawn on the terminal, in the order and with the labels of its form."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal

from rich.box import SQUARE
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from gongkai.annual.form import Block, Column, Edition
from gongkai.annual.report import AnnualReport, Cell, Status
from gongkai.cli import streams

__all__ = ["console_for_results", "draw"]

_NO_PLACE = "·"
_EMPTY = {Status.BLANK: "空", Status.ABSENT: "—", Status.UNREADABLE: "?"}
_STYLES = {Status.RECONCILED: "cyan", Status.BLANK: "yellow", Status.ABSENT: "dim", Status.UNREADABLE: "red"}
_LEGEND = {
    Status.RECONCILED: "~ 由勾稽关系推定",
    Status.BLANK: "空 原文空白",
    Status.ABSENT: "— 原文没有这一格",
    Status.UNREADABLE: "? 读不出",
}
_LABEL_WIDTHS = {True: 20, False: 14}
"""Columns of the terminal that the labels of Table 3 have at least, where there is room and where not."""

_FIGURE_WIDTH = 4


class _Results(Console):
    """Rich ends the program by itself when the reader goes away; here that is for the caller to tell."""

    def on_broken_pipe(self) -> None:
        raise streams.OutputClosed


def console_for_results() -> Console:
    """A Rich console on standard output; without a terminal it is as wide as the tables need."""
    colour = streams.colours(sys.stdout)
    width = None if sys.stdout.isatty() else 120
    return _Results(
        no_color=not colour, width=width, highlight=False, color_system="auto" if colour else None
    )


def draw(report: AnnualReport, console: Console | None = None) -> None:
    """Draw what the report is and its three tables. Raises OutputClosed."""
    console = console or console_for_results()
    # Rich leaves out columns for which there is no room; lines that the terminal breaks lose nothing.
    console.width = max(console.width, _room_for_applications(report, wide=False))
    for part in _parts(report, console.width):
        console.print(part)


def _parts(report: AnnualReport, width: int) -> Iterator[RenderableType]:
    form = report.form
    titles = {section.table: section.heading for section in form.sections if section.table}
    yield Text(f"{report.agency or '机关未知'}  {report.year or '年度未知'}", style="bold")
    yield Text("  ".join(_identity(report)), style="dim")
    yield Text(f"\n{titles['proactive']}", style="bold")
    yield _proactive(report, form)
    yield Text(f"\n{titles['applications']}", style="bold")
    yield _applications(report, form, wide=width >= _room_for_applications(report, wide=True))
    yield Text(f"\n{titles['disputes']}", style="bold")
    yield _disputes(report, form)
    yield from _remarks(report)


def _identity(report: AnnualReport) -> Iterator[str]:
    if report.file:
        yield report.file
    yield f"格式文本：{report.form.document}" if report.edition else "格式文本：不能确定"
    if report.dated:
        yield f"落款日期：{report.dated.isoformat()}"


def _figure(cell: Cell) -> Text:
    if cell.value is None:
        text = _EMPTY.get(cell.status, "?")
    else:
        text = f"{cell.value:f}" if isinstance(cell.value, Decimal) else str(cell.value)
        if cell.status is Status.RECONCILED:
            text += "~"
    return Text(text, style=_STYLES.get(cell.status, ""), justify="right")


def _table(*headings: str, first: int = 1) -> Table:
    """A table whose first columns are labels and whose others are figures."""
    table = Table(box=SQUARE, show_lines=False, pad_edge=False)
    for position, heading in enumerate(headings):
        label = position < first
        table.add_column(heading, justify="left" if label else "right", overflow="fold", no_wrap=False)
    return table


def _proactive(report: AnnualReport, form: Edition) -> RenderableType:
    return Group(*(_block(report, block, form) for block in form.proactive))


def _block(report: AnnualReport, block: Block, form: Edition) -> Table:
    table = _table(form.contents_heading, *(str(column) for column in block.columns))
    table.title = str(block.basis)
    table.title_justify = "left"
    for row in block.rows:
        figures = (_figure(report.cell(cell.path)) if cell.path else Text(_NO_PLACE) for cell in row.cells)
        table.add_row(str(row.label), *figures)
    return table


def _applications(report: AnnualReport, form: Edition, *, wide: bool) -> Table:
    headings = [_heading(column) if wide else str(column.label)[:2] for column in form.applicants]
    table = _table(form.balance_note if wide else form.applicants_heading, *headings)
    if not wide:
        table.padding = 0
    for column in table.columns[1:]:
        column.min_width = _FIGURE_WIDTH
        column.no_wrap = True
    table.columns[0].min_width = _LABEL_WIDTHS[wide]
    shown: set[str] = set()
    for position, (row, paths) in enumerate(zip(form.applications, form.application_paths, strict=True)):
        for label, depth in _groups_before(form, row.group, shown):
            table.add_row(Text("  " * depth + label, style="bold"))
        depth = 0 if row.group is None else _depth(form, row.group) + 1
        name = Text("  " * depth + str(row.label))
        following = form.applications[position + 1 : position + 2]
        last = not following or not row.group or not following[0].group
        table.add_row(name, *(_figure(report.cell(path)) for path in paths), end_section=last)
    return table


def _room_for_applications(report: AnnualReport, *, wide: bool) -> int:
    """The columns of a terminal that Table 3 takes at least, with no figure broken."""
    columns = zip(*report.form.application_paths, strict=True)
    widths = [
        max(_FIGURE_WIDTH, *(len(_figure(report.cell(path)).plain) for path in paths)) for paths in columns
    ]
    # Between any two columns is a line, and a space on each side of it where there is room.
    each = 3 if wide else 1
    return _LABEL_WIDTHS[wide] + sum(widths) + each * len(widths) + 2


def _heading(column: Column) -> str:
    """A heading of four characters in two lines, so that seven columns of figures fit a terminal."""
    text = str(column.label)
    half = (len(text) + 1) // 2
    return text if len(text) < 4 else f"{text[:half]}\n{text[half:]}"


def _groups_before(form: Edition, key: str | None, shown: set[str]) -> list[tuple[str, int]]:
    """The group labels to draw before a row, outermost first, each once."""
    group = next((each for each in form.groups if each.key == key), None)
    if group is None or group.key in shown:
        return []
    shown.add(group.key)
    return [*_groups_before(form, group.parent, shown), (str(group.label), _depth(form, group.key))]


def _depth(form: Edition, key: str) -> int:
    group = next(each for each in form.groups if each.key == key)
    return 0 if group.parent is None else _depth(form, group.parent) + 1


def _disputes(report: AnnualReport, form: Edition) -> Table:
    table = _table("", *(str(column.label) for column in form.dispute_columns))
    for group, paths in zip(form.dispute_groups, form.dispute_paths, strict=True):
        label = f"{group.group}：{group.label}" if group.group else str(group.label)
        table.add_row(label, *(_figure(report.cell(path)) for path in paths))
    return table


def _remarks(report: AnnualReport) -> Iterator[Text]:
    statuses = {report.cell(path).status for path in report.form.paths}
    legend = [text for status, text in _LEGEND.items() if status in statuses]
    if legend:
        yield Text("  ".join(legend), style="dim")
    yield from _notes_by_kind(report)
    yield Text("")


def _notes_by_kind(report: AnnualReport) -> Sequence[Text]:
    """Notes that are not already seen in the tables: a place, a merged row, a guessed label."""
    details = dict.fromkeys(
        note.detail for note in report.notes if note.cell is None or note.kind in ("merged", "guessed_label")
    )
    return [Text(f"注：{detail}", style="dim") for detail in details]
