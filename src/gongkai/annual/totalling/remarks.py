"""What a reader of a total must be told: who is in, who is left out and why, which sums are not whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

__all__ = ["LEFT_OUT", "Remark", "RemarkKind"]


class RemarkKind(StrEnum):
    """What a remark is about, in the order in which they are told."""

    MISSING = "missing"
    """On the list, and no report came."""
    UNREADABLE = "unreadable"
    """The file could not be read."""
    CONFLICT = "conflict"
    """Several files of one body and year whose figures differ: none is counted."""
    OTHER_YEAR = "other_year"
    """A report for another year, not counted."""
    NO_YEAR = "no_year"
    """A report that does not say its year, not counted."""
    UNLISTED = "unlisted"
    """Not on the list of bodies, not counted unless the settings say so."""
    OWN_REPORT = "own_report"
    """The report of the totalling body itself, whose scope is not known, not counted."""
    DUPLICATE = "duplicate"
    """Several files of one body and year that agree: counted once."""
    NO_AGENCY = "no_agency"
    """Counted, though the report does not name its body."""
    INCOMPLETE = "incomplete"
    """A counted report lacks figures: those sums are not whole."""
    OLD_EDITION = "old_edition"
    """A counted report on the 2019 form, or with （六）其他处理 as one row."""
    OUT_OF_BALANCE = "out_of_balance"
    """A counted report breaks equations of the form; its figures are counted as printed."""
    REGULATIONS = "regulations"
    """规章 printed by a body that can make none; left out of that sum."""
    IN_FORCE = "in_force"
    """The sum of documents in force is to be checked with 司法行政部门."""
    FEES = "fees"
    """The sum of charges is to be checked with 财政部门."""


LEFT_OUT = frozenset(
    {
        RemarkKind.MISSING,
        RemarkKind.UNREADABLE,
        RemarkKind.CONFLICT,
        RemarkKind.OTHER_YEAR,
        RemarkKind.NO_YEAR,
        RemarkKind.UNLISTED,
        RemarkKind.OWN_REPORT,
    }
)
"""Remarks about what the sums do not contain."""

_ORDER = {kind: position for position, kind in enumerate(RemarkKind)}


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: the body and files it is about, the figures concerned (paths), a Chinese sentence."""

    kind: RemarkKind
    agency: str | None
    files: tuple[str, ...]
    cells: tuple[str, ...]
    sentence: str

    @property
    def left_out(self) -> bool:
        """Whether it is about something that the sums do not contain."""
        return self.kind in LEFT_OUT

    @property
    def order(self) -> tuple[int, str, tuple[str, ...], str]:
        """The place among other remarks, the same whatever order the reports came in."""
        return _ORDER[self.kind], self.agency or "", self.files, self.sentence

    def to_dict(self) -> dict[str, Any]:
        """The remark for JSON."""
        return {
            "kind": self.kind.value,
            "agency": self.agency,
            "files": list(self.files),
            "cells": list(self.cells),
            "sentence": self.sentence,
        }
