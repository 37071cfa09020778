"""The solver: what is ambiguous in print is settled by the form's identities, or said to be unreadable.

A domain is a run of cells that has several possible readings. A figure is accepted only when every choice
of readings that satisfies the identities gives the same one. Figures that are printed plainly are constants
here: they are never changed, and an identity that they break is for the checks to report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gongkai.annual.form import Identity
from gongkai.annual.report import Figure

__all__ = ["Domain", "Reading", "Settled", "settle"]

Reading = tuple[Figure | None, ...]
"""One possible reading of a domain: a figure for each of its cells, None for a blank one."""

_STATES_LIMIT = 20_000
"""Partial sums kept while looking for joint solutions; past it only each row's own identity decides."""


@dataclass(slots=True)
class Domain:
    """Cells read together, e.g. a row of glued digits, and every way to read them."""

    paths: tuple[str, ...]
    readings: list[Reading]
    decided: bool = True
    """False where the row's own sum chose none of its readings: those left have no total to judge them by."""


@dataclass(slots=True)
class Settled:
    """The outcome: cells with one possible figure (None: blank in every solution), and cells without."""

    figures: dict[str, Figure | None] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)


def settle(
    domains: Iterable[Domain], identities: Sequence[Identity], printed: Mapping[str, Figure | None]
) -> Settled:
    """Settle the domains against the identities.

    ``printed`` are the plain figures, None for a blank cell. An identity is used only where each of its
    cells is printed, blank or in a domain: what is absent or unreadable proves nothing.
    """
    settled = Settled()
    open_domains: list[Domain] = []
    for domain in domains:
        domain.readings = _by_own_identities(domain, identities)
        if domain.readings:
            open_domains.append(domain)
        else:
            settled.unreadable.update(domain.paths)
    joint = _joint_readings(open_domains, identities, printed)
    for domain, readings in zip(open_domains, joint, strict=True):
        for position, path in enumerate(domain.paths):
            values = {reading[position] for reading in readings}
            if len(values) == 1:
                settled.figures[path] = values.pop()
            else:
                settled.unreadable.add(path)
    return settled


def _amount(value: Figure | None) -> Figure:
    return 0 if value is None else value


def _by_own_identities(domain: Domain, identities: Sequence[Identity]) -> list[Reading]:
    """The readings that satisfy the identities which lie wholly inside the domain.

    One whose total, or all of whose parts, are blank satisfies them by having nothing to add up; where only
    such are left of several, the sum has decided nothing.
    """
    positions = {path: position for position, path in enumerate(domain.paths)}
    own = [
        ([positions[path] for path in identity.left], [positions[path] for path in identity.right])
        for identity in identities
        if all(path in positions for path in identity.paths)
    ]
    if not own:
        return list(dict.fromkeys(domain.readings))
    adding_up = [
        reading for reading in dict.fromkeys(domain.readings) if all(_holds(reading, *o) for o in own)
    ]
    several = len(domain.readings) > 1
    domain.decided = not several or any(not _exempt(reading, *o) for reading in adding_up for o in own)
    return adding_up


def _exempt(reading: Reading, left: Sequence[int], right: Sequence[int]) -> bool:
    """True for a row with a blank total, or with its total alone."""
    return (len(right) == 1 and reading[right[0]] is None) or all(reading[p] is None for p in left)


def _holds(reading: Reading, left: Sequence[int], right: Sequence[int]) -> bool:
    if _exempt(reading, left, right):
        return True
    return sum(_amount(reading[p]) for p in left) == sum(_amount(reading[p]) for p in right)


@dataclass(slots=True)
class _Equation:
    """An identity between domains: the printed part's surplus of left over right, and each domain's share."""

    constant: Figure
    signs: dict[str, int]


