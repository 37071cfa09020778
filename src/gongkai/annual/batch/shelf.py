"""Reports set aside on disk between two passes, so that memory stays flat however many there are.

Rules between reports need last year's and the neighbours'; JSON would lose the places in the source that a
finding quotes, so the reports themselves are stored.
"""

from __future__ import annotations

import os
import pickle
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from gongkai.annual.batch.sources import Source
from gongkai.annual.readability import has_no_figures
from gongkai.annual.report import AnnualReport, Cell

__all__ = ["Keep", "Kept", "fetch", "fetch_figures"]


@dataclass(frozen=True, slots=True)
class Kept:
    """A report that was set aside: what it is, enough for pairing, and where it is."""

    file: str | None
    agency: str | None
    year: int | None
    shelf: str
    offset: int
    length: int
    readable: bool = True


@dataclass(frozen=True, slots=True)
class Keep:
    """Read a source and set its reports aside in ``folder``, which is this run's own.

    Raises UnreadableError as reading does.
    """

    folder: str

    def __call__(self, source: Source) -> tuple[Kept, ...]:
        """The reports of the source, in order."""
        return tuple(self._keep(report) for report in source.read())

    def _keep(self, report: AnnualReport) -> Kept:
        # A file for each process: nobody waits for anybody.
        shelf = Path(self.folder, f"{os.getpid()}.shelf")
        data = pickle.dumps(report, pickle.HIGHEST_PROTOCOL)
        with shelf.open("ab") as file:
            offset = file.tell()
            file.write(data)
        readable = not has_no_figures(report)
        return Kept(report.file, report.agency, report.year, str(shelf), offset, len(data), readable)


def fetch(kept: Kept) -> AnnualReport:
    """The report that was set aside."""
    with Path(kept.shelf).open("rb") as file:
        file.seek(kept.offset)
        report = pickle.loads(file.read(kept.length))
    assert isinstance(report, AnnualReport)
    return report


@lru_cache(maxsize=512)
def fetch_figures(kept: Kept) -> AnnualReport:
    """The figures of the report, without its text: peers are asked for again and again."""
    report = fetch(kept)
    cells = {path: Cell(cell.value, cell.status) for path, cell in report.cells.items()}
    return AnnualReport(
        file=report.file, edition=report.edition, agency=report.agency, year=report.year, cells=cells
    )
