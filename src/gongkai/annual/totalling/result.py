"""The outcome of totalling: the report that the sums make, and everything that it does not contain."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai.annual.report import AnnualReport, Figure
from gongkai.annual.totalling.counted_body import BodyFigures
from gongkai.annual.totalling.remarks import Remark, RemarkKind

__all__ = ["Total", "TotalSettings", "Unread"]


@dataclass(frozen=True, slots=True)
class Unread:
    """A file of which no report could be read, and why, in Chinese."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class TotalSettings:
    """What totalling leaves to the office.

    ``count_unlisted``: whether bodies that are not on the list are counted. ``names_in_a_sentence``: how many
    bodies or figures a sentence names before it says 等.
    """

    count_unlisted: bool = False
    names_in_a_sentence: int = 5


@dataclass(frozen=True, slots=True)
class Total:
    """The sums as an annual report, with what was counted and what was not.

    ``report`` has a note on every figure that is not whole and one on every kind of body left out; a sum that
    is not whole is null there, and the known part of it stands in ``partial``. ``bodies`` are the bodies
    counted, ``expected`` the names on the list.
    """

    report: AnnualReport
    bodies: tuple[BodyFigures, ...]
    remarks: tuple[Remark, ...]
    partial: dict[str, Figure] = field(default_factory=dict)
    expected: tuple[str, ...] = ()

    @property
    def left_out(self) -> tuple[Remark, ...]:
        """The remarks about what the sums do not contain."""
        return tuple(remark for remark in self.remarks if remark.left_out)

    @property
    def is_complete(self) -> bool:
        """Whether some body was counted, nothing was left out, and every sum is whole."""
        gaps = any(remark.kind is RemarkKind.INCOMPLETE for remark in self.remarks)
        return bool(self.bodies) and not self.left_out and not gaps and not self.partial

    def remarks_of(self, kind: RemarkKind) -> tuple[Remark, ...]:
        """The remarks of one kind, in order."""
        return tuple(remark for remark in self.remarks if remark.kind is kind)
