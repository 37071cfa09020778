"""Whole processes from start to end."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.documents import sample
from bench.timing import Row, against

__all__ = ["rows"]


def rows() -> Iterator[Row]:
    """Help, and the reading of one text file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, sample("text_tabs").name)
        file.write_bytes(sample("text_tabs").data)
        environment = _environment(Path(folder, "bytecode"))
        commands: tuple[tuple[str, Sequence[str], int], ...] = (
            ("gongkai --help", ("--help",), 150),
            ("gongkai report read, one text file", ("report", "read", str(file)), 300),
        )
        for subject, arguments, target in commands:
            ours, reference = against(
                _process(environment, "-m", "gongkai", *arguments),
                _process(environment, "-c", "pass"),
                seconds=5,
            )
            ratio = f"{ours.median / reference.median:.1f}"
            met = ours.median < target
            yield Row(subject, str(ours), f"python -c pass {reference}", ratio, f"< {target} ms", met)


def _environment(bytecode: Path) -> dict[str, str]:
    """An installed package is compiled; a checkout may be forbidden to be, so its bytecode goes elsewhere."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(bytecode)}


def _process(environment: dict[str, str], *arguments: str) -> Callable[[], object]:
    return lambda: subprocess.run(
        [sys.executable, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        check=False,
    )
