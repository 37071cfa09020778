"""Running text to evidence: rows of figures whose labels are wrapped, broken, moved or lost.

The words of the text are aligned with the words of the form, so that each run of numbers stands between two
points of the form; then every run is given a row, in order, at the least cost.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from rapidfuzz.distance import LCSseq

from gongkai.annual.form import EDITION_2019, EDITION_2021, Edition
from gongkai.annual.reading.recognition.evidence import DisputeRow, FigureRow, ProactiveRow, Slot
from gongkai.annual.reading.recognition.folding import fold, parse_label
from gongkai.annual.reading.recognition.tokens import Line, Run, Token, stream_of

__all__ = ["applications_rows", "dispute_rows", "proactive_rows"]

_LONGEST_STREAM = 20_000


@dataclass(frozen=True)
class _Outline:
    """The words of a table in print order, and which stretch of them is which row's label.

    ``starts`` and ``keys`` run side by side; a key of None is a stretch of headers or group labels.
    """

    words: str
    starts: tuple[int, ...]
    keys: tuple[str | None, ...]
    rows: tuple[str, ...]
    width: dict[str, int]


def _outline(parts: Sequence[tuple[str, str | None]], width: dict[str, int]) -> _Outline:
    words, starts, keys = "", [], []
    for text, key in parts:
        starts.append(len(words))
        keys.append(key)
        words += text
    return _Outline(words, tuple(starts), tuple(keys), tuple(key for key in keys if key), width)


@cache
def _applications_outline(edition: Edition) -> _Outline:
    width = len(edition.applicants)
    parts: list[tuple[str, str | None]] = [
        (fold(edition.balance_note + edition.applicants_heading), None),
        (fold("自然人法人或其他组织总计商业企业科研机构社会公益组织法律服务机构其他"), None),
    ]
    seen: set[str] = set()
    groups = {group.key: group for group in edition.groups}
    for row in edition.applications:
        group = groups.get(row.group or "")
        for ancestor in ([groups[group.parent]] if group and group.parent else []) + ([group] if group else []):
            if ancestor.key not in seen:
                seen.add(ancestor.key)
                parts.append((parse_label(ancestor.label.text).text, None))
        parts.append((parse_label(row.label.text).text, row.key))
    return _outline(parts, {row.key: width for row in edition.applications})


@cache
def _proactive_outline(edition: Edition) -> _Outline:
    parts: list[tuple[str, str | None]] = []
    width: dict[str, int] = {}
    for block in edition.proactive:
        parts.append((fold(block.basis.text.replace("第二十条", "")), None))
        parts.append((fold(edition.contents_heading + "".join(map(str, block.columns))), None))
        for row in block.rows:
            parts.append((fold(row.label.text), row.key))
            width[row.key] = len(row.cells)
    return _outline(parts, width)


@dataclass(slots=True)
class _Spot:
    """Where a run stands between rows of the outline: the stretch before it and the stretch after it."""

    before: int
    after: int


def _spots(words: str, runs: Sequence[Run], outline: _Outline) -> tuple[list[_Spot], dict[str, float]]:
    """For each run the outline's stretches around it; for each row how much of its label was met."""
    positions: list[int] = []
    targets: list[int] = []
    met: dict[str, int] = {}
    stretch_of = [bisect_right(outline.starts, index) - 1 for index in range(len(outline.words))]
    for block in LCSseq.opcodes(words, outline.words):
        if block.tag != "equal":
            continue
        for offset in range(block.src_end - block.src_start):
            positions.append(block.src_start + offset)
            target = block.dest_start + offset
            targets.append(target)
            key = outline.keys[stretch_of[target]]
            if key:
                met[key] = met.get(key, 0) + 1
    spots = []
    for run in runs:
        cut = bisect_right(positions, run.at - 1)
        before = stretch_of[targets[cut - 1]] if cut else -1
        after = stretch_of[targets[cut]] if cut < len(targets) else len(outline.keys)
        spots.append(_Spot(before, after))
    lengths = {
        key: (outline.starts[number + 1] if number + 1 < len(outline.starts) else len(outline.words)) - start
        for number, (start, key) in enumerate(zip(outline.starts, outline.keys, strict=True))
        if key
    }
    return spots, {key: met.get(key, 0) / length for key, length in lengths.items()}


_ORPHAN, _ORPHAN_SCRAP = 6.0, 0.5
_SKIP_MET, _SKIP_LOST = 3.0, 0.6


def _assign(runs: Sequence[Run], words: str, outline: _Outline) -> list[str | None]:
    """Give each run a row of the outline, in order, or none."""
    if not runs:
        return []
    spots, met = _spots(words, runs, outline)
    stretch = {key: number for number, key in enumerate(outline.keys) if key}
    skip = [_SKIP_MET if met[key] >= 0.5 else _SKIP_LOST for key in outline.rows]
    best: tuple[float, list[str | None]] | None = None
    for numbers_first in (False, True):
        cost, keys = _cheapest(runs, spots, outline, stretch, skip, numbers_first)
        if best is None or cost < best[0]:
            best = (cost, keys)
    assert best is not None
    return best[1]


