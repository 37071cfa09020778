"""What a check says: a finding, who is at fault, how grave it is, and the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gongkai.annual.report import Figure, Place

__all__ = ["Evidence", "Fault", "Finding", "Severity"]


class Severity(StrEnum):
    """How grave a finding is; only an error makes a check fail."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def label(self) -> str:
        """The word that people read."""
        return {"error": "错误", "warning": "警告", "hint": "提示"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return {"error": 0, "warning": 1, "hint": 2}[self.value]


class Fault(StrEnum):
    """Where the fault lies: in what was published, in our reading of it, or between two texts."""

    REPORT = "report"
    READING = "reading"
    PAIR = "pair"

    @property
    def label(self) -> str:
        """The words that people read."""
        return {"report": "报告本身", "reading": "识读存疑", "pair": "两处不一致"}[self.value]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of the source that a finding rests on: the printed text or an equation, and where it stands."""

    text: str
    place: Place | None = None
    cell: str | None = None

    def __str__(self) -> str:
        where = str(self.place) if self.place else ""
        return f"{where}：{self.text}" if where else self.text


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause of complaint.

    ``message`` is the whole sentence for the clerk: where, what, the two sides of the sum, how to mend it;
    ``suggestion`` is its last part alone. ``cells`` are paths of the form, the suspicious one first.
    ``expected`` and ``actual`` are the two figures where the finding is about one pair of them.
    """

    rule: str
    severity: Severity
    fault: Fault
    message: str
    cells: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    expected: Figure | str | None = None
    actual: Figure | str | None = None
    suggestion: str = ""

    @property
    def place(self) -> Place | None:
        """Where the finding is, as far as the source tells."""
        return next((item.place for item in self.evidence if item.place and any(item.place)), None)
