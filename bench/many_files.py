"""A folder of mixed reports: time with one and two jobs, memory at a thousand and ten thousand files."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.documents import mixed_folder
from bench.process_tree import Run, run
from bench.timing import Row

__all__ = ["rows"]

_LIMIT = 300


def rows(count: int) -> Iterator[Row]:
    """The measurements on ``count`` files and on a tenth of them."""
    place = Path(tempfile.mkdtemp(prefix="gongkai-bench-"))
    try:
        few, many = place / "few", place / "many"
        mixed_folder(few, count // 10)
        mixed_folder(many, count)
        yield from _rows(count, few, many, place / "out.jsonl")
    finally:
        shutil.rmtree(place)


def _read(folder: Path, jobs: int, out: Path) -> Run:
    command = [sys.executable, "-m", "gongkai", "report", "read", str(folder)]
    done = run([*command, "--jobs", str(jobs), "--out", str(out)])
    with out.open("rb") as lines:
        read = sum(1 for _ in lines)
    wanted = sum(1 for path in folder.glob("[0-9]*/*"))
    if done.status or read != wanted:
        raise SystemExit(f"read {read} of {wanted} files, exit status {done.status}: nothing to measure")
    out.unlink()
    return done


def _rows(count: int, few: Path, many: Path, out: Path) -> Iterator[Row]:
    one, two = _read(many, 1, out), _read(many, 2, out)
    ratio = one.seconds / two.seconds
    each = two.seconds / count * 1000
    subject = f"{count:,} mixed reports, --jobs 2 ({each:.1f} ms each)"
    target = "1.8 times as fast"
    yield Row(
        subject,
        f"{two.seconds:.1f} s",
        f"--jobs 1: {one.seconds:.1f} s",
        f"{ratio:.2f}",
        target,
        ratio >= 1.8,
    )
    small = _read(few, 2, out)
    for jobs, at_most, reference in ((2, two, small), (1, one, _read(few, 1, out))):
        # RSS: what is shared with processes of others moves the PSS of two runs apart.
        flat = at_most.resident <= reference.resident * 1.1
        yield Row(
            f"peak memory of all processes (RSS), {count:,} files, --jobs {jobs}",
            f"{at_most.resident:.0f} MiB (PSS {at_most.shared_once:.0f})",
            f"{count // 10:,} files: {reference.resident:.0f} MiB (PSS {reference.shared_once:.0f})",
            f"{at_most.resident / max(reference.resident, 1):.2f}",
            f"< {_LIMIT} MiB and flat",
            at_most.resident < _LIMIT and flat,
        )
