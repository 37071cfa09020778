"""Timing two things against each other, and the rows of the table that says how it went."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Row", "Timed", "against", "table"]


@dataclass(frozen=True)
class Timed:
    """Milliseconds: the median and the best of several rounds.

    The table shows and compares the best: whatever else the machine does can only add to it.
    """

    median: float
    best: float

    def __str__(self) -> str:
        return f"{self.best:.2f} ms" if self.best < 10 else f"{self.best:.0f} ms"


@dataclass(frozen=True)
class Row:
    """A line of the table; ``met`` is None where there is no target."""

    subject: str
    ours: str
    reference: str
    ratio: str
    target: str
    met: bool | None = None


_CALLS_IN_A_TURN = 10


def against(
    ours: Callable[[], object], reference: Callable[[], object], *, seconds: float = 4.0
) -> tuple[Timed, Timed]:
    """Time two callables in turns of ten calls, so that a busy moment of the machine meets both, warm."""
    ours(), reference()
    samples: tuple[list[float], list[float]] = ([], [])
    end = time.perf_counter() + seconds
    gc.collect()
    while time.perf_counter() < end or len(samples[0]) < 5:
        for call, taken in zip((ours, reference), samples, strict=True):
            for _ in range(_CALLS_IN_A_TURN):
                start = time.perf_counter()
                call()
                taken.append((time.perf_counter() - start) * 1000)
    first, second = (Timed(statistics.median(taken), min(taken)) for taken in samples)
    return first, second


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    head = (
        "| subject | gongkai | reference | ratio | target | met |",
        "| --- | --- | --- | --- | --- | --- |",
    )
    signs = {True: "yes", False: "**no**", None: ""}
    lines = (
        f"| {row.subject} | {row.ours} | {row.reference} | {row.ratio} | {row.target} | {signs[row.met]} |"
        for row in rows
    )
    return "\n".join([*head, *lines])
