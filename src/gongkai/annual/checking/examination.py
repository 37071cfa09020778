"""The report under examination: its figures ready for sums, and what is already suspected of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from unicodedata import normalize

from gongkai.annual.checking.finding import Evidence
from gongkai.annual.checking.settings import CheckSettings
from gongkai.annual.form import EDITION_2019, EDITION_2021, Edition, label_of
from gongkai.annual.report import AnnualReport, Cell, Figure, NoteKind, Status

__all__ = ["TABLE_NAMES", "Examination", "name_of"]

TABLE_NAMES = {"proactive": "表二", "applications": "表三", "disputes": "表四"}
"""What clerks call the tables of sections two, three and four."""

_MERGED_PATHS = frozenset(
    f"applications.{row}.{column.key}"
    for row in ("other_clarification_lapsed", "other_fee_unpaid")
    for column in EDITION_2021.applicants
)


def name_of(path: str) -> str:
    """The table and the figure in Chinese, e.g. ``表三“（一）予以公开·自然人”``."""
    return f"{TABLE_NAMES[path.split('.', 1)[0]]}“{label_of(path)}”"


def _is_plain(cell: Cell) -> bool:
    """True where what is printed is the figure and nothing else: no gap between digits, no remark."""
    printed = cell.printed
    if printed is None or printed == str(cell.value):
        return True
    text = normalize("NFKC", printed).strip().replace(",", "").rstrip("件宗条份个次起项")
    return text.lstrip("0") == str(cell.value).lstrip("0")


_NARRATIVE = tuple(section.number for section in EDITION_2021.sections if section.table is None)


@dataclass
class Examination:
    """A report with all that the rules need.

    ``repairs`` maps a cell that a sum has shown to be wrong to the figure that would mend it: the rules that
    come later accept either, so that one wrong cell is one finding.
    """

    report: AnnualReport
    previous: AnnualReport | None = None
    peers: Sequence[AnnualReport] = ()
    settings: CheckSettings = field(default_factory=CheckSettings)
    repairs: dict[str, Figure] = field(default_factory=dict)
    suspects: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    """Cells without a figure that a finding has named already."""

    @cached_property
    def values(self) -> dict[str, Figure]:
        """The figures that are known, by path."""
        return {path: cell.value for path, cell in self.report.cells.items() if cell.value is not None}

    @cached_property
    def settled(self) -> frozenset[str]:
        """The figures that were won by arithmetic or from a text that is not plainly that figure."""
        return frozenset(
            path
            for path, cell in self.report.cells.items()
            if cell.status is Status.RECONCILED or (cell.value is not None and not _is_plain(cell))
        )

    @cached_property
    def merged(self) -> bool:
        """True where （六）其他处理 is one row, as in the form of 2019."""
        if self.report.form is EDITION_2019:
            return True
        return not any(path in self.values for path in _MERGED_PATHS) and any(
            note.kind is NoteKind.MERGED and (note.cell is None or note.cell.startswith("applications.other"))
            for note in self.report.notes
        )

    @property
    def form(self) -> Edition:
        """The edition of the form that the report follows."""
        return self.report.form

    @cached_property
    def table_three(self) -> Edition:
        """The edition whose rows Table 3 has: that of 2019 where （六）其他处理 is one row."""
        return EDITION_2019 if self.merged else self.form

    @cached_property
    def expected(self) -> tuple[str, ...]:
        """The paths that this report should hold, in print order."""
        if not self.merged:
            return self.form.paths
        left_out = _MERGED_PATHS
        return tuple(path for path in self.form.paths if path not in left_out)

    @cached_property
    def has_sections(self) -> bool:
        """True where the source is a report's text; a workbook of nothing but the tables lacks no section."""
        text = any(section.number in _NARRATIVE for section in self.report.sections)
        return text or bool(self.report.preface and self.report.sections)

    @cached_property
    def _by_status(self) -> dict[Status, list[str]]:
        found: dict[Status, list[str]] = {status: [] for status in Status}
        cells = self.report.cells
        for path in self.expected:
            cell = cells.get(path)
            found[Status.ABSENT if cell is None else cell.status].append(path)
        return found

    def with_status(self, wanted: Status) -> list[str]:
        """The expected paths of that status, in print order."""
        return self._by_status[wanted]

    @cached_property
    def absent_tables(self) -> tuple[str, ...]:
        """The tables of which every expected cell is absent."""
        absent = self.with_status(Status.ABSENT)
        if not absent:
            return ()
        gone, there = set(absent), {path.split(".", 1)[0] for path in self.expected if path in self.values}
        tables = dict.fromkeys(path.split(".", 1)[0] for path in absent)
        return tuple(
            table
            for table in tables
            if table not in there
            and all(path in gone for path in self.expected if path.startswith(f"{table}."))
        )

    @property
    def lost_tables(self) -> tuple[str, ...]:
        """The absent tables whose heading is there, or of which nobody knows whether it is."""
        return tuple(table for table in self.absent_tables if not self._without_section(table))

    def _without_section(self, table: str) -> bool:
        """True where the source has headings, but not that of the table: then the section is missing."""
        number = next(section.number for section in self.form.sections if section.table == table)
        return self.has_sections and self.report.section(number) is None

    def quote(self, path: str) -> Evidence:
        """The cell as evidence: its name and what is printed, with its place."""
        cell = self.report.cell(path)
        printed = cell.printed if cell.printed is not None else cell.value
        shown = "空白" if printed is None or not str(printed).strip() else f"“{printed}”"
        return Evidence(f"{label_of(path)} {shown}", cell.place, path)

    def quotes(self, paths: Iterable[str]) -> Iterator[Evidence]:
        """Each cell as evidence."""
        return (self.quote(path) for path in paths)
