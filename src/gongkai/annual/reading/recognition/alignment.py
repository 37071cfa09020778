"""Words of a text aligned with the words of the form: which run of numbers belongs to which row.

Each run of numbers stands between two points of the form; every run is given a row, in order, at the least
cost. Labels may be wrapped, misprinted or lost; the numbers may stand before, behind or inside them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from gongkai.annual.form import Edition
from gongkai.annual.reading.recognition.folding import fold, parse_label
from gongkai.annual.reading.recognition.tokens import Run

__all__ = ["Outline", "applications_outline", "assign", "proactive_outline"]


@dataclass(frozen=True)
class Outline:
    """The words of a table in print order, and which stretch of them is which row's label.

    ``starts`` and ``keys`` run side by side; a key of None is a stretch of headers or group labels.
    """

    words: str
    starts: tuple[int, ...]
    keys: tuple[str | None, ...]
    rows: tuple[str, ...]
    width: dict[str, int]
    stretch: dict[str, int]
    """Which stretch is a row's label."""


def _outline(parts: Sequence[tuple[str, str | None]], width: dict[str, int]) -> Outline:
    words, starts, keys = "", [], []
    for text, key in parts:
        starts.append(len(words))
        keys.append(key)
        words += text
    stretch = {key: number for number, key in enumerate(keys) if key}
    return Outline(words, tuple(starts), tuple(keys), tuple(key for key in keys if key), width, stretch)


@cache
def applications_outline(edition: Edition) -> Outline:
    """The words of Table 3 in print order, headers and group labels among them."""
    width = len(edition.applicants)
    parts: list[tuple[str, str | None]] = [
        (fold(edition.balance_note + edition.applicants_heading), None),
        (fold("自然人法人或其他组织总计商业企业科研机构社会公益组织法律服务机构其他"), None),
    ]
    seen: set[str] = set()
    groups = {group.key: group for group in edition.groups}
    for row in edition.applications:
        group = groups.get(row.group or "")
        for ancestor in ([groups[group.parent]] if group and group.parent else []) + (
            [group] if group else []
        ):
            if ancestor.key not in seen:
                seen.add(ancestor.key)
                parts.append((parse_label(ancestor.label.text).text, None))
        parts.append((parse_label(row.label.text).text, row.key))
    return _outline(parts, {row.key: width for row in edition.applications})


@cache
def proactive_outline(edition: Edition) -> Outline:
    """The words of Table 2 in print order."""
    parts: list[tuple[str, str | None]] = []
    width: dict[str, int] = {}
    for block in edition.proactive:
        parts.append((fold(block.basis.text.replace("第二十条", "")), None))
        parts.append((fold(edition.contents_heading + "".join(map(str, block.columns))), None))
        for row in block.rows:
            parts.append((fold(row.label.text), row.key))
            width[row.key] = len(row.cells)
    return _outline(parts, width)


class _Spot(NamedTuple):
    """Where a run stands between rows of the outline: the stretch before it and the stretch after it."""

    before: int
    after: int


class _Aligned(NamedTuple):
    """A text against an outline: a spot for each run; for each row how much of its label was met, and where."""

    spots: list[_Spot]
    met: dict[str, float]
    ends: dict[str, int]


_SHORTEST_ANCHOR = 4


def _anchors(words: str, outline: Outline) -> list[tuple[int, int, int]]:
    """Stretches printed whole, in order in both texts: (place in the words, place in the outline, length).

    They hold the alignment together, so that a lost label does not borrow letters from its neighbours.
    """
    stops = [*outline.starts[1:], len(outline.words)]
    found = []
    for start, stop in zip(outline.starts, stops, strict=True):
        length = stop - start
        at = words.find(outline.words[start:stop]) if length >= _SHORTEST_ANCHOR else -1
        if at >= 0:
            found.append((at, start, length))
    chains: list[list[tuple[int, int, int]]] = []
    for anchor in found:
        before = [chain for chain in chains if chain[-1][0] + chain[-1][2] <= anchor[0]]
        chains.append([*max(before, key=len, default=[]), anchor])
    return max(chains, key=len, default=[])


def _matches(words: str, outline: Outline) -> Iterator[tuple[int, int]]:
    """Pairs of places that say the same: the anchors, and between them the longest common subsequence."""
    at = target = 0
    for position, start, length in [*_anchors(words, outline), (len(words), len(outline.words), 0)]:
        for block in LCSseq.opcodes(words[at:position], outline.words[target:start]):
            if block.tag == "equal":
                for offset in range(block.src_end - block.src_start):
                    yield at + block.src_start + offset, target + block.dest_start + offset
        for offset in range(length):
            yield position + offset, start + offset
        at, target = position + length, start + length


