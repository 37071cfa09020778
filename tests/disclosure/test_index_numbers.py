"""Index numbers: by the body's pattern, one after another, never twice."""

from __future__ import annotations

import pytest

from gongkai.acts.action import Refused
from gongkai.acts.facts import FactChanged
from gongkai.agencies.models import Agency
from gongkai.disclosure.actions.draft_ends import DiscardDraft
from gongkai.disclosure.actions.index_number import AllotIndexNumber
from gongkai.disclosure.models import IndexNumber
from gongkai.disclosure.numbering import serial_of, written

from .conftest import Office


def test_numbers_follow_one_another_and_a_given_up_draft_takes_its_own_along(office: Office) -> None:
    first, second = office.draft("第一件"), office.draft("第二件")
    assert AllotIndexNumber(first, office.drafter).perform().number == "510499101/2024-00001"
    DiscardDraft(office.again(first), office.drafter).perform()
    assert AllotIndexNumber(second, office.drafter).perform().number == "510499101/2024-00002"


def test_an_item_keeps_its_number(office: Office) -> None:
    item = office.draft()
    number = AllotIndexNumber(item, office.drafter).perform()
    with pytest.raises(Refused, match="不再更改"):
        AllotIndexNumber(office.again(item), office.drafter).perform()
    assert office.published().index_number.serial == 2
    item = office.reviewed(office.again(item))
    assert item.index_number_id == number.pk
    with pytest.raises(FactChanged):
        number.delete()


def test_an_old_revision_does_not_bring_back_the_lack_of_a_number(office: Office) -> None:
    item = office.draft()
    revision = item.latest_revision
    AllotIndexNumber(item, office.drafter).perform()
    assert office.again(item).revisions.get(pk=revision.pk).as_object().index_number is not None


def test_bodies_that_share_a_code_do_not_share_a_number(world: object) -> None:
    county, department = Office(world, "测试县"), Office(world, "民政局")
    for agency in (county.agency, department.agency):
        assert agency.code == "510499"
    first = AllotIndexNumber(county.draft(), county.drafter).perform()
    second = AllotIndexNumber(department.draft(), department.drafter).perform()
    assert first.number != second.number
    assert IndexNumber.objects.count() == 2


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("{code}/{year}-{serial:05d}", "11510000000000000X/2024-00007"),
        ("{code}/{year}06-{serial:05d}", "11510000000000000X/202406-00007"),
        ("测{year}{serial:03d}", "测2024007"),
    ],
)
def test_the_pattern_is_the_bodys(pattern: str, number: str) -> None:
    assert written(pattern, code="11510000000000000X", year=2024, serial=7) == number


@pytest.mark.parametrize(
    "pattern",
    [
        "{code}/{year}",
        "{code.__class__}{serial}",
        "{serial",
        "{other}{serial}",
        "{serial:x}" + "长" * 80,
        "{}{serial}",
    ],
)
def test_a_pattern_that_cannot_be_used_is_refused_in_words(pattern: str) -> None:
    with pytest.raises(Refused, match="索引号格式"):
        written(pattern, code="1", year=2024, serial=7)


def test_a_body_without_any_code_is_told_before_the_last_reviewer_is_at_it(office: Office) -> None:
    item = office.draft()
    Agency.objects.filter(pk=office.agency.pk).update(division_code="")
    with pytest.raises(Refused, match="没有统一社会信用代码"):
        office.submit(office.again(item))
    Agency.objects.filter(pk=office.agency.pk).update(division_code="510499101")
    assert str(office.reviewed(office.again(item)).index_number) == "510499101/2024-00001"


@pytest.mark.parametrize(
    ("number", "pattern", "serial"),
    [
        ("11510000000000000X/2024-00007", "{code}/{year}-{serial:05d}", 7),
        ("测2024123", "测{year}{serial:03d}", 123),
        ("测2024123", "测{year}{serial:04d}", None),
        ("11510000000000000X/2023-00007", "{code}/{year}-{serial:05d}", None),  # of another year
        ("11510000000000000X/2024-7", "{code}/{year}-{serial:05d}", None),  # not as wide
        ("11510000000000000X/2024-00000", "{code}/{year}-{serial:05d}", None),
        ("7+7", "{serial}+{serial}", 7),
        ("7+8", "{serial}+{serial}", None),
        ("", "{code}/{year}", None),
        ("7", "{serial:x", None),
    ],
)
def test_a_number_is_read_by_the_pattern_that_gave_it(number: str, pattern: str, serial: int | None) -> None:
    assert serial_of(number, pattern, code="11510000000000000X", year=2024) == serial
