"""Two reports figure by figure: the difference, its share, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from gongkai.annual.exact import exact_difference, figure_text
from gongkai.annual.form import EDITION_2021, PATHS, label_of
from gongkai.annual.report import AnnualReport, Cell, Figure, Status

__all__ = ["FigureChange", "FigureState", "compare_figures", "count_states"]


class FigureState(StrEnum):
    """What became of a figure from the first report to the second."""

    SAME = "same"
    UP = "up"
    DOWN = "down"
    ONLY_FIRST = "only_first"
    ONLY_SECOND = "only_second"
    NEITHER = "neither"

    @property
    def label(self) -> str:
        """The word that people read."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    FigureState.SAME: "相同",
    FigureState.UP: "增加",
    FigureState.DOWN: "减少",
    FigureState.ONLY_FIRST: "只有前者有数",
    FigureState.ONLY_SECOND: "只有后者有数",
    FigureState.NEITHER: "两者都没有数",
}
_EMPTY_LABELS = {Status.BLANK: "空白", Status.ABSENT: "无此栏", Status.UNREADABLE: "读不出"}


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure in both reports.

    ``difference`` is the second less the first, None where one of them is not known. ``percent`` is that as
    a share of the first, rounded to a tenth; None as well where the first is 0, for nothing is a share of 0.
    """

    path: str
    first: Cell
    second: Cell
    state: FigureState
    difference: Figure | None = None
    percent: Decimal | None = None

    @property
    def label(self) -> str:
        """The Chinese name of the figure."""
        return label_of(self.path)

    @property
    def short_label(self) -> str:
        """The name of the figure with the row in its shortest accepted wording, for narrow columns."""
        return _SHORT_LABELS.get(self.path, self.label)

    @property
    def first_text(self) -> str:
        """The first figure for people, or why there is none."""
        return _cell_text(self.first)

    @property
    def second_text(self) -> str:
        """The second figure for people, or why there is none."""
        return _cell_text(self.second)

    @property
    def change_text(self) -> str:
        """The change for people, e.g. ``+3（+12.5%）``; from 0 there is a word in place of the share."""
        if self.difference is None:
            return "" if self.state is FigureState.NEITHER else "不可比"
        if not self.difference:
            return "相同"
        signed = f"{'+' if self.difference > 0 else ''}{figure_text(self.difference)}"
        if self.percent is None:
            return f"{signed}（原为0）"
        if not self.percent:
            return f"{signed}（不到0.1%）"
        return f"{signed}（{'+' if self.percent > 0 else ''}{figure_text(self.percent)}%）"


_SHORT_LABELS = {
    path: f"{min(row.label.accepted, key=len)}·{column.label}"
    for row, paths in zip(EDITION_2021.applications, EDITION_2021.application_paths, strict=True)
    for column, path in zip(EDITION_2021.applicants, paths, strict=True)
}


def _cell_text(cell: Cell) -> str:
    return _EMPTY_LABELS.get(cell.status, "空白") if cell.value is None else figure_text(cell.value)


def compare_figures(first: AnnualReport, second: AnnualReport) -> tuple[FigureChange, ...]:
    """Every figure of the form in print order, as it stands in both reports."""
    return tuple(_change(path, first.cell(path), second.cell(path)) for path in PATHS)


def _change(path: str, first: Cell, second: Cell) -> FigureChange:
    if first.value is None or second.value is None:
        if first.value is second.value:
            state = FigureState.NEITHER
        else:
            state = FigureState.ONLY_SECOND if first.value is None else FigureState.ONLY_FIRST
        return FigureChange(path, first, second, state)
    difference = exact_difference(second.value, first.value)
    state = FigureState.UP if difference > 0 else FigureState.DOWN if difference < 0 else FigureState.SAME
    return FigureChange(path, first, second, state, difference, _percent(difference, first.value))


def _percent(difference: Figure, first: Figure) -> Decimal | None:
    if not first:
        return None
    return (Decimal(difference) * 100 / Decimal(first)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def count_states(changes: Iterable[FigureChange]) -> dict[FigureState, int]:
    """How many figures became what, every state with its number."""
    counts = Counter(change.state for change in changes)
    return {state: counts[state] for state in FigureState}
