"""What was found in print for the three tables, before any arithmetic: rows, their labels, their figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from gongkai.annual.reading.recognition.labels import Fit
from gongkai.annual.report import Place

__all__ = ["DisputeRow", "FigureRow", "ProactiveRow", "Slot", "TableEvidence"]


class Slot(NamedTuple):
    """A printed figure, blank or whatever stands in the place of one."""

    text: str
    place: Place | None = None


def _has_print(slots: tuple[Slot, ...]) -> bool:
    # any() over a generator takes three times as long, and every row is asked several times
    for slot in slots:  # noqa: SIM110
        if slot.text.strip():
            return True
    return False


@dataclass(slots=True)
class FigureRow:
    """A row of Table 3 as met in print.

    ``key`` is None while the row is not known. ``placed`` is true when each slot stands for one column;
    else the slots are tokens in order. ``lone`` are digits of the next line that belong somewhere here.
    ``columns`` are the keys of the columns that the slots stand in, empty for the form's seven in order;
    ``unplaceable`` is true where no one can say which columns they are.
    """

    key: str | None
    label: str
    slots: tuple[Slot, ...]
    placed: bool
    fit: Fit | None = None
    lone: tuple[Slot, ...] = ()
    place: Place | None = None
    guessed: bool = False
    """True when the row was recognised without its label."""
    columns: tuple[str, ...] = ()
    unplaceable: bool = False

    @property
    def has_print(self) -> bool:
        """True when anything at all is printed where figures stand."""
        return _has_print(self.slots)


@dataclass(slots=True)
class ProactiveRow:
    """A row of Table 2 as met: its key, the heads of its columns as far as known, its printed figures.

    ``heads`` are keys of the columns' index such as ``2021.本年废止件数``; empty where no header was met.
    """

    key: str
    label: str
    slots: tuple[Slot, ...]
    heads: tuple[str, ...] = ()
    placed: bool = True
    fit: Fit | None = None
    is_total: bool = False
    """True for 合计 of a row that is divided into several."""

    @property
    def has_print(self) -> bool:
        """True when anything at all is printed where figures stand."""
        return _has_print(self.slots)


@dataclass(slots=True)
class DisputeRow:
    """Figures of Table 4: for the groups named, in order; ``placed`` when each slot stands for one cell.

    ``results`` are the results of each group in the order of the slots, empty for the form's order.
    """

    groups: tuple[str, ...]
    slots: tuple[Slot, ...]
    placed: bool
    results: tuple[str, ...] = ()

    @property
    def has_print(self) -> bool:
        """True when anything at all is printed where figures stand."""
        return _has_print(self.slots)


@dataclass(slots=True)
class TableEvidence:
    """All that was found of the three tables of one report, in reading order."""

    proactive: list[ProactiveRow] = field(default_factory=list)
    applications: list[FigureRow] = field(default_factory=list)
    disputes: list[DisputeRow] = field(default_factory=list)
    heads_2019: int = 0
    heads_2021: int = 0
    labels_met: set[str] = field(default_factory=set)
    """Labels met without figures too, as ``proactive.KEY``, ``applications.KEY``, ``disputes.KEY``."""
