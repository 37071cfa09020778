"""What a check of a draft says: a finding, how grave it is, where, and how to mend it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Finding", "Severity", "fingerprint_of"]


class Severity(StrEnum):
    """How grave a finding is; only a blocking one stops the item until it is mended or cleared by a person."""

    BLOCKING = "blocking"
    WARNING = "warning"
    HINT = "hint"

    @property
    def label(self) -> str:
        """The word that people read."""
        return {"blocking": "必须处理", "warning": "警告", "hint": "提示"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return {"blocking": 0, "warning": 1, "hint": 2}[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with a draft.

    ``place`` says in words where (正文第3段), ``quoted`` shows the words found, personal data in them masked;
    ``message`` and ``remedy`` are whole sentences. ``fingerprint`` stays the same while the text around
    changes, and changes with what was found: a clearance by a person sticks to it. ``mask_available`` is true
    where masking by one click mends it.
    """

    rule: str
    severity: Severity
    place: str
    quoted: str
    message: str
    remedy: str
    fingerprint: str
    mask_available: bool = False

    @property
    def is_blocking(self) -> bool:
        """Whether the item may not go on before this is mended or cleared."""
        return self.severity is Severity.BLOCKING


def fingerprint_of(rule: str, content: str) -> str:
    """SHA-256 over the name of a rule and what it found, white space apart."""
    return hashlib.sha256(f"{rule}\n{''.join(content.split())}".encode("utf-8", "surrogatepass")).hexdigest()
