"""What a worker does with one source."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.annual.batch.sources import Source
from gongkai.annual.exporting.rows import Row, Shape, render
from gongkai.annual.report import AnnualReport, Status

__all__ = ["Read", "Reading", "has_no_figures"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The reports of one source in the shape asked for.

    ``body`` is the reports themselves where no shape was asked for. ``reports`` counts them, ``unreadable``
    those among them whose tables cannot be read at all.
    """

    body: bytes | list[Row] | list[AnnualReport]
    reports: int
    unreadable: int


@dataclass(frozen=True, slots=True)
class Read:
    """Read a source; turn its reports into ``shape`` where the worker can, so that little is left to do.

    Raises UnreadableError as reading does.
    """

    shape: Shape | None = None

    def __call__(self, source: Source) -> Reading:
        """The reading of one source."""
        reports = source.read()
        body = reports if self.shape is None else render(reports, self.shape)
        return Reading(body, len(reports), sum(map(has_no_figures, reports)))


def has_no_figures(report: AnnualReport) -> bool:
    """Whether the tables are there but none of their cells can be read: pictures, attachments."""
    statuses = {report.cell(path).status for path in report.form.paths}
    return statuses <= {Status.UNREADABLE, Status.ABSENT}
