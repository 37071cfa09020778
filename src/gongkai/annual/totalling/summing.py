"""The sum of every figure over the bodies, and of every sum whether it is whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from gongkai.annual.exact import exact_sum, figure_text
from gongkai.annual.form import PATHS, Unit, unit_of
from gongkai.annual.report import Cell, Figure, Note, NoteKind, Status
from gongkai.annual.totalling.counted_body import MERGED_GROUPS, BodyFigures

__all__ = ["Sums", "some_of", "sum_bodies"]

_REASONS = {
    Status.BLANK: "空白",
    Status.ABSENT: "表中没有这一栏",
    Status.UNREADABLE: "读不出来",
}
_MERGED = "旧版表格把“（六）其他处理”合为一行"


@dataclass(slots=True)
class Sums:
    """The sums as cells, with a note on each that is not whole.

    ``partial`` has, for each cell that is null, the sum of the figures that are known (nothing where none
    is): it is told beside the null, and never put in its place.
    """

    cells: dict[str, Cell] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    partial: dict[str, Figure] = field(default_factory=dict)


def sum_bodies(bodies: Sequence[BodyFigures], *, names: int) -> Sums:
    """Sums over the bodies; ``names`` is how many bodies a note names before it says 等."""
    sums = Sums()
    all_merged = bool(bodies) and all(body.merged for body in bodies)
    merged = {} if all_merged else _merged_positions(bodies)
    for position, path in enumerate(PATHS):
        # The figure of a merged row is that of three rows together: it belongs wholly to none of them.
        undivided = merged.get(position, set())
        known: list[Figure] = []
        lacking: list[tuple[BodyFigures, str]] = []
        for index, body in enumerate(bodies):
            figure = body.figures[position]
            if index in undivided:
                lacking.append((body, _MERGED))
            elif figure is None:
                lacking.append((body, _REASONS[body.gaps[path]]))
            else:
                known.append(figure)
        _add_cell(sums, path, known, lacking, names)
    if all_merged:
        _keep_merged(sums)
    return sums


def _merged_positions(bodies: Sequence[BodyFigures]) -> dict[int, set[int]]:
    """Position of a figure to the bodies whose merged row has there a figure that cannot be shared out."""
    found: dict[int, set[int]] = {}
    for index, body in enumerate(bodies):
        if body.merged:
            for group in MERGED_GROUPS:
                if body.figures[group[2]] != 0:
                    for position in group:
                        found.setdefault(position, set()).add(index)
    return found


def _add_cell(
    sums: Sums, path: str, known: list[Figure], lacking: list[tuple[BodyFigures, str]], names: int
) -> None:
    figure = _add_up(path, known)
    if known and not lacking:
        sums.cells[path] = Cell(figure, Status.PRINTED, figure_text(figure))
        return
    only_absent = not known and all(body.gaps.get(path) is Status.ABSENT for body, _ in lacking)
    sums.cells[path] = Cell(None, Status.ABSENT if only_absent else Status.UNREADABLE)
    if lacking:
        kind = NoteKind.ABSENT if only_absent else NoteKind.UNREADABLE
        sums.notes.append(Note(path, kind, _not_whole(figure, len(known), lacking, names)))
    if known:
        sums.partial[path] = figure


def _add_up(path: str, figures: Sequence[Figure]) -> Figure:
    if unit_of(path) is Unit.WAN_YUAN:
        return exact_sum(Decimal(figure) for figure in figures)
    return exact_sum(figures)


def _not_whole(figure: Figure, known: int, lacking: list[tuple[BodyFigures, str]], names: int) -> str:
    who = some_of([f"{body.name}（{reason}）" for body, reason in lacking], names)
    rest = f"；其余 {known} 个单位之和为 {figure_text(figure)}" if known else ""
    return f"合计不全：{who}没有这个数{rest}"


def _keep_merged(sums: Sums) -> None:
    """Where every body has the merged row, the total has it too: under 3.其他, as the reader puts it."""
    for group in MERGED_GROUPS:
        lapsed, unpaid, other = (PATHS[position] for position in group)
        if sums.cells[other].value:
            sums.notes = [note for note in sums.notes if note.cell not in (lapsed, unpaid)]
            sums.notes.append(
                Note(other, NoteKind.MERGED, "各单位的表都把“（六）其他处理”合为一行，这是该行之和")
            )
            for path in (lapsed, unpaid):
                sums.cells[path] = Cell(None, Status.ABSENT)
                sums.partial.pop(path, None)
                sums.notes.append(Note(path, NoteKind.MERGED, "已并入“3.其他”"))


def some_of(names: Sequence[str], most: int) -> str:
    """The names in a sentence, the first ``most`` of them, then how many there are."""
    listed = "、".join(names[:most])
    return f"{listed}等 {len(names)} 个" if len(names) > most else listed
