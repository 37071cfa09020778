"""What a shape yields: the bytes of a source, and all that a reader may and must answer to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from gongkai.annual.report import NoteKind, Status

__all__ = ["Expected", "Sample"]


@dataclass
class Expected:
    """The truth of one report.

    ``figures`` has every path of the form; None is a cell whose figure the source does not tell.
    ``statuses`` and ``notes`` hold what the contract fixes; ``may_be_null`` the cells that a careful reader
    may also give up with an ``unreadable`` note, because the shape leaves room. ``edition``, ``agency``, ``year``
    and ``dated`` are not asked where they are None.
    """

    figures: dict[str, int | Decimal | None]
    statuses: dict[str, Status] = field(default_factory=dict)
    notes: set[tuple[str | None, NoteKind]] = field(default_factory=set)
    may_be_null: frozenset[str] = frozenset()
    edition: str | None = None
    agency: str | None = None
    year: int | None = None
    dated: date | None = None
    texts: dict[int, list[str]] = field(default_factory=dict)


@dataclass
class Sample:
    """A source of some shape. ``refusal`` is empty for a readable one; else the answer is an UnreadableError
    whose text holds one of these words."""

    data: bytes
    name: str
    reports: tuple[Expected, ...] = ()
    refusal: tuple[str, ...] = ()
    source: str = ""

    @property
    def expected(self) -> dict[str, int | Decimal | None]:
        """The figures of the first report."""
        return self.reports[0].figures

    @property
    def excerpt(self) -> str:
        """The source as text, for showing a failure."""
        return self.source or self.data.decode("utf-8", "replace")
