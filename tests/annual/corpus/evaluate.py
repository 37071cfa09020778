"""Run the reader over the corpus and print how it did.

    python -m tests.annual.corpus.evaluate [--shape NAME]... [--seed S] [-n N] [--show] [--most M] [--kinds KIND]...

``wrong`` counts figures that a source does not bear; ``null`` figures that it bears and the reader did not
give; ``error`` exceptions, wrong refusals and wrong numbers of reports; ``other`` statuses, notes, identities
and texts.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.annual.corpus.judge import Fault, Verdict, judge
from tests.annual.corpus.sample import Sample
from tests.annual.corpus.shapes import SHAPES, make

__all__ = ["evaluate", "main"]

Reader = Callable[[bytes, str], Sequence[Any]]


@dataclass
class Tally:
    """How the reader did on one shape."""

    shape: str
    samples: int = 0
    cells: int = 0
    seconds: float = 0.0
    faults: Counter[str] = field(default_factory=Counter)
    failed: list[tuple[int, Sample, list[Fault], str]] = field(default_factory=list)

    def add(self, seed: int, sample: Sample, verdict: Verdict, seconds: float, trace: str) -> None:
        """Count one sample."""
        self.samples += 1
        self.cells += verdict.cells
        self.seconds += seconds
        self.faults.update(fault.kind for fault in verdict.faults)
        if verdict.faults:
            self.failed.append((seed, sample, verdict.faults, trace))

    @property
    def row(self) -> str:
        """The line of the table."""
        counts = self.faults
        errors = counts["error"] + counts["refusal"] + counts["reports"]
        others = counts["status"] + counts["note"] + counts["identity"] + counts["text"]
        kinds = " ".join(f"{kind}={number}" for kind, number in sorted(counts.items()))
        return (
            f"{self.shape:36} {self.samples:4} {self.cells:7} {counts['wrong']:6} {counts['missing']:6} "
            f"{errors:6} {others:6} {1000 * self.seconds / max(1, self.samples):8.1f}  {kinds}"
        )


def _reader() -> Reader:
    # Not at the top: samples can be made and looked at while the reader does not import.
    from gongkai.annual.reading import read_bytes

    def read(data: bytes, name: str) -> Sequence[Any]:
        return read_bytes(data, name)

    return read


def evaluate(read: Reader, shape: str, seeds: Sequence[int]) -> Tally:
    """Read the samples of a shape, one for each seed."""
    tally = Tally(shape)
    for seed in seeds:
        sample = make(shape, seed)
        trace, started = "", time.perf_counter()
        answer: Sequence[Any] | Exception
        try:
            answer = read(sample.data, sample.name)
        except Exception as error:  # noqa: BLE001  (whatever a reader raises is what is counted)
            answer, trace = error, traceback.format_exc(limit=-6)
        seconds = time.perf_counter() - started
        tally.add(seed, sample, judge(sample, answer), seconds, trace)
    return tally


def _show(tally: Tally, most: int, kinds: set[str]) -> None:
    shown = 0
    for seed, sample, faults, trace in tally.failed:
        chosen = [fault for fault in faults if not kinds or fault.kind in kinds]
        if not chosen or shown >= most:
            continue
        shown += 1
        _say(f"\n=== {tally.shape} seed {seed} ({sample.name}, {len(sample.data)} bytes)")
        for fault in chosen[:12]:
            _say(f"    {fault}")
        if len(chosen) > 12:
            _say(f"    … and {len(chosen) - 12} more")
        if trace and "UnreadableError" not in trace.splitlines()[-1]:
            _say(trace)
        _say(sample.excerpt[:6_000])


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Run the reader over the invented corpus.")
    parser.add_argument(
        "--shape", action="append", help="only shapes whose name holds this (may be repeated)"
    )
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("-n", type=int, default=10, dest="number", help="samples a shape")
    parser.add_argument("--show", action="store_true", help="print failing samples")
    parser.add_argument("--most", type=int, default=1, help="failing samples to print a shape")
    parser.add_argument("--kinds", action="append", help="show only faults of this kind (may be repeated)")
    parser.add_argument(
        "--dump", metavar="FILE", help="write the sample of --shape and --seed to a file, and stop"
    )
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 1 when any sample failed."""
    options = _arguments(arguments)
    names = [name for name in SHAPES if not options.shape or any(part in name for part in options.shape)]
    if options.dump:
        from pathlib import Path

        Path(options.dump).write_bytes(make(names[0], options.seed).data)
        return 0
    read = _reader()
    _say(f"{'shape':36}    n   cells  wrong   null  error  other       ms  kinds")
    tallies = []
    for name in names:
        tally = evaluate(read, name, range(options.seed, options.seed + options.number))
        tallies.append(tally)
        _say(tally.row)
        if options.show:
            _show(tally, options.most, set(options.kinds or ()))
    failing = [tally for tally in tallies if tally.failed]
    wrong = sum(tally.faults["wrong"] for tally in tallies)
    cells = sum(tally.cells for tally in tallies)
    _say(f"{len(tallies)} shapes, {len(failing)} with faults; {wrong} wrong figures in {cells} cells")
    return 1 if failing else 0


if __name__ == "__main__":
    raise SystemExit(main())