def _align(words: str, runs: Sequence[Run], outline: Outline) -> _Aligned:
    stretch_of = [bisect_right(outline.starts, index) - 1 for index in range(len(outline.words))]
    stops = [*outline.starts[1:], len(outline.words)]
    matches = list(_matches(words, outline))
    letters = Counter(stretch_of[target] for _, target in matches)
    share = {number: letters[number] / (stops[number] - outline.starts[number]) for number in letters}
    # a letter or two in common prove nothing: they would move the runs round them
    matches = [(at, target) for at, target in matches if share[stretch_of[target]] >= _BY_CHANCE]
    positions = [at for at, _ in matches]
    targets = [target for _, target in matches]
    ends = {outline.keys[stretch_of[target]]: at for at, target in matches}
    spots = []
    for run in runs:
        cut = bisect_right(positions, run.at - 1)
        before = stretch_of[targets[cut - 1]] if cut else -1
        after = stretch_of[targets[cut]] if cut < len(targets) else len(outline.keys)
        spots.append(_Spot(before, after))
    met = {key: share.get(number, 0.0) for key, number in outline.stretch.items()}
    return _Aligned(spots, met, {key: at for key, at in ends.items() if key})


_ORPHAN, _ORPHAN_SCRAP = 6.0, 0.5
_SKIP_MET, _SKIP_LOST = 3.0, 0.6
_MET, _BY_CHANCE = 0.6, 0.3


class Assigned(NamedTuple):
    """The row given to a run (None: none), and whether its label was not met in the text."""

    key: str | None
    guessed: bool = False


class Assignment(NamedTuple):
    """What an assignment costs, and the row of each run."""

    cost: float
    rows: list[Assigned]


def assign(runs: Sequence[Run], words: str, outline: Outline) -> Assignment:
    """Give each run a row of the outline, in order, or none.

    Tried with the numbers behind their labels and before them; the cheaper way stands.
    """
    if not runs:
        return Assignment(0.0, [])
    spots, met, ends = _align(words, runs, outline)
    apart = _labels_apart(runs, met, ends)
    if apart is not None:
        return Assignment(0.0, [Assigned(key) for key in apart])
    skip = [_SKIP_MET if met[key] >= _MET else _SKIP_LOST for key in outline.rows]
    orphan = [_ORPHAN if digits >= 3 else _ORPHAN_SCRAP for digits in map(_digits, runs)]
    ways = []
    for numbers_first in (False, True):
        fits = [
            [_fit_cost(run, spot, outline, key, numbers_first) for key in outline.rows]
            for run, spot in zip(runs, spots, strict=True)
        ]
        ways.append(_cheapest(fits, skip, orphan))
    cost, chosen = min(ways, key=lambda way: way[0])
    keys = [None if row is None else outline.rows[row] for row in chosen]
    return Assignment(cost, [Assigned(key, key is not None and met[key] < _MET) for key in keys])


def _labels_apart(
    runs: Sequence[Run], met: dict[str, float], ends: dict[str, int]
) -> list[str | None] | None:
    """The rows of a table printed as a block of labels and then a block of figures, once or several times.

    None where any block has not just as many rows of figures as labels, or where no block has more than one.
    """
    rows = sorted((end, key) for key, end in ends.items() if met[key] >= _MET)
    chosen: list[str | None] = []
    previous, largest = 0, 0
    for at, block in groupby(runs, key=lambda run: run.at):
        figures = list(block)
        labels = [key for end, key in rows if previous <= end < at]
        if len(labels) != len(figures):
            return None
        chosen.extend(labels)
        largest = max(largest, len(labels))
        previous = at
    return chosen if largest > 1 and len(chosen) == len(rows) else None


def _digits(run: Run) -> int:
    return sum(len(token.text) for token in run.tokens)


def _fit_cost(run: Run, spot: _Spot, outline: Outline, key: str, numbers_first: bool) -> float:
    """What it costs to call a run at ``spot`` the row ``key``; infinite where it cannot be."""
    at = outline.stretch[key]
    if not spot.before <= at <= spot.after:
        return _NEVER
    narrow = 0.0 if _digits(run) >= outline.width[key] else 1.0
    if at == (spot.after if numbers_first else spot.before):
        return narrow
    return narrow + (2.5 if at in (spot.before, spot.after) else 1.2)


_NEVER = float("inf")


def _cheapest(
    fits: Sequence[Sequence[float]], skip: Sequence[float], orphan: Sequence[float]
) -> tuple[float, list[int | None]]:
    """The cheapest way to give runs rows, both in order: total cost, and the row's number for each run.

    ``fits[run][row]`` is the cost of a match, ``skip[row]`` of a row without a run, ``orphan[run]`` of a run
    without a row.
    """
    costs = [[0.0]]
    for price in skip:
        costs[0].append(costs[0][-1] + price)
    for run, row_fits in enumerate(fits):
        above = costs[run]
        here = [above[0] + orphan[run]]
        for row, fit in enumerate(row_fits):
            here.append(min(above[row] + fit, above[row + 1] + orphan[run], here[row] + skip[row]))
        costs.append(here)
    return costs[-1][-1], _way_back(costs, fits, skip)


def _way_back(
    costs: Sequence[Sequence[float]], fits: Sequence[Sequence[float]], skip: Sequence[float]
) -> list[int | None]:
    chosen: list[int | None] = [None] * len(fits)
    run, row = len(fits), len(skip)
    while run and row:
        if costs[run][row] == costs[run - 1][row - 1] + fits[run - 1][row - 1]:
            chosen[run - 1] = row - 1
            run, row = run - 1, row - 1
        elif costs[run][row] == costs[run][row - 1] + skip[row - 1]:
            row -= 1
        else:
            run -= 1
    return chosen
