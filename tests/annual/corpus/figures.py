"""Sets of figures that agree with every equation of the form.

A set is built from what is free (the single results, what is carried in and out, the parts of Table 4); every
total is computed, so the set balances whatever is drawn. :func:`random_figures` is for benchmarks and seeded
runs, :func:`figure_sets` draws the same through hypothesis and shrinks towards an empty year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from random import Random

from hypothesis import strategies

from gongkai.annual.form import EDITION_2019, EDITION_2021, Edition

__all__ = ["Figures", "Free", "Scale", "figure_sets", "figures_of", "imbalances", "random_figures"]

Figures = dict[str, int | Decimal]
"""A figure for every path of an edition, in print order."""


class Scale(StrEnum):
    """Who reports: it decides how large the figures are and how many are 0."""

    TOWN = "town"
    DEPARTMENT = "department"
    COUNTY = "county"
    CITY = "city"


@dataclass
class Free:
    """The figures that no equation gives; what is not named is 0.

    ``results`` is keyed by row and column, ``carried_in`` and ``carried_out`` by column, ``disputes`` by
    group and column, ``proactive`` by path.
    """

    results: dict[tuple[str, str], int] = field(default_factory=dict)
    carried_in: dict[str, int] = field(default_factory=dict)
    carried_out: dict[str, int] = field(default_factory=dict)
    disputes: dict[tuple[str, str], int] = field(default_factory=dict)
    proactive: dict[str, int | Decimal] = field(default_factory=dict)


def _applicants(edition: Edition) -> tuple[str, ...]:
    return tuple(column.key for column in edition.applicants if column.key != "total")


def _result_rows(edition: Edition) -> tuple[str, ...]:
    return tuple(row.key for row in edition.applications if row.is_result)


def figures_of(free: Free, edition: Edition = EDITION_2021) -> Figures:
    """The whole set of figures: totals and new requests are computed.

    A column that carries in more than it deals with has that excess carried out as well, so that no count of
    new requests is negative.
    """
    rows: dict[str, dict[str, int]] = {row.key: {} for row in edition.applications}
    for column in _applicants(edition):
        for row in _result_rows(edition):
            rows[row][column] = free.results.get((row, column), 0)
        done = sum(rows[row][column] for row in _result_rows(edition))
        carried_in, carried_out = free.carried_in.get(column, 0), free.carried_out.get(column, 0)
        carried_out = max(carried_out, carried_in - done)
        rows["results_total"][column] = done
        rows["carried_in"][column] = carried_in
        rows["carried_out"][column] = carried_out
        rows["received"][column] = done + carried_out - carried_in
    figures: Figures = {path: free.proactive.get(path, 0) for path in edition.proactive_paths}
    for row, counts in rows.items():
        figures |= {f"applications.{row}.{column}": counts[column] for column in _applicants(edition)}
        figures[f"applications.{row}.total"] = sum(counts.values())
    for group in edition.dispute_groups:
        parts = {
            column.key: free.disputes.get((group.key, column.key), 0)
            for column in edition.dispute_columns
            if column.key != "total"
        }
        figures |= {f"disputes.{group.key}.{key}": count for key, count in parts.items()}
        figures[f"disputes.{group.key}.total"] = sum(parts.values())
    return {path: figures[path] for path in edition.paths}


def imbalances(figures: Mapping[str, int | Decimal], edition: Edition = EDITION_2021) -> list[str]:
    """The equations of the form that the figures break, each as ``rule subject``."""
    return [
        f"{identity.rule} {identity.subject}"
        for identity in edition.identities
        if sum(figures[path] for path in identity.left) != sum(figures[path] for path in identity.right)
    ]


# How many of the results of natural persons are not 0, how large such a figure is at most, and the same for
# organisations; then licences, penalties, fees (万元) and parts of Table 4.
_SIZES = {
    Scale.TOWN: (0.06, 6, 0.003, 3, 300, 20, 40, 2),
    Scale.DEPARTMENT: (0.2, 30, 0.03, 8, 9_000, 800, 5_000, 6),
    Scale.COUNTY: (0.45, 400, 0.08, 30, 60_000, 9_000, 90_000, 60),
    Scale.CITY: (0.85, 9_000, 0.25, 400, 12_000_000, 7_000_000, 400_000, 900),
}
_FEES = (Decimal(0), Decimal("0.37"), Decimal("4166.241619"), Decimal("96171.6"), Decimal("0.05"))


def _spread(random: Random, largest: int) -> int:
    """1 to ``largest``, small figures far more often than large ones, as counts of results are."""
    size: float = largest ** random.random()
    return min(largest, max(1, round(size)))


def _fee(random: Random, largest: int) -> Decimal:
    if random.random() < 0.4:
        return random.choice(_FEES)
    places = random.choice((0, 1, 2, 2, 4, 6))
    return Decimal(random.randrange(largest * 10**places)).scaleb(-places)


def _proactive(random: Random, scale: Scale, edition: Edition) -> dict[str, int | Decimal]:
    _, _, _, _, licences, penalties, fees, _ = _SIZES[scale]
    drawn: dict[str, int | Decimal] = {
        "proactive.licences": random.choice((0, _spread(random, licences))),
        "proactive.penalties": random.choice((0, _spread(random, penalties))),
        "proactive.coercive_measures": random.choice((0, 0, _spread(random, max(2, penalties // 20)))),
        "proactive.fees_wan": _fee(random, fees),
    }
    if scale is Scale.CITY:
        drawn |= {
            f"proactive.regulations.{key}": random.randrange(80) for key in ("issued", "repealed", "in_force")
        }
    if scale is not Scale.TOWN:
        limit = {Scale.DEPARTMENT: 9, Scale.COUNTY: 90, Scale.CITY: 5_000}[scale]
        drawn |= {
            f"proactive.normative_documents.{key}": random.randrange(limit)
            for key in ("issued", "repealed", "in_force")
        }
    return {path: value for path, value in drawn.items() if path in edition.proactive_paths}


def random_figures(random: Random, scale: Scale, edition: Edition = EDITION_2021) -> Figures:
    """A consistent set with the distribution of real reports of that scale; same seed, same set."""
    persons, most_persons, organisations, most_organisations, _, _, _, most_disputes = _SIZES[scale]
    free = Free(proactive=_proactive(random, scale, edition))
    for column in _applicants(edition):
        natural = column == "natural_person"
        share, most = (persons, most_persons) if natural else (organisations, most_organisations)
        for row in _result_rows(edition):
            if random.random() < share:
                free.results[row, column] = _spread(random, most)
        if random.random() < share:
            free.carried_in[column] = _spread(random, max(1, most // 8))
        if random.random() < share:
            free.carried_out[column] = _spread(random, max(1, most // 8))
    for group in edition.dispute_groups:
        for part in edition.dispute_columns:
            if part.key != "total" and random.random() < min(1.0, persons * 1.5):
                free.disputes[group.key, part.key] = _spread(random, most_disputes)
    return figures_of(free, edition)


@strategies.composite
def figure_sets(
    draw: strategies.DrawFn, edition: Edition = EDITION_2021, largest: int = 99_999, entries: int = 40
) -> Figures:
    """Consistent sets of figures, mostly zeros; shrinks to a year in which nothing happened."""
    counts = strategies.integers(1, 9) | strategies.integers(1, largest)
    columns = strategies.sampled_from(_applicants(edition))
    rows = strategies.sampled_from(_result_rows(edition))
    groups = strategies.sampled_from([group.key for group in edition.dispute_groups])
    parts = strategies.sampled_from([part.key for part in edition.dispute_columns if part.key != "total"])
    free = Free(
        results=draw(strategies.dictionaries(strategies.tuples(rows, columns), counts, max_size=entries)),
        carried_in=draw(strategies.dictionaries(columns, counts, max_size=3)),
        carried_out=draw(strategies.dictionaries(columns, counts, max_size=3)),
        disputes=draw(strategies.dictionaries(strategies.tuples(groups, parts), counts, max_size=6)),
    )
    fees = strategies.sampled_from(_FEES) | strategies.decimals(0, 999_999, places=2)
    for path in edition.proactive_paths:
        fee = path == "proactive.fees_wan"
        free.proactive[path] = draw(fees) if fee else draw(strategies.just(0) | counts)
    return figures_of(free, edition)


def random_2019(random: Random, scale: Scale) -> Figures:
    """A consistent set of the trial form of 2019."""
    return random_figures(random, scale, EDITION_2019)
