"""Which figure is wrong, when several equations of Table 3 break at once.

One wrong figure breaks up to three equations. A repair is a change of one figure (or of one result total
together with its row's total) that makes every equation around it hold. Where exactly one set of repairs
explains a group of broken equations, the figures are named; else the equations themselves are reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from gongkai.annual.checking.equations import Equation, State
from gongkai.annual.report import Figure

__all__ = ["Cause", "Repair", "causes_of"]

_MOST_REPAIRS = 3
_MOST_COMBINED = 24


@dataclass(frozen=True, slots=True)
class Repair:
    """Figures that would mend the equations ``mends`` (indices into the list of equations)."""

    figures: tuple[tuple[str, Figure], ...]
    mends: frozenset[int]

    @property
    def paths(self) -> tuple[str, ...]:
        """The figures that change."""
        return tuple(path for path, _ in self.figures)


@dataclass(frozen=True, slots=True)
class Cause:
    """Broken equations that belong together, and the repair where there is just one."""

    equations: tuple[Equation, ...]
    repair: Repair | None = None


def causes_of(equations: Sequence[Equation], values: Mapping[str, Figure]) -> list[Cause]:
    """The broken ones among ``equations`` of Table 3, grouped by cause.

    ``values`` holds the known figures by path. Equations that stand alone come as causes of their own.
    """
    broken = [index for index, equation in enumerate(equations) if equation.state is State.BROKEN]
    if not broken:
        return []
    repairs = list(_repairs(equations, values, broken))
    causes: list[Cause] = []
    for group in _groups(broken, repairs):
        inside = [repair for repair in repairs if repair.mends <= group]
        cover = _only_cover(group, inside)
        if cover is None:
            causes.append(Cause(tuple(equations[index] for index in sorted(group))))
            continue
        causes += [
            Cause(tuple(equations[index] for index in sorted(repair.mends)), repair) for repair in cover
        ]
    return causes


def _repairs(
    equations: Sequence[Equation], values: Mapping[str, Figure], broken: Iterable[int]
) -> Iterator[Repair]:
    around: dict[str, list[int]] = defaultdict(list)
    for index, equation in enumerate(equations):
        if equation.state is not State.OPEN:
            for path in equation.identity.paths:
                around[path].append(index)
    suspects = dict.fromkeys(path for index in broken for path in equations[index].identity.paths)
    for path in suspects:
        if path in values:
            repair = _single(path, values[path], around[path], equations)
            if repair:
                yield repair
    yield from _result_pairs(equations, values, around)


def _single(path: str, value: Figure, around: Sequence[int], equations: Sequence[Equation]) -> Repair | None:
    if any(equations[index].state is not State.BROKEN for index in around):
        return None
    fixes = {equations[index].fix(path, value) for index in around if equations[index].complete}
    if len(fixes) != 1:
        return None
    fixed = fixes.pop()
    if fixed < 0 or not all(equations[index].allows(path, value, fixed) for index in around):
        return None
    return Repair(((path, fixed),), frozenset(around))


def _result_pairs(
    equations: Sequence[Equation], values: Mapping[str, Figure], around: Mapping[str, Sequence[int]]
) -> Iterator[Repair]:
    """（七）总计 wrong by the same amount in one column and in the total: its row still adds up."""
    total = "applications.results_total.total"
    prefix = "applications.results_total."
    row = {
        index
        for index in around.get(total, ())
        if equations[index].rule == "applications.row_total" and equations[index].state is State.HOLDS
    }
    if not row or total not in values:
        return
    for path, indices in around.items():
        if not path.startswith(prefix) or path == total or path not in values:
            continue
        touched = (set(indices) | set(around[total])) - row
        if len(touched) < 4 or any(equations[index].state is not State.BROKEN for index in touched):
            continue
        changes = {equations[index].fix(path, 0) for index in set(indices) - row} | {
            equations[index].fix(total, 0) for index in set(around[total]) - row
        }
        if len(changes) == 1:
            change = changes.pop()
            figures = ((path, values[path] + change), (total, values[total] + change))
            if all(figure >= 0 for _, figure in figures):
                yield Repair(figures, frozenset(touched))


def _groups(broken: Sequence[int], repairs: Sequence[Repair]) -> list[frozenset[int]]:
    """The broken equations that repairs tie together."""
    groups: list[set[int]] = [{index} for index in broken]
    for repair in repairs:
        tied = [group for group in groups if group & repair.mends]
        joined = set().union(*tied)
        groups = [group for group in groups if group not in tied] + [joined]
    return sorted((frozenset(group) for group in groups), key=min)


def _only_cover(group: frozenset[int], repairs: Sequence[Repair]) -> tuple[Repair, ...] | None:
    """The fewest repairs that mend each equation of the group once, None where there is no single answer."""
    if len(repairs) > _MOST_COMBINED:
        repairs = [repair for repair in repairs if repair.mends == group]
    for count in range(1, _MOST_REPAIRS + 1):
        covers = [
            chosen
            for chosen in combinations(repairs, count)
            if sum(len(repair.mends) for repair in chosen) == len(group)
            and frozenset().union(*(repair.mends for repair in chosen)) == group
        ]
        if covers:
            return covers[0] if len(covers) == 1 else None
    return None
