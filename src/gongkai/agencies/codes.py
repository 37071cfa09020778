"""Codes of bodies: what the division code of a body must be, given its level and the body above it.

A code of a place begins with the code of the place above it (GB/T 2260, GB/T 10114): 5104 a city, 510422 a county,
510422101 a town, 510422101201 a village. A department has the code of its county.
"""

from __future__ import annotations

from gongkai.agencies.models import Agency, BodyLevel

_DIGITS = {
    BodyLevel.CITY: 6,
    BodyLevel.COUNTY: 6,
    BodyLevel.DEPARTMENT: 6,
    BodyLevel.TOWNSHIP: 9,
    BodyLevel.VILLAGE: 12,
}
_OWN_DIGITS = {
    BodyLevel.CITY: 4,
    BodyLevel.COUNTY: 6,
    BodyLevel.DEPARTMENT: 6,
    BodyLevel.TOWNSHIP: 9,
    BodyLevel.VILLAGE: 12,
}
_BELOW = {
    BodyLevel.CITY: frozenset({BodyLevel.COUNTY, BodyLevel.DEPARTMENT}),
    BodyLevel.COUNTY: frozenset({BodyLevel.DEPARTMENT, BodyLevel.TOWNSHIP}),
    BodyLevel.DEPARTMENT: frozenset({BodyLevel.DEPARTMENT}),
    BodyLevel.TOWNSHIP: frozenset({BodyLevel.VILLAGE}),
    BodyLevel.VILLAGE: frozenset(),
}


def level_refusals(level: BodyLevel, parent: Agency | None) -> list[str]:
    """Why a body of that level cannot stand below the other; empty when it can."""
    if parent is None or level in _BELOW[BodyLevel(parent.level)]:
        return []
    return [f"{BodyLevel(parent.level).label}下面不能设“{level.label}”，请选对类别或上级机关。"]


def code_refusals(level: BodyLevel, code: str, parent: Agency | None) -> list[str]:
    """Why a division code does not fit the level and the body above; a code that is not known yet fits."""
    if not code:
        return []
    digits = _DIGITS[level]
    if len(code) != digits or not code.isdecimal() or not code.isascii():
        return [f"“{level.label}”的行政区划代码应为{digits}位数字，现在填的是“{code}”。"]
    if parent is None or not parent.division_code:
        return []
    beginning = parent.division_code[: _OWN_DIGITS[BodyLevel(parent.level)]]
    if code.startswith(beginning):
        return []
    return [f"行政区划代码{code}不属于{parent.short_name}：应以{beginning}开头。"]
