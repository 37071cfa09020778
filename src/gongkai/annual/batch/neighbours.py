"""Which reports are compared with which: last year's of the same body, and the peers of the same year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from gongkai.annual.batch.shelf import Kept
from gongkai.annual.batch.sources import on_one_line
from gongkai.annual.pairing import Pairing, find_previous

__all__ = ["PEERS_AT_MOST", "Checkup", "plan"]

PEERS_AT_MOST = 40
"""Of a larger circle a sample spread over it stands for all: each report need not read ten thousand others."""


@dataclass(frozen=True, slots=True)
class Checkup:
    """A report to check, with what it is compared with.

    ``rivals`` are reports of last year that fit equally well, so that none of them was chosen.
    """

    report: Kept
    previous: Kept | None = None
    peers: tuple[Kept, ...] = ()
    rivals: tuple[Kept, ...] = ()

    @property
    def shown(self) -> str:
        """The name for people, on one line."""
        return on_one_line(self.report.file or "标准输入")


def plan(reports: Sequence[Kept], earlier: Sequence[Kept] | None = None) -> list[Checkup]:
    """What each report is to be compared with, in the order given.

    Last year's reports are looked for in ``earlier``, or among the reports themselves. One report and one
    earlier one belong together whatever they are called.
    """
    if earlier is not None and len(reports) == 1 and len(earlier) == 1:
        return [Checkup(reports[0], earlier[0])]
    pairings: list[Pairing[Kept]] = find_previous(reports, earlier)
    circles = _circles(reports)
    return [
        Checkup(pairing.report, pairing.previous, _peers(pairing.report, circles), pairing.rivals)
        for pairing in pairings
    ]


_Circle = tuple[str, int | None]


def _circle_of(report: Kept) -> _Circle:
    return str(PurePath(report.file or "").parent), report.year


def _circles(reports: Sequence[Kept]) -> dict[_Circle, list[Kept]]:
    circles: dict[_Circle, list[Kept]] = defaultdict(list)
    for report in reports:
        if report.file is not None and report.year is not None and report.readable:
            circles[_circle_of(report)].append(report)
    for key, members in circles.items():
        step = -(-len(members) // PEERS_AT_MOST)
        circles[key] = members[::step]
    return circles


def _peers(report: Kept, circles: dict[_Circle, list[Kept]]) -> tuple[Kept, ...]:
    """The others of the same folder and year; another file of the same body is no peer of it."""
    members = circles.get(_circle_of(report), ())
    return tuple(each for each in members if each is not report and each.agency != report.agency)
