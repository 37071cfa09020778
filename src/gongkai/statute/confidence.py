"""How sure a fact of the law or of practice is."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Confidence"]


class Confidence(StrEnum):
    """HIGH: the text of the law, or two sources; MEDIUM: one good source or steady practice; LOW: weaker.

    What is not HIGH is a default that an office can change, never a silent constant.
    """

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def label(self) -> str:
        """The word for a screen."""
        return {"high": "依据明确", "medium": "通行做法，可调整", "low": "默认设置，请核实"}[self.value]
