"""Table 4 in grids: its three groups side by side, one below the other, or as columns of a turned table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from gongkai.annual.form import EDITION_2021
from gongkai.annual.reading.blocks import Grid, GridCell
from gongkai.annual.reading.recognition import labels
from gongkai.annual.reading.recognition.evidence import DisputeRow, TableEvidence
from gongkai.annual.reading.recognition.folding import fold
from gongkai.annual.reading.recognition.grid_rows import Row, Texts, slots_of
from gongkai.annual.reading.recognition.labels import GROUP, Fit
from gongkai.annual.reading.recognition.printed import Kind, read_count

__all__ = ["ALL_GROUPS", "GROUP_WIDTH", "DisputeReader"]

ALL_GROUPS = tuple(group.key for group in EDITION_2021.dispute_groups)
_RESULTS = tuple(column.key for column in EDITION_2021.dispute_columns)
GROUP_WIDTH = len(_RESULTS)
_TELLING = frozenset(("upheld", "corrected", "pending"))
"""Results whose labels stand nowhere but in Table 4."""
_REVIEW = fold(str(EDITION_2021.dispute_groups[0].label))
_SUITS = fold(str(EDITION_2021.dispute_groups[1].group))
_folded = lru_cache(maxsize=512)(fold)
"""Labels of headers are the same in all reports."""


@dataclass
class DisputeReader:
    """Reads headers and figures of Table 4; what a header said holds until its figures came.

    ``active`` is true between a header and the end of the figures under it.
    """

    evidence: TableEvidence
    active: bool = False
    _groups: list[str] = field(default_factory=list)
    _results: tuple[str, ...] = _RESULTS
    _suits_first: bool = False
    _suits_whole: bool = False
    """True where 行政诉讼 is not divided by whether there was a review."""
    _turned: bool = False
    """True where the groups are columns and the results rows."""
    _results_met: bool = False

    def header(self, grid: Grid, row: Row, texts: Texts) -> bool:
        """Take in a row of labels; False where it is no header of Table 4."""
        if self.turned_row(grid, row):
            return True
        find = labels.disputes().find
        found = [match.key for _, text in texts if (match := find(text)) and match.fit <= Fit.VARIANT]
        groups = [key.removeprefix(GROUP) for key in found if key.startswith(GROUP)]
        results = [key for key in found if not key.startswith(GROUP)]
        if not groups and not _TELLING.intersection(results):
            return False
        if not self.active:
            self._forget()
        self.active = True
        self._turned = bool(groups) and not results and not self._results_met
        self._results_met = self._results_met or bool(results)
        self._take_groups(groups, [_folded(text) for _, text in texts])
        self._take_results(results)
        self.evidence.labels_met.update(f"disputes.{key}" for key in groups)
        return True

    def _take_groups(self, groups: Sequence[str], folded: Sequence[str]) -> None:
        if _SUITS in folded and _REVIEW in folded:
            self._suits_first = folded.index(_SUITS) < folded.index(_REVIEW)
            self._suits_whole = True
        if any(group != "review" for group in groups):
            self._suits_whole = False
        self._groups.extend(group for group in groups if group not in self._groups)
        suits = [group for group in self._groups if group != "review"]
        review = [group for group in self._groups if group == "review"]
        self._groups = suits + review if self._suits_first else review + suits

    def _take_results(self, results: Sequence[str]) -> None:
        """The order of the results, where the header prints another than the form's."""
        if not results or len(results) % GROUP_WIDTH:
            return
        orders = {tuple(results[at : at + GROUP_WIDTH]) for at in range(0, len(results), GROUP_WIDTH)}
        order = orders.pop()
        if not orders and set(order) == set(_RESULTS):
            self._results = order

    def figures(self, grid: Grid, row: Row) -> bool:
        """Take in a row of figures; False where it cannot be one of Table 4."""
        if len(row.figures) < (GROUP_WIDTH if self.active else GROUP_WIDTH * len(ALL_GROUPS)):
            return False
        figures = list(row.figures)
        named = [match.key for cell in row.labels if (match := labels.disputes().find(cell.text))]
        own = [key.removeprefix(GROUP) for key in named if key.startswith(GROUP)]
        if not own and any(fold(cell.text) == _SUITS for cell in row.labels):
            return True  # a row of suits of both kinds together has no place in the form
        groups = own or self._groups
        if self._suits_whole and not own and groups == ["review"] and len(figures) == 2 * GROUP_WIDTH:
            figures = figures[GROUP_WIDTH:] if self._suits_first else figures[:GROUP_WIDTH]
        elif not groups or (len(figures) == GROUP_WIDTH * len(ALL_GROUPS) and len(groups) < len(ALL_GROUPS)):
            groups = list(ALL_GROUPS)
        wanted = GROUP_WIDTH * len(groups)
        while len(figures) > wanted and read_count(figures[-1].text).kind in (Kind.BLANK, Kind.TEXT):
            figures.pop()
        self._add(grid, groups, self._results, figures, placed=len(figures) == wanted)
        if not own:
            self.close()
        return True

    def blank(self, grid: Grid, row: Row) -> None:
        """A row with nothing printed: the row of figures, left blank."""
        if self.active and len(row.figures) in (GROUP_WIDTH, GROUP_WIDTH * 2, GROUP_WIDTH * 3):
            self.figures(grid, row)

    def turned_row(self, grid: Grid, row: Row) -> bool:
        """Take in a row of a turned table: a result, and its figure in each group."""
        if not self.active or not self._turned or len(self._groups) < 2:
            return False
        match = labels.disputes().find(row.labels[-1].text) if row.labels else None
        if match is None or match.key not in _RESULTS or len(row.figures) != len(self._groups):
            return False
        self._add(grid, self._groups, (match.key,), row.figures, placed=True)
        return True

    def _add(
        self,
        grid: Grid,
        groups: Sequence[str],
        results: tuple[str, ...],
        figures: Sequence[GridCell],
        *,
        placed: bool,
    ) -> None:
        self.evidence.disputes.append(DisputeRow(tuple(groups), slots_of(grid, figures), placed, results))

    def close(self) -> None:
        """What follows is no row of Table 4 until another header comes."""
        self.active = False

    def _forget(self) -> None:
        self._groups = []
        self._results = _RESULTS
        self._suits_first = self._suits_whole = self._turned = self._results_met = False