def _equations(
    domains: Sequence[Domain], identities: Sequence[Identity], printed: Mapping[str, Figure | None]
) -> list[_Equation]:
    owner = {path: number for number, domain in enumerate(domains) for path in domain.paths}
    equations = []
    for identity in identities:
        owners = {owner[path] for path in identity.paths if path in owner}
        if not owners or any(path not in owner and path not in printed for path in identity.paths):
            continue
        inside = len(owners) == 1 and all(path in owner for path in identity.paths)
        if inside:
            continue
        signs = dict.fromkeys(identity.left, 1) | dict.fromkeys(identity.right, -1)
        constant = sum(sign * _amount(printed[path]) for path, sign in signs.items() if path not in owner)
        equations.append(_Equation(constant, {path: sign for path, sign in signs.items() if path in owner}))
    return equations


def _joint_readings(
    domains: list[Domain], identities: Sequence[Identity], printed: Mapping[str, Figure | None]
) -> list[list[Reading]]:
    """For each domain the readings that are part of at least one joint solution.

    Where no joint solution exists (the report itself is out of balance), or where there are too many to
    follow, the readings by the rows' own identities stand.
    """
    if not domains:
        return []
    equations = _equations(domains, identities, printed)
    by_rows = [
        domain.readings if domain.decided else _borne_out(domain, identities, printed) for domain in domains
    ]
    if not equations:
        return by_rows
    order = sorted(range(len(domains)), key=lambda number: len(domains[number].readings))
    shares = [_shares(domains[number], equations) for number in order]
    forward = _forward(shares, tuple(equation.constant for equation in equations))
    if forward is None:
        return by_rows
    nought: tuple[Figure, ...] = (0,) * len(equations)
    alive = {nought} & forward[-1]
    if not alive:
        return by_rows
    supported: list[list[Reading]] = [[] for _ in domains]
    for step in range(len(order) - 1, -1, -1):
        earlier: set[tuple[Figure, ...]] = set()
        for reading, share in shares[step]:
            sources = {tuple(a - b for a, b in zip(state, share, strict=True)) for state in alive} & forward[
                step
            ]
            if sources:
                earlier |= sources
                supported[order[step]].append(reading)
        alive = earlier
    tied = {path for equation in equations for path in equation.signs}
    for number, domain in enumerate(domains):
        if not domain.decided and not tied.intersection(domain.paths):
            supported[number] = []
    return supported


def _borne_out(
    domain: Domain, identities: Sequence[Identity], printed: Mapping[str, Figure | None]
) -> list[Reading]:
    """The readings that some equation with otherwise printed figures confirms and none contradicts."""
    kept = []
    for reading in domain.readings:
        known = {**printed, **dict(zip(domain.paths, reading, strict=True))}
        sums = [
            sum(_amount(known[path]) for path in identity.left)
            == sum(_amount(known[path]) for path in identity.right)
            for identity in identities
            if not set(domain.paths).isdisjoint(identity.paths)
            and not set(domain.paths).issuperset(identity.paths)
            and all(path in known for path in identity.paths)
        ]
        if sums and all(sums):
            kept.append(reading)
    return kept


def _shares(domain: Domain, equations: Sequence[_Equation]) -> list[tuple[Reading, tuple[Figure, ...]]]:
    """Each reading with what it adds to the left-over of every equation."""
    signs = [[equation.signs.get(path, 0) for path in domain.paths] for equation in equations]
    return [
        (
            reading,
            tuple(
                sum(sign * _amount(value) for sign, value in zip(row, reading, strict=True) if sign)
                for row in signs
            ),
        )
        for reading in domain.readings
    ]


def _forward(
    shares: Sequence[Sequence[tuple[Reading, tuple[Figure, ...]]]], start: tuple[Figure, ...]
) -> list[set[tuple[Figure, ...]]] | None:
    """The left-overs reachable after each domain, None when they are too many."""
    reachable = [{start}]
    for choices in shares:
        if len(reachable[-1]) * len(choices) > 10 * _STATES_LIMIT:
            return None
        after = {
            tuple(a + b for a, b in zip(state, share, strict=True))
            for state in reachable[-1]
            for _, share in choices
        }
        if len(after) > _STATES_LIMIT:
            return None
        reachable.append(after)
    return reachable
