"""Reads a source in a process of its own with a limit on time and memory, and says what came of it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Outcome", "read_bounded"]

_PROJECT = Path(__file__).parents[3]
_SCRIPT = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
sys.path[:0] = {paths!r}
from gongkai.annual.reading import UnreadableError, read_bytes
with open(sys.argv[1], "rb") as file:
    data = file.read()
try:
    print("read", len(read_bytes(data, {name!r})))
except UnreadableError as error:
    print("refused", error)
# not ru_maxrss: it begins with the peak of the process that started this one
with open("/proc/self/status") as status:
    print(next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM:")))
"""


@dataclass(frozen=True)
class Outcome:
    """What was answered (``read N`` or ``refused`` and the message), and the peak of memory in MiB."""

    answer: str
    peak: int


def read_bounded(source: Path, name: str, seconds: float = 120, memory: int = 3 << 30) -> Outcome:
    """Read ``source`` under the name ``name``.

    Raises AssertionError with the trace where anything but an answer or a refusal came out, and
    subprocess.TimeoutExpired after ``seconds``.
    """
    script = _SCRIPT.format(memory=memory, paths=[str(_PROJECT / "src")], name=name)
    done = subprocess.run(
        [sys.executable, "-c", script, str(source)],
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3_000:]
    *answer, peak = done.stdout.strip().splitlines()
    return Outcome("\n".join(answer), int(peak))
