"""Words of a draft as a finding shows them: short, and with no personal data that is not masked."""

from __future__ import annotations

from gongkai.statute.masking import mask

__all__ = ["around", "shown"]

_LONGEST = 40
_AROUND = 8


def shown(text: str, longest: int = _LONGEST) -> str:
    """Text on one line, personal data masked, cut where it is long."""
    line = " ".join(mask(text).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def around(text: str, start: int, end: int) -> str:
    """What stands at a place with some words before and after it, personal data masked."""
    return shown(text[max(0, start - _AROUND) : end + _AROUND])
