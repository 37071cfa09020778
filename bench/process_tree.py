"""A command run to its end, with the memory of its whole tree of processes watched meanwhile."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Run", "memory", "run", "size"]

_EVERY = 0.1


@dataclass(frozen=True)
class Run:
    """Seconds of wall time, and the peak of the tree in MiB.

    ``shared_once`` counts a page that several processes share once among them (PSS), which is what the
    machine has to give; ``resident`` counts it in each (RSS).
    """

    seconds: float
    shared_once: float
    resident: float
    status: int


def run(command: Sequence[str]) -> Run:
    """Run a command with its output discarded."""
    peaks = [0.0, 0.0]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        ended = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, ended, peaks))
        watcher.start()
        status = process.wait()
        seconds = time.perf_counter() - start
        ended.set()
        watcher.join()
    return Run(seconds, peaks[0], peaks[1], status)


def memory(root: int) -> float:
    """What a process and all below it take now, in MiB; a page that several share is counted once (PSS)."""
    return sum(_sizes(process)[0] for process in _tree(root)) / 1024


def size(root: int) -> int:
    """How many processes a tree has."""
    return len(list(_tree(root)))


def _watch(root: int, ended: threading.Event, peaks: list[float]) -> None:
    while not ended.wait(_EVERY):
        sizes = [_sizes(process) for process in _tree(root)]
        for position in (0, 1):
            peaks[position] = max(peaks[position], sum(size[position] for size in sizes) / 1024)


def _tree(root: int) -> Iterator[int]:
    yield root
    for children in Path(f"/proc/{root}/task").glob("*/children"):
        try:
            found = children.read_text().split()
        except OSError:
            continue
        for child in found:
            yield from _tree(int(child))


def _sizes(process: int) -> tuple[int, int]:
    """PSS and RSS in KiB; nothing of a process that has just ended."""
    found = {"Pss:": 0, "Rss:": 0}
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]:
            name, number, *_ = line.split()
            if name in found:
                found[name] = int(number)
    except (OSError, ValueError):
        return 0, 0
    return found["Pss:"], found["Rss:"]
