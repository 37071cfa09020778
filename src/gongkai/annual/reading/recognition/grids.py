"""Grids to evidence: which rows of a table are rows of the form, and which of their cells are figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.annual.form import EDITION_2021
from gongkai.annual.reading.blocks import Grid, GridCell
from gongkai.annual.reading.recognition import labels
from gongkai.annual.reading.recognition.evidence import (
    DisputeRow,
    FigureRow,
    ProactiveRow,
    Slot,
    TableEvidence,
)
from gongkai.annual.reading.recognition.labels import GROUP, Fit, Match
from gongkai.annual.reading.recognition.printed import Kind, read_count

__all__ = ["GridReader"]

_WIDTH = len(EDITION_2021.applicants)
_GROUPS = tuple(group.key for group in EDITION_2021.dispute_groups)
_GROUP_WIDTH = len(EDITION_2021.dispute_columns)
_COLUMN_KEYS = tuple(column.key for column in EDITION_2021.applicants)
_ROW_KEYS = frozenset(row.key for row in EDITION_2021.applications)


@dataclass(slots=True)
class _Row:
    """A grid's row cut in two: the labels before the figures, and the cells from the first figure on."""

    labels: list[GridCell]
    figures: list[GridCell]
    printed: int
    """How many of the figures' cells are not blank."""


def cut_row(cells: Sequence[GridCell | None]) -> _Row:
    """Cut a row at the last text before its first figure; a row without figures at its last text."""
    distinct: list[GridCell] = []
    previous: GridCell | None = None
    last_text = -1
    printed = 0
    for cell in cells:
        if cell is None or cell is previous:
            continue
        previous = cell
        kind = read_count(cell.text)[0]
        if kind is Kind.TEXT:
            if not printed:
                last_text = len(distinct)
        elif kind is not Kind.BLANK:
            printed += 1
        distinct.append(cell)
    return _Row(distinct[: last_text + 1], distinct[last_text + 1 :], printed)


