"""The labels' index: a printed text to the row, group or column of the form that it names.

Exact wording first, then the accepted variants, then fragments (a label cut by a page break), then misprints
within a bounded edit distance. A text that fits two labels equally well names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntEnum
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from gongkai.annual.form import EDITION_2019, EDITION_2021, Label
from gongkai.annual.reading.recognition.folding import fold, parse_label

__all__ = ["Fit", "LabelIndex", "Match", "applicants", "applications", "disputes", "proactive"]

_SHORTEST_FRAGMENT = 4
_LETTERS = re.compile("[A-Za-z]{2,}")


class Fit(IntEnum):
    """How well a printed text fits a label; smaller is better."""

    EXACT = 0
    VARIANT = 1
    CONTAINED = 2
    FRAGMENT = 3
    MISPRINT = 4


class Match(NamedTuple):
    """A label found: what it names and how well it fits."""

    key: str
    fit: Fit


class LabelIndex:
    """An index of ``key: Label`` pairs.

    ``by_ordinal`` settles texts that several keys share: (folded text, ordinal) to key.
    """

    def __init__(
        self, labels: Iterable[tuple[str, Label]], by_ordinal: dict[tuple[str, str], str] | None = None
    ) -> None:
        self._by_ordinal = by_ordinal or {}
        self._exact: dict[str, Match] = {}
        for key, label in labels:
            for number, wording in enumerate(label.accepted):
                text = parse_label(wording).text
                self._exact.setdefault(text, Match(key, Fit.VARIANT if number else Fit.EXACT))
        self.find = lru_cache(maxsize=8192)(self._find)

    def _find(self, text: str) -> Match | None:
        """The label that a printed text names, None where it names none or more than one."""
        if not text:
            return None
        ordinal, folded = parse_label(text)
        if not folded or len(folded) > 120:
            return None
        settled = self._by_ordinal.get((folded, ordinal))
        if settled is not None:
            return Match(settled, Fit.EXACT)
        return self._nearest(folded) or self._without_translation(folded)

    def _nearest(self, folded: str) -> Match | None:
        return (
            self._exact.get(folded)
            or self._contained(folded)
            or self._fragment(folded)
            or self._misprint(folded)
        )

    def _without_translation(self, folded: str) -> Match | None:
        """The label without letters of another script beside it: 总计 Total."""
        plain = _LETTERS.sub("", folded)
        return self._nearest(plain) if plain and plain != folded else None

    def _contained(self, folded: str) -> Match | None:
        """A label with something before or behind it, such as its group's label."""
        found = {
            match.key: wording
            for wording, match in self._exact.items()
            if len(wording) >= _SHORTEST_FRAGMENT
            and wording in folded
            and len(folded) <= 2 * len(wording) + 24
        }
        if not found:
            return None
        # 部分公开 stands inside its own long wording: the longest wording that holds the others wins
        longest = max(found.values(), key=len)
        if all(wording in longest for wording in found.values()):
            return Match(self._exact[longest].key, Fit.CONTAINED)
        # a group's label and a row's in one cell: the one printed last is the row
        last = max(found.values(), key=lambda wording: (folded.rfind(wording) + len(wording), len(wording)))
        return Match(self._exact[last].key, Fit.CONTAINED) if folded.endswith(last) else None

    def _fragment(self, folded: str) -> Match | None:
        """A piece of exactly one label."""
        if len(folded) < _SHORTEST_FRAGMENT:
            return None
        keys = {match.key for wording, match in self._exact.items() if folded in wording}
        return Match(keys.pop(), Fit.FRAGMENT) if len(keys) == 1 else None

    def _misprint(self, folded: str) -> Match | None:
        """The nearest label within a quarter of its length (at least one character), if it is the only one."""
        if len(folded) < _SHORTEST_FRAGMENT:
            return None
        nearest: dict[str, int] = {}
        for wording, match in self._exact.items():
            if len(wording) < _SHORTEST_FRAGMENT:
                continue
            allowed = max(1, len(wording) // 4)
            distance = Levenshtein.distance(folded, wording, score_cutoff=allowed)
            if distance <= allowed:
                nearest[match.key] = min(distance, nearest.get(match.key, allowed))
        if not nearest:
            return None
        best = min(nearest.values())
        keys = [key for key, distance in nearest.items() if distance == best]
        return Match(keys[0], Fit.MISPRINT) if len(keys) == 1 else None


GROUP = "group."
"""Prefix of keys that name a group of rows and not a row."""


@cache
def applications() -> LabelIndex:
    """Row and group labels of Table 3, both editions; keys of groups begin with ``group.``."""
    rows = [(row.key, row.label) for row in EDITION_2021.applications]
    groups = [(f"{GROUP}{group.key}", group.label) for group in EDITION_2021.groups]
    other = fold("其他")
    return LabelIndex([*rows, *groups], {(other, "（六）"): f"{GROUP}other", (other, "六"): f"{GROUP}other"})


@cache
def proactive() -> LabelIndex:
    """Row labels of Table 2, both editions."""
    blocks = (*EDITION_2021.proactive, *EDITION_2019.proactive)
    return LabelIndex([(row.key, row.label) for block in blocks for row in block.rows])


@cache
def proactive_columns() -> LabelIndex:
    """Column labels of Table 2: ``2021`` or ``2019`` and the label, e.g. ``2019.对外公开总数量``."""
    return LabelIndex(
        [
            (f"{edition.key}.{column}", column)
            for edition in (EDITION_2021, EDITION_2019)
            for block in edition.proactive
            for column in block.columns
        ]
    )


@cache
def applicants() -> LabelIndex:
    """Column labels of Table 3."""
    return LabelIndex([(column.key, column.label) for column in EDITION_2021.applicants])


@cache
def disputes() -> LabelIndex:
    """Labels of Table 4: groups as ``group.KEY``, columns by their key."""
    return LabelIndex(
        [
            *((f"{GROUP}{group.key}", group.label) for group in EDITION_2021.dispute_groups),
            *((column.key, column.label) for column in EDITION_2021.dispute_columns),
        ]
    )
