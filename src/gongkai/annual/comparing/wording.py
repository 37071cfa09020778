"""Two texts word by word, so that a person can read what was changed.

Chinese has no spaces, and a dictionary of words would be a heavy thing to carry. Sentences that stand in both
texts are anchors; between them single characters are compared, with numbers and Latin words kept whole, and
chance matches (a lone 的 between two changes) are given up, as a person would.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
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

_MARKS = "。！？；，、\n"

_MOST_PAIRS = 400_000_000
"""Words of one text times those of the other, above which a stretch is not compared further (50 MB)."""
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
    old, new = _SENTENCE.findall(first), _SENTENCE.findall(second)
    if len(old) * len(new) > _MOST_PAIRS:
        return Run(RunKind.DELETED, first), Run(RunKind.INSERTED, second)
    runs: list[Run] = []
    before: list[str] = []
    after: list[str] = []
    for kind, sentences in _operations(old, new):
        if kind is RunKind.SAME:
            runs += _between(before, after)
            runs.append(Run(kind, "".join(sentences)))
            before, after = [], []
        else:
            (before if kind is RunKind.DELETED else after).extend(sentences)
    runs += _between(before, after)
    return tuple(_joined(_with_stops_at_the_end(list(_joined(runs)))))


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
    runs = list(_runs(_without_chance_matches(_changes(old, new))))
    common = sum(len(run.text) for run in runs if run.kind is RunKind.SAME)
    return whole if common < _LEAST_ALIKE * min(len(deleted), len(inserted)) else runs


@dataclass(slots=True)
class _Change:
    """What was taken out and put in at one place, and the same words before it."""

    same: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    inserted: list[str] = field(default_factory=list)

    @property
    def weight(self) -> int:
        """Its length in words: that of its longer side."""
        return max(len(self.deleted), len(self.inserted))


def _changes(old: Sequence[str], new: Sequence[str]) -> list[_Change]:
    """The changes in order; the last is empty where the two end alike."""
    found = [_Change()]
    for kind, words in _operations(old, new):
        if kind is RunKind.SAME:
            if found[-1].weight:
                found.append(_Change())
            found[-1].same.extend(words)
        else:
            (found[-1].deleted if kind is RunKind.DELETED else found[-1].inserted).extend(words)
    return found


def _without_chance_matches(changes: list[_Change]) -> list[_Change]:
    """Same words that are no more than the changes on both their sides are taken as changed.

    A change grows by what it takes in, so that the words before it are looked at again.
    """
    done: list[_Change] = []
    for change in changes:
        while done and len(change.same) <= min(done[-1].weight, change.weight):
            before = done.pop()
            for side, other in ((before.deleted, change.deleted), (before.inserted, change.inserted)):
                side += change.same
                side += other
            change = before
        done.append(change)
    return done


def _runs(changes: Iterable[_Change]) -> Iterator[Run]:
    for change in changes:
        yield Run(RunKind.SAME, "".join(change.same))
        yield Run(RunKind.DELETED, "".join(change.deleted))
        yield Run(RunKind.INSERTED, "".join(change.inserted))


def _most_in_common(old: Sequence[str], new: Sequence[str]) -> float:
    """The share of the shorter side that is in common at best; a hundred times quicker than finding where."""
    from rapidfuzz.distance import LCSseq

    return LCSseq.similarity(old, new) / min(len(old), len(new))


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbours put together: between two same runs at most one deletion, then at most one insertion."""
    pending = dict.fromkeys(RunKind, "")
    for run in runs:
        if not run.text:
            continue
        changed = pending[RunKind.DELETED] or pending[RunKind.INSERTED]
        if (run.kind is RunKind.SAME and changed) or (run.kind is not RunKind.SAME and pending[RunKind.SAME]):
            yield from _flushed(pending)
        pending[run.kind] += run.text
    yield from _flushed(pending)


def _flushed(pending: dict[RunKind, str]) -> Iterator[Run]:
    for kind, text in pending.items():
        if text:
            yield Run(kind, text)
            pending[kind] = ""


def _with_stops_at_the_end(runs: list[Run]) -> list[Run]:
    """A change that begins with the mark of the sentence before it takes the mark at its own end instead.

    申请<。开展培训>。 is the same as 申请。<开展培训。>, which is what was written.
    """
    done: list[Run] = []
    for run in runs:
        last = done[-1] if done else None
        if run.kind is RunKind.SAME and last and last.kind is not RunKind.SAME:
            mark = run.text[0]
            if mark in _MARKS and last.text[0] == mark and len(last.text) > 1:
                done[-1:] = [Run(RunKind.SAME, mark), Run(last.kind, last.text[1:] + mark)]
                if run.text[1:]:
                    done.append(Run(RunKind.SAME, run.text[1:]))
                continue
        done.append(run)
    return done
