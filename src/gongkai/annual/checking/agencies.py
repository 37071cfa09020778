"""What a body's name tells of its powers and of its day for reporting, and when it tells nothing."""

from __future__ import annotations

import re
from enum import Enum

from gongkai.annual.body_name import BodyName, Level, parse_name

__all__ = ["Kind", "cannot_make_regulations", "kind_of"]


class Kind(Enum):
    """The kinds of bodies whose reports are due on different days (第四十九条)."""

    GOVERNMENT = "government"
    DEPARTMENT = "department"
    TOWN = "town"
    UNKNOWN = "unknown"


_DEPARTMENT_END = re.compile(r"(?:局|厅|委|办|委员会|办公室|支队|大队|总队|分局)$")
_FUNCTIONAL_AREA = re.compile(
    r"(?:新区|开发区|实验区|高新区|示范区|园区|管理区|度假区|保税区|合作区|功能区|试验区|产业区|景区|特区|林区|矿区|库区|地区)"
)


def kind_of(agency: str | None) -> Kind:
    """The kind of the body of that name; UNKNOWN unless the name is certain."""
    if not agency:
        return Kind.UNKNOWN
    name = parse_name(agency)
    if name.places and name.places[-1].level is Level.TOWNSHIP:
        return Kind.TOWN
    if name.core:
        return Kind.DEPARTMENT if _is_department(name) else Kind.UNKNOWN
    return Kind.GOVERNMENT if name.places else Kind.UNKNOWN


def cannot_make_regulations(agency: str | None) -> bool:
    """True where the body certainly has no power to make 规章.

    The power is that of the State Council's departments, and of the governments of provinces, of cities with
    districts and of 自治州 (《立法法》第九十一条、第九十三条). A name of a city alone is not certain: it may be a city
    with districts or one of a county's rank.
    """
    if not agency:
        return False
    name = parse_name(agency)
    if not name.places or _FUNCTIONAL_AREA.search(agency):
        return False
    last = name.places[-1]
    if last.level in (Level.TOWNSHIP, Level.COUNTY):
        return True
    if name.core:
        return _is_department(name)
    return last.level is Level.CITY and len(name.places) > 1 and name.places[-2].level is Level.CITY


def _is_department(name: BodyName) -> bool:
    return _DEPARTMENT_END.search(name.core) is not None
