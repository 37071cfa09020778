"""Running text to evidence: rows of figures whose labels are wrapped, broken, moved or lost."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import groupby

from gongkai.annual.form import EDITION_2019, EDITION_2021, Edition
from gongkai.annual.reading.recognition import labels as table_labels
from gongkai.annual.reading.recognition.alignment import (
    Assigned,
    applications_outline,
    assign,
    proactive_outline,
)
from gongkai.annual.reading.recognition.evidence import DisputeRow, FigureRow, ProactiveRow, Slot
from gongkai.annual.reading.recognition.labels import Fit, LabelIndex
from gongkai.annual.reading.recognition.tokens import Line, Run, Token, stream_of

__all__ = ["applications_rows", "dispute_rows", "proactive_rows"]

_LONGEST_STREAM = 20_000
_LEAST_ROWS = 8
"""Rows of Table 3 with their labels that a text must have before rows without labels are believed."""

_ROW_KEYS = frozenset(row.key for row in EDITION_2021.applications)
_ONLY_2021 = _ROW_KEYS - {row.key for row in EDITION_2019.applications}

_DISPUTE_WORDS = ("维持", "纠正", "其他", "审结", "未经复议", "复议后")


def _split_runs(runs: Sequence[Run], width: int) -> list[Run]:
    """Runs that hold several rows (their labels are lost) cut at line ends or after every ``width`` numbers."""
    cut: list[Run] = []
    for run in runs:
        count = len(run.tokens)
        lines = [tuple(tokens) for _, tokens in groupby(run.tokens, key=lambda token: token.line)]
        if count > width and all(len(line) == width for line in lines):
            cut.extend(Run(run.at, line) for line in lines)
        elif count > width and count % width == 0 and max(map(len, lines)) < width:
            cut.extend(Run(run.at, run.tokens[at : at + width]) for at in range(0, count, width))
        elif len(lines) > 1 and all(len(line) == 1 and len(line[0].text) >= width for line in lines):
            cut.extend(Run(run.at, line) for line in lines)
        elif len(lines) > 1 and sum(len(line) >= width for line in lines) > 1:
            cut.extend(_with_scraps(run, lines, width))
        else:
            cut.append(run)
    return cut


def _with_scraps(run: Run, lines: Sequence[tuple[Token, ...]], width: int) -> list[Run]:
    """Several full rows with lone digits between them: each scrap stays with the row above it."""
    rows: list[list[Token]] = []
    for line in lines:
        if len(line) >= width or not rows:
            rows.append(list(line))
        else:
            rows[-1].extend(line)
    return [Run(run.at, tuple(row)) for row in rows]


def _slots(tokens: Sequence[Token]) -> tuple[Slot, ...]:
    return tuple(Slot(token.text, token.place) for token in tokens)


def applications_rows(lines: Sequence[Line]) -> tuple[Edition, list[FigureRow]]:
    """Rows of Table 3 in running text, and the edition whose rows fit them better.

    A row （六）其他处理 with figures of its own is the row of 2019, not a group without its three rows.
    """
    stream = stream_of(lines)
    if len(stream.words) > _LONGEST_STREAM or not stream.runs:
        return EDITION_2021, []
    width = len(EDITION_2021.applicants)
    runs = _split_runs(stream.runs, width)
    own = _own_labels(runs, lines, table_labels.applications(), _ROW_KEYS)
    editions = (EDITION_2021,) if _ONLY_2021.intersection(own) else (EDITION_2021, EDITION_2019)
    tried = [(edition, assign(runs, stream.words, applications_outline(edition))) for edition in editions]
    edition, assignment = min(tried, key=lambda item: item[1].cost)
    labels = {row.key: row.label.text for row in edition.applications}
    assigned = _by_own_labels(own, assignment.rows)
    if sum(row.key is not None and not row.guessed for row in assigned) < _LEAST_ROWS:
        return EDITION_2021, []
    rows = [
        _figure_row(run, key, labels[key], width, guessed=guessed)
        for run, (key, guessed) in zip(runs, assigned, strict=True)
        if key is not None
    ]
    return edition, rows


def _by_own_labels(own: Sequence[str | None], assigned: Sequence[Assigned]) -> list[Assigned]:
    """A whole label before the figures on their own line counts before the order of the form."""
    if all(key is None or key == row.key for key, row in zip(own, assigned, strict=True)):
        return list(assigned)
    taken = {key for key in own if key is not None and own.count(key) == 1}
    return [_by_own_label(key, row, taken) for key, row in zip(own, assigned, strict=True)]


def _by_own_label(key: str | None, row: Assigned, taken: Container[str]) -> Assigned:
    if key in taken:
        return Assigned(key)
    # printed twice under one label, or a row that another one names itself
    contradicted = (key is not None and key != row.key) or row.key in taken
    return Assigned(None) if contradicted else row


def _own_labels(
    runs: Sequence[Run], lines: Sequence[Line], index: LabelIndex, rows: Container[str]
) -> list[str | None]:
    """For each run the row whose whole label stands before it on its first line, if one does."""
    found: list[str | None] = []
    last = -1
    for run in runs:
        line = run.tokens[0].line
        cut = _FIRST_FIGURE.search(lines[line].text) if line != last else None
        match = index.find(lines[line].text[: cut.start()].strip(" \t|")) if cut else None
        found.append(match.key if match and match.fit <= Fit.CONTAINED and match.key in rows else None)
        last = run.tokens[-1].line
    return found


_FIRST_FIGURE = re.compile(r"(?<=[\s|])\d[\d,.]*(?=[\s|件万]|$)")
_WIDEST_PROACTIVE = 4
"""Numbers in a row of Table 2 at most: what has more is a row of another table."""


def _figure_row(run: Run, key: str, label: str, width: int, *, guessed: bool) -> FigureRow:
    tokens = run.tokens
    lone: tuple[Token, ...] = ()
    first = [token for token in tokens if token.line == tokens[0].line]
    if (
        len(first) == width
        and len(tokens) > width
        and all(len(token.text) == 1 and token.text.isdigit() for token in tokens[width:])
    ):
        tokens, lone = tokens[:width], tokens[width:]
    return FigureRow(
        key,
        label,
        _slots(tokens),
        placed=len(tokens) == width and not lone,
        lone=_slots(lone),
        place=tokens[0].place,
        guessed=guessed,
    )


def proactive_rows(lines: Sequence[Line]) -> list[ProactiveRow]:
    """Rows of Table 2 in running text, of whichever edition fits better."""
    stream = stream_of(lines)
    if len(stream.words) > _LONGEST_STREAM or not stream.runs:
        return []
    edition = EDITION_2021
    if "对外公开总" in stream.words or "上一年项目" in stream.words:
        edition = EDITION_2019
    outline = proactive_outline(edition)
    heads = {
        row.key: tuple(f"{edition.key}.{cell.column}" for cell in row.cells)
        for block in edition.proactive
        for row in block.rows
    }
    labels = {row.key: row.label.text for block in edition.proactive for row in block.rows}
    # a label that is not in the text proves nothing here: numbers of the narrative are no table
    own = _own_labels(stream.runs, lines, table_labels.proactive(), outline.width)
    by_order = assign(stream.runs, stream.words, outline).rows
    assigned = [None if row.guessed else row.key for row in _by_own_labels(own, by_order)]
    rows = []
    for at, (run, key) in enumerate(zip(stream.runs, assigned, strict=True)):
        if key is None or len(run.tokens) > _WIDEST_PROACTIVE:
            continue
        tokens = run.tokens
        placed = len(tokens) == outline.width[key]
        if len(tokens) < outline.width[key]:
            tokens = _with_strays(stream.runs, assigned, at, outline.width[key])
        rows.append(ProactiveRow(key, labels[key], _slots(tokens), heads[key], placed=placed))
    return rows


def _with_strays(
    runs: Sequence[Run], assigned: Sequence[str | None], at: int, width: int
) -> tuple[Token, ...]:
    """A row's numbers with a number that left the row and stands alone beside it; which column it is of nobody says."""
    before = runs[at - 1].tokens if at and assigned[at - 1] is None else ()
    after = runs[at + 1].tokens if at + 1 < len(runs) and assigned[at + 1] is None else ()
    for strays in (before, after):
        if len(strays) + len(runs[at].tokens) == width:
            return (*strays, *runs[at].tokens)
    return runs[at].tokens


def dispute_rows(lines: Sequence[Line], edition: Edition) -> list[DisputeRow]:
    """The figures of Table 4 in running text: what stands behind its labels."""
    stream = stream_of(lines)
    if sum(word in stream.words for word in _DISPUTE_WORDS) < 4:
        return []
    groups = tuple(group.key for group in edition.dispute_groups)
    wanted = len(groups) * len(edition.dispute_columns)
    runs = [
        run
        for run in stream.runs
        if sum(len(token.text) for token in run.tokens) >= len(edition.dispute_columns)
    ]
    if not runs:
        return []
    whole = [run for run in runs if len(run.tokens) == wanted]
    tokens = (
        whole[0] if whole else max(runs, key=lambda run: sum(len(token.text) for token in run.tokens))
    ).tokens
    everything = tuple(token for run in runs for token in run.tokens)
    if len(tokens) < wanted == len(everything):
        tokens = everything
    return [DisputeRow(groups, _slots(tokens), placed=len(tokens) == wanted)]
