"""The bodies in groups, whatever body's portal it is."""

from __future__ import annotations

import pytest

from gongkai.agencies.models import Agency, BodyLevel
from gongkai.portal.bodies import Bodies

TOWN, DEPARTMENT, COUNTY, CITY = (
    BodyLevel.TOWNSHIP,
    BodyLevel.DEPARTMENT,
    BodyLevel.COUNTY,
    BodyLevel.CITY,
)


def groups(*told: tuple[str, str, str]) -> dict[str, list[str]]:
    """The names of the bodies by their heading."""
    bodies = tuple(
        Agency(name=name, short_name=name, level=level, path=path, depth=len(path) // 4)
        for name, level, path in told
    )
    return {heading: [body.short_name for body in members] for heading, members in Bodies(bodies).groups}


@pytest.mark.parametrize("level", [TOWN, DEPARTMENT, COUNTY])
def test_a_body_alone_stands_in_no_group(level: str) -> None:
    assert groups(("惠民", level, "0001")) == {}


def test_a_countys_towns_and_departments() -> None:
    assert groups(
        ("示例县", COUNTY, "0001"),
        ("县财政局", DEPARTMENT, "00010001"),
        ("征收中心", DEPARTMENT, "000100010001"),
        ("惠民镇", TOWN, "00010002"),
    ) == {"乡镇人民政府": ["惠民镇"], "县级部门": ["县财政局", "征收中心"]}


def test_a_departments_own_are_called_departments() -> None:
    assert groups(("财政局", DEPARTMENT, "0001"), ("征收中心", DEPARTMENT, "00010001")) == {
        "部门": ["征收中心"]
    }


def test_a_citys_counties_stand_apart_each_with_its_own() -> None:
    assert groups(
        ("示例市", CITY, "0001"),
        ("市财政局", DEPARTMENT, "00010001"),
        ("甲县", COUNTY, "00010002"),
        ("甲县财政局", DEPARTMENT, "000100020001"),
        ("甲镇", TOWN, "000100020002"),
        ("乙县", COUNTY, "00010003"),
    ) == {
        "县（市、区）人民政府": ["甲县", "乙县"],
        "市级部门": ["市财政局"],
        "甲县的乡镇、部门": ["甲县财政局", "甲镇"],
    }
