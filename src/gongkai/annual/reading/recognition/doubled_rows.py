"""Rows of Table 2 that are printed more than once: which of them counts, or that none can be told to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gongkai.annual.reading.recognition.evidence import ProactiveRow
from gongkai.annual.reading.recognition.labels import Fit

__all__ = ["without_doubles"]


def without_doubles(rows: Iterable[ProactiveRow]) -> list[list[ProactiveRow]]:
    """The rows in groups that tell the same figures: of each group one row is left, or several that disagree.

    A printed row counts before a blank one, 合计 before the parts that it adds up, a label that is the
    form's before one that only holds it.
    """
    groups: dict[tuple[str, tuple[str, ...]], list[ProactiveRow]] = {}
    for row in rows:
        single = row.heads if len(row.heads) == len(row.slots) == 1 else ()
        groups.setdefault((row.key, single), []).append(row)
    return [_chosen(group) if len(group) > 1 else group for group in groups.values()]


def _chosen(rows: Sequence[ProactiveRow]) -> list[ProactiveRow]:
    printed = [row for row in rows if row.has_print] or rows[-1:]
    best = min(_rank(row) for row in printed)
    distinct = {_print(row): row for row in printed if _rank(row) == best}
    return list(distinct.values())


def _rank(row: ProactiveRow) -> tuple[bool, Fit]:
    return not row.is_total, Fit.EXACT if row.fit in (None, Fit.VARIANT) else row.fit


def _print(row: ProactiveRow) -> tuple[str, ...]:
    return tuple(text for slot in row.slots if (text := slot.text.strip()))