def _fit_cost(spot: _Spot, at: int, numbers_first: bool) -> float | None:
    """What it costs to call a run at ``spot`` the row whose label is stretch ``at``; None where it cannot be."""
    if not spot.before <= at <= spot.after:
        return None
    if spot.before == spot.after == at:
        return 0.0
    own, other = (spot.after, spot.before) if numbers_first else (spot.before, spot.after)
    if at == own:
        return 0.0
    return 2.5 if at == other else 1.2


def _cheapest(
    runs: Sequence[Run],
    spots: Sequence[_Spot],
    outline: _Outline,
    stretch: dict[str, int],
    skip: Sequence[float],
    numbers_first: bool,
) -> tuple[float, list[str | None]]:
    """The cheapest assignment: runs to rows, both in order (a shortest path over run x row)."""
    rows = outline.rows
    infinite = float("inf")
    costs = [[infinite] * (len(rows) + 1) for _ in range(len(runs) + 1)]
    step: dict[tuple[int, int], str] = {}
    costs[0][0] = 0.0
    for i in range(len(runs) + 1):
        for j in range(len(rows) + 1):
            here = costs[i][j]
            if here == infinite:
                continue
            if j < len(rows) and here + skip[j] < costs[i][j + 1]:
                costs[i][j + 1] = here + skip[j]
                step[i, j + 1] = "skip"
            if i == len(runs):
                continue
            digits = sum(len(token.text) for token in runs[i].tokens)
            orphan = _ORPHAN if digits >= 3 else _ORPHAN_SCRAP
            if here + orphan < costs[i + 1][j]:
                costs[i + 1][j] = here + orphan
                step[i + 1, j] = "orphan"
            if j < len(rows):
                fit = _fit_cost(spots[i], stretch[rows[j]], numbers_first)
                if fit is not None:
                    total = here + fit + _width_cost(runs[i], outline.width[rows[j]])
                    if total < costs[i + 1][j + 1]:
                        costs[i + 1][j + 1] = total
                        step[i + 1, j + 1] = "match"
    keys: list[str | None] = [None] * len(runs)
    i, j = len(runs), len(rows)
    while i or j:
        taken = step[i, j]
        if taken == "match":
            keys[i - 1] = rows[j - 1]
        i -= taken != "skip"
        j -= taken != "orphan"
    return costs[len(runs)][len(rows)], keys


def _width_cost(run: Run, width: int) -> float:
    digits = sum(len(token.text) for token in run.tokens)
    return 0.0 if digits >= width else 1.0


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


def applications_rows(lines: Sequence[Line], edition: Edition) -> list[FigureRow]:
    """Rows of Table 3 in running text."""
    stream = stream_of(lines)
    if len(stream.words) > _LONGEST_STREAM or not stream.runs:
        return []
    outline = _applications_outline(edition)
    width = len(edition.applicants)
    runs = _split_runs(stream.runs, width)
    rows = []
    labels = {row.key: row.label.text for row in edition.applications}
    _, met = _spots(stream.words, runs, outline)
    for run, key in zip(runs, _assign(runs, stream.words, outline), strict=True):
        if key is None:
            continue
        rows.append(_figure_row(run, key, labels[key], width, guessed=met[key] < 0.34))
    return rows


def _figure_row(run: Run, key: str, label: str, width: int, *, guessed: bool) -> FigureRow:
    tokens, lone = run.tokens, ()
    first = [token for token in tokens if token.line == tokens[0].line]
    if len(first) == width and len(tokens) > width and all(len(token.text) == 1 for token in tokens[width:]):
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
    outline = _proactive_outline(edition)
    heads = {
        row.key: tuple(f"{edition.key}.{cell.column}" for cell in row.cells)
        for block in edition.proactive
        for row in block.rows
    }
    labels = {row.key: row.label.text for block in edition.proactive for row in block.rows}
    rows = []
    for run, key in zip(stream.runs, _assign(stream.runs, stream.words, outline), strict=True):
        if key is not None:
            slots = _slots(run.tokens)
            rows.append(ProactiveRow(key, labels[key], slots, heads[key], placed=len(slots) == outline.width[key]))
    return rows


def dispute_rows(lines: Sequence[Line], edition: Edition) -> list[DisputeRow]:
    """The figures of Table 4 in running text: what stands behind its labels."""
    stream = stream_of(lines)
    groups = tuple(group.key for group in edition.dispute_groups)
    wanted = len(groups) * len(edition.dispute_columns)
    runs = [run for run in stream.runs if sum(len(token.text) for token in run.tokens) >= len(edition.dispute_columns)]
    if not runs:
        return []
    whole = [run for run in runs if len(run.tokens) == wanted]
    tokens = (whole[0] if whole else max(runs, key=lambda run: sum(len(token.text) for token in run.tokens))).tokens
    everything = tuple(token for run in runs for token in run.tokens)
    if len(tokens) < wanted == len(everything):
        tokens = everything
    return [DisputeRow(groups, _slots(tokens), placed=len(tokens) == wanted)]
