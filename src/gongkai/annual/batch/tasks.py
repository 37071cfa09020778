"""What a worker does with one source."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.annual.batch.sources import Source
from gongkai.annual.exporting.rows import Row, Shape, render
from gongkai.annual.readability import has_no_figures
from gongkai.annual.report import AnnualReport

__all__ = ["Render", "Rendered", "read_source"]


@dataclass(frozen=True, slots=True)
class Rendered:
    """The reports of one source in the shape asked for; how many they are, and how many without figures."""

    body: bytes | list[Row]
    reports: int
    unreadable: int


@dataclass(frozen=True, slots=True)
class Render:
    """Read a source and turn its reports into ``shape``, so that little is left to do where it is called from.

    Raises UnreadableError as reading does.
    """

    shape: Shape

    def __call__(self, source: Source) -> Rendered:
        """The reports of one source."""
        reports = source.read()
        return Rendered(render(reports, self.shape), len(reports), sum(map(has_no_figures, reports)))


def read_source(source: Source) -> list[AnnualReport]:
    """The reports of one source, as a task. Raises UnreadableError as reading does."""
    return source.read()
