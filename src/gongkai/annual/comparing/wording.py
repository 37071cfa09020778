"""Two texts word by word, so that a person can read what was changed.

Chinese has no spaces, and a dictionary of words would be a heavy thing to carry. Sentences that stand in both
texts are anchors; between them single characters are compared, with numbers and Latin words kept whole, and
chance matches (a lone 的 between two changes) are given up, as a person would.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Run", "RunKind", "compare_wording"]


class RunKind(StrEnum):
    """Whether a run of text stands in both texts, or in one."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text; same and deleted runs make up the first text, same and inserted ones the second."""

    kind: RunKind
    text: str


_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；]+[”’）》]*|[^。！？；\n]+|\n+")
_WORD = re.compile(r"\d+(?:[.,]\d+)*[%％]?|[A-Za-z]+|.", re.DOTALL)

_MOST_PAIRS = 400_000_000
"""Words of one text times words of the other, above which a stretch is not compared further (50 MB of memory)."""
_LEAST_ALIKE = 0.4
"""A stretch that keeps less than this share of its shorter side reads better as a deletion and an insertion."""

_OPERATIONS = {"equal": RunKind.SAME, "delete": RunKind.DELETED, "insert": RunKind.INSERTED}


def compare_wording(first: str, second: str) -> tuple[Run, ...]:
    """The two texts as runs in reading order, a deletion before the insertion that takes its place.

    Spaces at the ends of lines and the kind of line break do not count.
    """
    first, second = _tidy(first), _tidy(second)
    if first == second:
        return (Run(RunKind.SAME, first),) if first else ()
    runs: list[Run] = []
    before: list[str] = []
    after: list[str] = []
    for kind, sentences in _operations(_SENTENCE.findall(first), _SENTENCE.findall(second)):
        if kind is RunKind.SAME:
            runs += _between(before, after)
            runs.append(Run(kind, "".join(sentences)))
            before, after = [], []
        else:
            (before if kind is RunKind.DELETED else after).extend(sentences)
    runs += _between(before, after)
    return tuple(_joined(runs))


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _operations(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[RunKind, Sequence[str]]]:
    from rapidfuzz.distance import Indel

    for operation in Indel.opcodes(first, second):
        kind = _OPERATIONS[operation.tag]
        if kind is RunKind.INSERTED:
            yield kind, second[operation.dest_start : operation.dest_end]
        else:
            yield kind, first[operation.src_start : operation.src_end]


def _between(before: list[str], after: list[str]) -> list[Run]:
    """The runs between two anchors."""
    deleted, inserted = "".join(before), "".join(after)
    whole = [Run(RunKind.DELETED, deleted), Run(RunKind.INSERTED, inserted)]
    if not deleted or not inserted:
        return [run for run in whole if run.text]
    old, new = _WORD.findall(deleted), _WORD.findall(inserted)
    if len(old) * len(new) > _MOST_PAIRS or _most_in_common(old, new) < _LEAST_ALIKE:
        return whole
    runs = [Run(kind, "".join(words)) for kind, words in _operations(old, new)]
    runs = _without_chance_matches(list(_joined(runs)))
    common = sum(len(run.text) for run in runs if run.kind is RunKind.SAME)
    return whole if common < _LEAST_ALIKE * min(len(deleted), len(inserted)) else runs


def _most_in_common(old: Sequence[str], new: Sequence[str]) -> float:
    """The share of the shorter side that is in common at best; a hundred times quicker than finding where."""
    from rapidfuzz.distance import LCSseq

    return LCSseq.similarity(old, new) / min(len(old), len(new))


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbours put together: between two same runs at most one deletion, then at most one insertion."""
    pending = {RunKind.DELETED: "", RunKind.INSERTED: ""}
    same = ""
    for run in runs:
        if run.kind is not RunKind.SAME:
            if same:
                yield Run(RunKind.SAME, same)
                same = ""
            pending[run.kind] += run.text
        elif run.text:
            for kind, text in pending.items():
                if text:
                    yield Run(kind, text)
                    pending[kind] = ""
            same += run.text
    if same:
        yield Run(RunKind.SAME, same)
    for kind, text in pending.items():
        if text:
            yield Run(kind, text)


def _without_chance_matches(runs: list[Run]) -> list[Run]:
    """A same run that is no longer than the changes on both its sides is taken as changed.

    The stack grows from the left, so that what one dissolved match makes of its surroundings is looked at
    again before going on.
    """
    done: list[Run] = []
    for position, run in enumerate(runs):
        done.append(run)
        while (match := _last_match(done)) is not None:
            right = done[match + 1 :]
            if (
                match == 0
                or not right
                or (position + 1 < len(runs) and runs[position + 1].kind is RunKind.INSERTED)
            ):
                break
            left = done[_start_of_change(done, match) : match]
            same = done[match].text
            if len(same) > min(_weight(left), _weight(right)):
                break
            dissolved = [Run(RunKind.DELETED, same), Run(RunKind.INSERTED, same)]
            start = match - len(left)
            done[start:] = [*_joined([*left, *dissolved, *right])]
    return done


def _last_match(runs: list[Run]) -> int | None:
    """The last same run that has a change after it."""
    for position in range(len(runs) - 2, -1, -1):
        if runs[position].kind is RunKind.SAME:
            return position
    return None


def _start_of_change(runs: list[Run], end: int) -> int:
    start = end
    while start > 0 and runs[start - 1].kind is not RunKind.SAME:
        start -= 1
    return start


def _weight(runs: Sequence[Run]) -> int:
    """The length of a change: its longer side."""
    return max((len(run.text) for run in runs), default=0)
