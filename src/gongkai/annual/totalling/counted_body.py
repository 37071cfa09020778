"""What a total keeps of a body's report: its figures and what is wrong with them, none of its text.

Some 2 KB a body, so that a province of thousands is totalled in little memory.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gongkai.annual.form import EDITION_2019, EDITION_2021, PATHS
from gongkai.annual.report import AnnualReport, Figure, NoteKind, Status
from gongkai.annual.totalling.balance import imbalances

__all__ = ["MERGED_GROUPS", "BodyFigures", "contradictions", "figures_of", "unite"]

_MERGED_ROWS = ("other_clarification_lapsed", "other_fee_unpaid", "other_other")

MERGED_GROUPS: tuple[tuple[int, int, int], ...] = tuple(
    (PATHS.index(first), PATHS.index(second), PATHS.index(third))
    for first, second, third in (
        tuple(f"applications.{row}.{column.key}" for row in _MERGED_ROWS)
        for column in EDITION_2021.applicants
    )
)
"""For each applicant column the positions of （六）其他处理's three rows, which the 2019 form has as one."""


@dataclass(frozen=True, slots=True)
class BodyFigures:
    """A body's figures in the order of ``PATHS``, None where there is none; ``gaps`` says why not.

    ``merged`` is true where （六）其他处理 is one row, whose figures stand under 3.其他. ``imbalances`` are
    sentences on broken equations, ``unbalanced`` the figures that they are about.
    """

    agency: str | None
    files: tuple[str, ...]
    edition: str | None
    figures: tuple[Figure | None, ...]
    gaps: Mapping[str, Status] = field(default_factory=dict)
    merged: bool = False
    imbalances: tuple[str, ...] = ()
    unbalanced: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What to call the body: its own name, else its file's."""
        return self.agency or (self.files[0] if self.files else "没有写明单位的报告")

    @property
    def order(self) -> tuple[str, tuple[str, ...]]:
        """The place among other bodies, the same whatever order the reports came in."""
        return self.name, self.files


def figures_of(report: AnnualReport) -> BodyFigures:
    """What the total keeps of a report."""
    merged = _has_merged_row(report)
    cells = [report.cell(path) for path in PATHS]
    figures = [cell.value for cell in cells]
    if merged:
        _split_noughts(figures)
    broken = imbalances(report)
    return BodyFigures(
        agency=report.agency,
        files=(report.file,) if report.file else (),
        edition=report.edition,
        figures=tuple(figures),
        gaps={
            path: cell.status
            for path, cell, value in zip(PATHS, cells, figures, strict=True)
            if value is None
        },
        merged=merged,
        imbalances=tuple(imbalance.text for imbalance in broken),
        unbalanced=tuple(dict.fromkeys(path for imbalance in broken for path in imbalance.cells)),
    )


def _has_merged_row(report: AnnualReport) -> bool:
    if report.edition == EDITION_2019.key:
        return True
    return any(
        note.kind is NoteKind.MERGED and any(row in (note.cell or "") for row in _MERGED_ROWS)
        for note in report.notes
    )


def _split_noughts(figures: list[Figure | None]) -> None:
    """Counts that add up to 0 are each 0: the one certain thing about the parts of a merged row."""
    for lapsed, unpaid, other in MERGED_GROUPS:
        if figures[other] == 0 and figures[lapsed] is None and figures[unpaid] is None:
            figures[lapsed] = figures[unpaid] = 0


def contradictions(files: Sequence[BodyFigures]) -> tuple[str, ...]:
    """The figures in which files of one body and year differ.

    A blank contradicts a figure, for both are printed. What one file does not have or could not be read in
    contradicts nothing.
    """
    return tuple(path for position, path in enumerate(PATHS) if len(_printed(files, position, path)) > 1)


def _printed(files: Sequence[BodyFigures], position: int, path: str) -> set[Figure | None]:
    return {
        file.figures[position]
        for file in files
        if file.figures[position] is not None or file.gaps.get(path) is Status.BLANK
    }


def unite(files: Sequence[BodyFigures]) -> BodyFigures:
    """Files of one body and year that do not contradict each other, as one.

    Each figure is taken from where it is known.
    """
    ordered = sorted(files, key=lambda file: file.order)
    first = ordered[0]
    figures = tuple(
        min(
            (file.figures[position] for file in ordered if file.figures[position] is not None),
            key=str,
            default=None,
        )
        for position in range(len(PATHS))
    )
    gaps = {
        path: min((file.gaps[path] for file in ordered if path in file.gaps), key=list(Status).index)
        for path, figure in zip(PATHS, figures, strict=True)
        if figure is None
    }
    return BodyFigures(
        agency=first.agency,
        files=tuple(sorted({name for file in ordered for name in file.files})),
        edition=max((file.edition for file in ordered if file.edition), default=None),
        figures=figures,
        gaps=gaps,
        merged=all(file.merged for file in ordered),
        imbalances=tuple(sorted({sentence for file in ordered for sentence in file.imbalances})),
        unbalanced=tuple(sorted({path for file in ordered for path in file.unbalanced})),
    )
