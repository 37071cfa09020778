"""Grids to evidence: which rows of a table are rows of the form, and which of their cells are figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.annual.form import EDITION_2021
from gongkai.annual.reading.blocks import Grid, GridCell
from gongkai.annual.reading.recognition import labels
from gongkai.annual.reading.recognition.applicant_columns import WIDTH, ApplicantColumns
from gongkai.annual.reading.recognition.dispute_grids import ALL_GROUPS, GROUP_WIDTH, DisputeReader
from gongkai.annual.reading.recognition.evidence import FigureRow, TableEvidence
from gongkai.annual.reading.recognition.grid_rows import Row, cut_row, slots_of, texts_of
from gongkai.annual.reading.recognition.labels import GROUP, Fit, Match
from gongkai.annual.reading.recognition.plain_rows import plain_row
from gongkai.annual.reading.recognition.proactive_grids import ProactiveReader

__all__ = ["GridReader"]

_ROW_KEYS = frozenset(row.key for row in EDITION_2021.applications)


_ANY_TOTAL = frozenset(("总计", "合计"))


def _tells(label: str) -> bool:
    """False for a label that any table may have: 总计 without its （七）."""
    return label.strip() not in _ANY_TOTAL


@dataclass
class GridReader:
    """Reads the grids of one report in order; what one grid's header said may hold for the next piece.

    ``foreign`` are the numbers of grids that have labels of the form and other columns.
    """

    evidence: TableEvidence = field(default_factory=TableEvidence)
    foreign: set[int] = field(default_factory=set)
    _in_applications: bool = False
    _columns: ApplicantColumns = field(default_factory=ApplicantColumns)

    def __post_init__(self) -> None:
        self._proactive = ProactiveReader(self.evidence)
        self._disputes = DisputeReader(self.evidence)

    def read(self, grid: Grid) -> None:
        """Add what the grid holds of the three tables."""
        self._columns = ApplicantColumns(self._columns.unusual)
        self._proactive.next_grid()
        known = len(self.evidence.applications)
        for cells in grid.rows:
            if self._plain_row(grid, cells):
                continue
            row = cut_row(cells)
            if row.printed and self._figures_row(grid, cells, row):
                continue
            if not row.labels:
                self._disputes.blank(grid, row)
            else:
                self._header_row(grid, cells, row)
        if not self._columns.settle(grid):
            del self.evidence.applications[known:]
            self.foreign.add(grid.number)

    def _plain_row(self, grid: Grid, cells: Sequence[GridCell | None]) -> bool:
        """A row of Table 3 that needs no looking into; False for any other, which is read step by step."""
        if self._disputes.active or not self._columns.is_usual:
            return False
        found = plain_row(grid, cells)
        if found is None:
            return False
        label, slots = found
        match = labels.applications().find(label)
        if match is None or match.fit >= Fit.FRAGMENT or match.key not in _ROW_KEYS or not _tells(label):
            return False
        self._take(FigureRow(match.key, label, slots, True, match.fit, place=slots[0].place))
        return True

    def _figures_row(self, grid: Grid, cells: Sequence[GridCell | None], row: Row) -> bool:
        """A row with at least one figure; False when it is none of the form's."""
        if self._disputes.turned_row(grid, row):
            return True
        match, label = self._application_match(row.labels)
        named = match is not None and not match.key.startswith(GROUP)
        sure = match is not None and (self._in_applications or (match.fit < Fit.FRAGMENT and _tells(label)))
        if named and (sure or len(row.figures) >= WIDTH):
            self._application(grid, cells, row, match, label)
            return True
        proactive = self._proactive.match(row.labels)
        if proactive is not None:
            self._in_applications = False
            self._disputes.close()
            self._proactive.row(grid, row, proactive)
            return True
        return self._proactive.turned_row(grid, row) or self._unlabelled(grid, cells, row, match, label)

    def _unlabelled(
        self, grid: Grid, cells: Sequence[GridCell | None], row: Row, match: Match | None, label: str
    ) -> bool:
        """A row of figures whose labels name no row of its own: by where it stands and how wide it is."""
        if self._disputes.active and self._disputes.figures(grid, row):
            return True
        if (self._in_applications or match is not None) and len(row.figures) >= WIDTH - 1:
            self._application(grid, cells, row, match, label)
            return True
        return len(row.figures) >= len(ALL_GROUPS) * GROUP_WIDTH and self._disputes.figures(grid, row)

    @staticmethod
    def _application_match(cells: Sequence[GridCell]) -> tuple[Match | None, str]:
        """The deepest label of Table 3 among a row's labels."""
        find = labels.applications().find
        group: tuple[Match, str] | None = None
        for cell in reversed(cells):
            match = find(cell.text)
            if match is None:
                continue
            if not match.key.startswith(GROUP):
                return match, cell.text
            group = group or (match, cell.text)
        return group or (None, cells[-1].text if cells else "")

    def _application(
        self, grid: Grid, cells: Sequence[GridCell | None], row: Row, match: Match | None, label: str
    ) -> None:
        key = match.key if match and not match.key.startswith(GROUP) else None
        if key is None and match is not None and match.key == f"{GROUP}other":
            # 2019: （六）其他处理 is a row of its own; whether it is here shows when all rows are known
            key = match.key
        figures, placed, columns = self._columns.place(grid, cells, row.figures)
        self._take(
            FigureRow(
                key,
                label,
                slots_of(grid, figures),
                placed,
                match.fit if match else None,
                place=grid.place(row.figures[0]) if row.figures else None,
                columns=columns,
            )
        )

    def _take(self, row: FigureRow) -> None:
        self._in_applications = True
        self._disputes.close()
        self._columns.add(row)
        self.evidence.applications.append(row)

    def _header_row(self, grid: Grid, cells: Sequence[GridCell | None], row: Row) -> None:
        """A row of labels: headers of the tables, group labels, or a row of the form whose cells are blank."""
        texts = texts_of(row)
        if self._proactive.header(texts) or self._disputes.header(grid, row, texts):
            self._in_applications = False
            return
        self._columns.header(texts)
        match, label = self._application_match(row.labels)
        proactive = self._proactive.match(row.labels)
        if match is not None and match.key in _ROW_KEYS and match.fit is not Fit.MISPRINT:
            self.evidence.labels_met.add(f"applications.{match.key}")
            if len(row.figures) >= WIDTH - 1:
                self._application(grid, cells, row, match, label)
        elif proactive is not None:
            self.evidence.labels_met.add(f"proactive.{proactive[0].key}")
            self._proactive.turned_header(texts)
            if row.figures and grid.aligned and proactive[0].fit <= Fit.VARIANT:
                self._in_applications = False
                self._disputes.close()
                self._proactive.row(grid, row, proactive)
