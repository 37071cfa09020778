"""All grids of a report read: the official tables, without the small tables that the text has of its own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from gongkai.annual.reading.recognition.evidence import TableEvidence
from gongkai.annual.reading.recognition.grids import GridReader
from gongkai.annual.reading.recognition.pieces import Piece
from gongkai.annual.reading.recognition.sections import Heading, find_headings

__all__ = ["GridTables", "read_grids", "rows_by_section"]

_FEW_ROWS = 5
"""Rows of Table 2 or 3 below which a table in the narrative is none of the form's."""


_WIDEST_TABLE = 60
"""Columns; the form's widest table has 15, and a sheet of hundreds is somebody's data about many reports."""


@dataclass
class GridTables:
    """What the grids hold.

    ``tables`` is the first piece of each section's table; ``foreign`` are numbers of grids that are not to be
    read, as text either: they have labels of the form and other columns, or stand in the narrative.
    """

    evidence: TableEvidence = field(default_factory=TableEvidence)
    headings: list[Heading] = field(default_factory=list)
    tables: dict[int, int] = field(default_factory=dict)
    foreign: set[int] = field(default_factory=set)
    sources: dict[int, dict[int, int]] = field(default_factory=dict)
    """For each piece that held rows, how many of each section."""


def read_grids(pieces: Sequence[Piece]) -> GridTables:
    """Read the grids, and find the headings of the sections round them.

    A table inside the narrative, or behind it, is left out where it is small or says only what others say.
    """
    tables = _read(pieces, ())
    strays = _strays(tables)
    if not strays:
        return tables
    without = _read(pieces, strays)
    small = all(
        held[2] < _FEW_ROWS and held[3] < _FEW_ROWS and held[4] == 0
        for at, held in tables.sources.items()
        if at in strays
    )
    return without if small or _keys(tables.evidence) <= _keys(without.evidence) else tables


def _read(pieces: Sequence[Piece], strays: Collection[int]) -> GridTables:
    found = GridTables()
    reader = GridReader(found.evidence)
    for at, piece in enumerate(pieces):
        if piece.grid is None:
            continue
        if at in strays:
            reader.foreign.add(piece.grid.number)
            continue
        if piece.grid.width > _WIDEST_TABLE:
            continue
        before = rows_by_section(found.evidence)
        reader.read(piece.grid)
        held = {
            section: count - before[section] for section, count in rows_by_section(found.evidence).items()
        }
        if any(held.values()):
            found.sources[at] = held
            for section in held:
                if held[section]:
                    found.tables.setdefault(section, at)
    found.foreign = reader.foreign
    found.headings = find_headings(pieces, found.tables)
    return found


def rows_by_section(evidence: TableEvidence) -> dict[int, int]:
    """How many rows were found of the table of each section."""
    return {2: len(evidence.proactive), 3: len(evidence.applications), 4: len(evidence.disputes)}


def _strays(tables: GridTables) -> set[int]:
    """Pieces with rows of the form that stand before the heading of section two or behind that of five."""
    places = {heading.number: heading.at for heading in tables.headings}
    first = places.get(2) if 1 in places else None
    last = next((places[number] for number in (5, 6) if number in places), None)
    return {
        at for at in tables.sources if (first is not None and at < first) or (last is not None and at > last)
    }


def _keys(evidence: TableEvidence) -> set[str]:
    """All rows of which anything is printed."""
    return {
        *(f"2.{row.key}" for row in evidence.proactive if row.has_print),
        *(f"3.{row.key}" for row in evidence.applications if row.has_print),
        *(f"4.{group}" for row in evidence.disputes if row.has_print for group in row.groups),
    }