@dataclass
class GridReader:
    """Reads the grids of one report in order; what one grid's header said may hold for the next piece."""

    evidence: TableEvidence = field(default_factory=TableEvidence)
    _heads: tuple[tuple[int, str], ...] = ()
    _in_disputes: bool = False
    _dispute_groups: list[str] = field(default_factory=list)
    _dispute_columns: dict[int, str] = field(default_factory=dict)
    _columns: dict[str, int] = field(default_factory=dict)
    _in_applications: bool = False

    def read(self, grid: Grid) -> None:
        """Add what the grid holds of the three tables."""
        self._columns = {}
        # the heads of the piece before still name the columns, but not where they stand in this grid
        self._heads = tuple((-1, key) for _, key in self._heads)
        for cells in grid.rows:
            row = cut_row(cells)
            if row.printed and self._figures_row(grid, cells, row):
                continue
            if not row.labels:
                self._blank_row(grid, row)
            else:
                self._header_row(grid, cells, row)

    def _figures_row(self, grid: Grid, cells: Sequence[GridCell | None], row: _Row) -> bool:
        """A row with at least one figure; False when it is none of the form's."""
        match, label = self._application_match(row.labels)
        named = match is not None and not match.key.startswith(GROUP)
        sure = match is not None and (match.fit < Fit.FRAGMENT or self._in_applications)
        if named and (sure or len(row.figures) >= _WIDTH):
            self._application(grid, cells, row, match, label)
            return True
        proactive = self._proactive_match(row.labels)
        if proactive is not None:
            self._proactive(grid, row, proactive)
            return True
        if self._in_disputes and len(row.figures) >= _GROUP_WIDTH:
            self._dispute(grid, row)
            return True
        if (self._in_applications or match is not None) and len(row.figures) >= _WIDTH - 1:
            self._application(grid, cells, row, match, label)
            return True
        if len(row.figures) >= 3 * _GROUP_WIDTH:
            self._dispute(grid, row)
            return True
        return False

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

    @staticmethod
    def _proactive_match(cells: Sequence[GridCell]) -> tuple[Match, str] | None:
        find = labels.proactive().find
        for cell in reversed(cells):
            match = find(cell.text)
            if match is not None and match.fit is not Fit.FRAGMENT:
                return match, cell.text
        return None

    def _application(
        self, grid: Grid, cells: Sequence[GridCell | None], row: _Row, match: Match | None, label: str
    ) -> None:
        key = match.key if match and not match.key.startswith(GROUP) else None
        if key is None and match is not None and match.key == f"{GROUP}other":
            # 2019: （六）其他处理 is a row of its own; whether it is here shows when all rows are known
            key = match.key
        figures, placed = self._applicant_cells(grid, cells, row)
        self._in_applications, self._in_disputes = True, False
        self.evidence.applications.append(
            FigureRow(
                key,
                label,
                tuple(Slot(cell.text, grid.place(cell)) for cell in figures),
                placed,
                match.fit if match else None,
                place=grid.place(row.figures[0]) if row.figures else None,
            )
        )

    def _applicant_cells(
        self, grid: Grid, cells: Sequence[GridCell | None], row: _Row
    ) -> tuple[list[GridCell], bool]:
        """The seven applicants' cells: by the header where it fits this row, else by order."""
        figures = row.figures
        if len(figures) == _WIDTH:
            return figures, True
        if grid.aligned and len(self._columns) == _WIDTH:
            by_header = [cells[at] if at < len(cells) else None for at in self._columns.values()]
            chosen = [cell for cell in by_header if cell is not None and cell in figures]
            if len({id(cell) for cell in chosen}) == _WIDTH:
                return chosen, True
        figures = list(figures)
        while len(figures) > _WIDTH and not grid.aligned and not figures[-1].text.strip():
            figures.pop()
        while len(figures) > _WIDTH and not figures[0].text.strip():
            figures.pop(0)
        while len(figures) > _WIDTH and read_count(figures[-1].text).kind in (Kind.TEXT, Kind.BLANK):
            figures.pop()
        return figures, len(figures) == _WIDTH

    def _proactive(self, grid: Grid, row: _Row, found: tuple[Match, str]) -> None:
        match, label = found
        figures = row.figures
        self._in_applications = self._in_disputes = False
        heads = tuple(key for _, key in self._heads)
        if grid.aligned and heads and len(figures) != len(heads):
            positions = {position for position, _ in self._heads}
            filled = [cell for cell in figures if cell.text.strip()]
            at_heads = [cell for cell in figures if cell.column in positions]
            figures = filled if len(filled) == len(heads) else at_heads or figures
        self.evidence.proactive.append(
            ProactiveRow(
                match.key,
                label,
                tuple(Slot(cell.text, grid.place(cell)) for cell in figures),
                heads,
                fit=match.fit,
            )
        )

    def _dispute(self, grid: Grid, row: _Row) -> None:
        figures = list(row.figures)
        named = [match.key for cell in row.labels if (match := labels.disputes().find(cell.text))]
        own = [key.removeprefix(GROUP) for key in named if key.startswith(GROUP)]
        groups = own or self._dispute_groups
        if len(figures) == _GROUP_WIDTH * len(_GROUPS) or not groups:
            groups = list(_GROUPS)
        wanted = _GROUP_WIDTH * len(groups)
        while len(figures) > wanted and not figures[-1].text.strip():
            figures.pop()
        self.evidence.disputes.append(
            DisputeRow(
                tuple(groups),
                tuple(Slot(cell.text, grid.place(cell)) for cell in figures),
                len(figures) == wanted,
            )
        )
        if not own:
            self._in_disputes = False
            self._dispute_groups = []

    def _blank_row(self, grid: Grid, row: _Row) -> None:
        """A row with nothing printed: in Table 4 it is the row of figures, left blank."""
        if self._in_disputes and len(row.figures) in (_GROUP_WIDTH, _GROUP_WIDTH * 2, _GROUP_WIDTH * 3):
            self._dispute(grid, row)

    def _header_row(self, grid: Grid, cells: Sequence[GridCell | None], row: _Row) -> None:
        """A row of labels: headers of the tables, group labels, or a row of the form whose cells are blank."""
        texts = [(cell.column, cell.text) for cell in row.labels]
        if self._proactive_header(texts) or self._dispute_header(texts):
            return
        self._applicant_header(texts)
        match, label = self._application_match(row.labels)
        proactive = self._proactive_match(row.labels)
        if match is not None and match.key in _ROW_KEYS and match.fit is not Fit.MISPRINT:
            self.evidence.labels_met.add(f"applications.{match.key}")
            if len(row.figures) >= _WIDTH - 1:
                self._application(grid, cells, row, match, label)
        elif proactive is not None:
            self.evidence.labels_met.add(f"proactive.{proactive[0].key}")
            if row.figures and proactive[0].fit <= Fit.VARIANT:
                self._proactive(grid, row, proactive)

    def _proactive_header(self, texts: Sequence[tuple[int, str]]) -> bool:
        find = labels.proactive_columns().find
        heads = [
            (column, match.key)
            for column, text in texts
            if (match := find(text)) and match.fit <= Fit.CONTAINED
        ]
        if not heads:
            return False
        self._heads = tuple(heads)
        for _, key in heads:
            if key.startswith("2019."):
                self.evidence.heads_2019 += 1
            else:
                self.evidence.heads_2021 += 1
        self._in_applications = False
        return True

    def _dispute_header(self, texts: Sequence[tuple[int, str]]) -> bool:
        find = labels.disputes().find
        keys = [match.key for _, text in texts if (match := find(text)) and match.fit <= Fit.VARIANT]
        groups = [key.removeprefix(GROUP) for key in keys if key.startswith(GROUP)]
        columns = [key for key in keys if key in ("upheld", "corrected", "pending")]
        if not groups and not columns:
            return False
        self._in_disputes, self._in_applications = True, False
        self._dispute_groups.extend(group for group in groups if group not in self._dispute_groups)
        self._dispute_groups.sort(key=_GROUPS.index)
        self.evidence.labels_met.update(f"disputes.{key}" for key in groups)
        return True

    def _applicant_header(self, texts: Sequence[tuple[int, str]]) -> None:
        find = labels.applicants().find
        for column, text in texts:
            match = find(text)
            if match is not None and match.fit <= Fit.VARIANT:
                self._columns.setdefault(match.key, column)
        if len(self._columns) == _WIDTH:
            self._columns = {key: self._columns[key] for key in _COLUMN_KEYS}
            positions = list(self._columns.values())
            if positions != sorted(set(positions)):
                self._columns = {}
