"""Table 2 in grids: its rows under their heads, also turned, or with its blocks side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.annual.reading.blocks import Grid, GridCell
from gongkai.annual.reading.recognition import labels
from gongkai.annual.reading.recognition.evidence import ProactiveRow, TableEvidence
from gongkai.annual.reading.recognition.folding import fold
from gongkai.annual.reading.recognition.grid_rows import Row, Texts, slots_of
from gongkai.annual.reading.recognition.labels import Fit, Match
from gongkai.annual.reading.recognition.printed import Kind, read_count

__all__ = ["ProactiveReader"]

_TOTALS = frozenset(("合计", "总计", "小计", "共计"))


@dataclass
class ProactiveReader:
    """Reads heads and rows of Table 2; heads hold until others come, also in the next piece of the table."""

    evidence: TableEvidence
    _heads: Texts = ()
    _head_columns: frozenset[int] = frozenset()
    """Where a label stands in the header, of the form or not."""
    _row_heads: tuple[str, ...] = ()
    """Keys of rows that stand side by side in a header: the table is turned."""

    def next_grid(self) -> None:
        """The heads of the piece before still name the columns, but not where they stand in this grid."""
        self._heads = tuple((-1, key) for _, key in self._heads)
        self._head_columns = frozenset()
        self._row_heads = ()

    def header(self, texts: Texts) -> bool:
        """Take in a row of labels; False where it names no column of Table 2."""
        find = labels.proactive_columns().find
        heads = [
            (column, match.key)
            for column, text in texts
            if (match := find(text)) and match.fit <= Fit.CONTAINED
        ]
        if not heads:
            return False
        self._heads = tuple(heads)
        self._head_columns = frozenset(column for column, _ in texts)
        self._count([key for _, key in heads])
        return True

    def _count(self, heads: Sequence[str]) -> None:
        old = sum(key.startswith("2019.") for key in heads)
        self.evidence.heads_2019 += old
        self.evidence.heads_2021 += len(heads) - old

    def turned_header(self, texts: Texts) -> None:
        """Take in labels of rows that stand side by side, as a turned table has them."""
        find = labels.proactive().find
        keys = [match.key for _, text in texts if (match := find(text)) and match.fit <= Fit.VARIANT]
        self._row_heads = tuple(keys) if len(texts) - len(keys) <= 1 else ()

    def turned_row(self, grid: Grid, row: Row) -> bool:
        """A row of a turned table: its label is a column's, its figures are of the rows in the header."""
        if not self._row_heads or not row.labels or len(row.figures) != len(self._row_heads):
            return False
        match = labels.proactive_columns().find(row.labels[-1].text)
        if match is None or match.fit > Fit.CONTAINED:
            return False
        self._count([match.key])
        for key, slot in zip(self._row_heads, slots_of(grid, row.figures), strict=True):
            self.evidence.proactive.append(
                ProactiveRow(key, row.labels[-1].text, (slot,), (match.key,), fit=match.fit)
            )
        return True

    @staticmethod
    def match(cells: Sequence[GridCell]) -> tuple[Match, str] | None:
        """The row of Table 2 that the deepest of the labels names, and that label."""
        find = labels.proactive().find
        for cell in reversed(cells):
            match = find(cell.text)
            if match is not None and match.fit is not Fit.FRAGMENT:
                return match, cell.text
        return None

    def row(self, grid: Grid, row: Row, found: tuple[Match, str]) -> None:
        """Take in a row of Table 2, or the rows that stand side by side in it."""
        if any(self._begins_another(cell) for cell in row.figures[1:]):
            self._side_by_side(grid, row, found)
            return
        heads = self._heads
        figures = row.figures
        if grid.aligned and heads and len(figures) != len(heads):
            figures = self._under_heads(figures)
        self._add(grid, row, found, figures, tuple(key for _, key in heads))

    def _under_heads(self, figures: list[GridCell]) -> list[GridCell]:
        """The figures of the columns that have heads; all of them where a figure stands under nothing."""
        filled = [cell for cell in figures if cell.text.strip()]
        if len(filled) == len(self._heads):
            return filled
        positions = {position for position, _ in self._heads}
        at_heads = [cell for cell in figures if cell.column in positions]
        headless = any(cell.column not in self._head_columns for cell in filled)
        return figures if headless or not at_heads else at_heads

    def _add(
        self,
        grid: Grid,
        row: Row,
        found: tuple[Match, str],
        figures: Sequence[GridCell],
        heads: tuple[str, ...],
    ) -> None:
        match, label = found
        is_total = bool(row.labels) and fold(row.labels[-1].text) in _TOTALS
        self.evidence.proactive.append(
            ProactiveRow(match.key, label, slots_of(grid, figures), heads, fit=match.fit, is_total=is_total)
        )

    @staticmethod
    def _begins_another(cell: GridCell) -> bool:
        if read_count(cell.text).kind is not Kind.TEXT:
            return False
        match = labels.proactive().find(cell.text)
        return match is not None and match.fit <= Fit.VARIANT

    def _side_by_side(self, grid: Grid, row: Row, found: tuple[Match, str]) -> None:
        """Two blocks of the table in one row: each part ends where the label of the next begins."""
        starts = [at for at, cell in enumerate(row.figures) if at and self._begins_another(cell)]
        parts = [(found, row.figures[: starts[0]])]
        for start, stop in zip(starts, [*starts[1:], len(row.figures)], strict=True):
            own = self.match([row.figures[start]])
            if own is not None:
                parts.append((own, row.figures[start + 1 : stop]))
        for own, figures in parts:
            columns = {cell.column for cell in figures}
            heads = tuple(key for position, key in self._heads if position in columns)
            self._add(grid, row, own, figures, heads)
