"""Rows of Table 3 put in the form's order: rows without a label, doubled rows, the merged row of 2019."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongkai.annual.form import EDITION_2019, EDITION_2021, Edition
from gongkai.annual.reading.recognition.evidence import FigureRow
from gongkai.annual.reading.recognition.labels import GROUP

__all__ = ["complete", "name_rows"]

_OTHER_ROWS = frozenset(("other_clarification_lapsed", "other_fee_unpaid", "other_other"))


def name_rows(rows: Sequence[FigureRow]) -> tuple[Edition, dict[str, FigureRow]]:
    """The edition that the rows follow, and the rows by key.

    A row without a label gets the key that its neighbours leave it, when they leave just one: it is marked
    ``guessed``. Rows that cannot be told apart stay out.
    """
    merged = any(row.key == f"{GROUP}other" for row in rows) and not any(
        row.key in _OTHER_ROWS for row in rows
    )
    edition = EDITION_2019 if merged else EDITION_2021
    named: list[FigureRow] = []
    by_key: dict[str, int] = {}
    for row in rows:
        key = row.key
        if key is not None and key.startswith(GROUP):
            key = "other_other" if merged and key == f"{GROUP}other" else None
        if key is not None and key in by_key:
            earlier = named[by_key[key]]
            if _same_print(earlier, row) or not row.has_print:
                continue
            key = _doubled(named, by_key, key, row)
        if key is not None:
            by_key[key] = len(named)
        named.append(row if key == row.key else replace(row, key=key))
    _fill_gaps(named, [row.key for row in edition.applications])
    return edition, {row.key: row for row in named if row.key is not None}


def _same_print(one: FigureRow, other: FigureRow) -> bool:
    return [slot.text.strip() for slot in one.slots] == [slot.text.strip() for slot in other.slots]


def _doubled(named: list[FigureRow], by_key: dict[str, int], key: str, row: FigureRow) -> str | None:
    """Which of two rows of one name keeps it: the printed one, then the one whose label fits better."""
    at = by_key[key]
    earlier = named[at]
    worse = earlier.fit is not None and (row.fit is None or row.fit >= earlier.fit)
    if earlier.has_print and worse:
        return None
    named[at] = replace(earlier, key=None)
    return key


def _fill_gaps(rows: list[FigureRow], order: Sequence[str]) -> None:
    index = {key: number for number, key in enumerate(order)}
    taken = {row.key for row in rows if row.key and row.has_print}
    met = {row.key for row in rows if row.key}
    start = 0
    while start < len(rows):
        if rows[start].key is not None or not rows[start].has_print:
            start += 1
            continue
        end = start
        while end < len(rows) and (rows[end].key is None or not rows[end].has_print):
            end += 1
        nameless = [at for at in range(start, end) if rows[at].key is None and rows[at].has_print]
        before = _neighbour(rows, index, range(start - 1, -1, -1), -1)
        after = _neighbour(rows, index, range(end, len(rows)), len(order))
        between = order[before + 1 : after]
        for missing in (
            [key for key in between if key not in met],
            [key for key in between if key not in taken],
        ):
            if len(missing) == len(nameless):
                _give(rows, nameless, missing)
                break
        start = end


def _neighbour(rows: Sequence[FigureRow], index: dict[str, int], positions: range, none: int) -> int:
    for at in positions:
        row = rows[at]
        if row.key is not None and row.has_print:
            return index.get(row.key, none)
    return none


def _give(rows: list[FigureRow], nameless: Sequence[int], keys: Sequence[str]) -> None:
    for at, row in enumerate(rows):
        if row.key in keys:
            rows[at] = replace(row, key=None)
    for at, key in zip(nameless, keys, strict=True):
        rows[at] = replace(rows[at], key=key, guessed=True)


def complete(edition: Edition, rows: dict[str, FigureRow]) -> bool:
    """True when every row of the edition was met."""
    return all(row.key in rows for row in edition.applications)
