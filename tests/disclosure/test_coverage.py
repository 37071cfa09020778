"""What a body must publish, has, lacks, has let go stale; and what a new body begins with."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from gongkai.acts.action import Refused
from gongkai.agencies.models import Agency, BodyLevel, PostRole
from gongkai.disclosure.actions.set_up import SetUpDisclosure
from gongkai.disclosure.coverage import State, county_coverage, coverage
from gongkai.disclosure.models import CatalogueEntry, Column, ColumnKind, Item
from gongkai.disclosure.standard_columns import column_for, columns_for, duties_of
from gongkai.statute.duties import duties_for

from .conftest import Office

DAY = datetime.date(2024, 6, 3)


def set_up(office: Office) -> Agency:
    agency: Agency = office.agency
    SetUpDisclosure(agency, office.chief).perform()
    office.columns = {
        column.kind: column for column in Column.objects.filter(agency=agency).order_by("-rank")
    }
    return agency


def state(office: Office, duty: str, day: datetime.date = DAY) -> Any:
    return next(entry for entry in coverage(office.agency, day).duties if entry.duty.key == duty)


@pytest.mark.parametrize(
    "level", [BodyLevel.COUNTY, BodyLevel.DEPARTMENT, BodyLevel.TOWNSHIP, BodyLevel.CITY]
)
def test_every_duty_of_a_level_has_a_standard_column(level: str) -> None:
    columns = columns_for(level)
    assert (
        len({column.slug for column in columns}) == len({column.name for column in columns}) == len(columns)
    )
    keys = {duty.key for duty in duties_for(level)}
    for duty in duties_of(level):
        assert column_for(duty, level) in columns
    named = {key for column in columns for key in column.duties}
    assert {key for key in named if key.startswith("a20")} == {key for key in keys if key.startswith("a20")}


def test_a_township_begins_with_the_duties_of_both_articles(office: Office) -> None:
    set_up(office)
    found = coverage(office.agency, DAY)
    keys = [entry.duty.key for entry in found.duties]
    assert sum(key.startswith("a20_") for key in keys) == 15
    assert sum(key.startswith("a21_township_") for key in keys) == 8
    assert not any(key.startswith("a21_county_") for key in keys)
    assert (found.has, found.must) == (0, len(keys))
    assert {entry.state for entry in found.duties} == {State.LACKS}
    assert all(entry.columns for entry in found.duties)


def test_setting_up_twice_adds_nothing_and_keeps_what_was_changed(office: Office) -> None:
    agency = set_up(office)
    Column.objects.filter(agency=agency, slug="zwdt").update(name="我镇动态")
    before = (
        Column.objects.filter(agency=agency).count(),
        CatalogueEntry.objects.filter(agency=agency).count(),
    )
    result = SetUpDisclosure(agency, None).perform()
    assert (result.columns, result.entries) == (0, 0)
    assert before == (
        Column.objects.filter(agency=agency).count(),
        CatalogueEntry.objects.filter(agency=agency).count(),
    )
    assert Column.objects.filter(name="我镇动态").exists()


def test_a_village_and_a_stranger_set_nothing_up(office: Office) -> None:
    village = office.agency.add_child(
        name="测试县惠民镇和平村", short_name="和平村", level=BodyLevel.VILLAGE, division_code="510499101206"
    )
    with pytest.raises(Refused, match="不以自己的名义公开"):
        SetUpDisclosure(village, None).perform()
    with pytest.raises(Refused, match="只有本机关"):
        SetUpDisclosure(office.agency, office.world.of("永兴镇", PostRole.CHIEF)).perform()
    assert coverage(village, DAY).duties == ()
    assert coverage(village, DAY).fraction == 1.0


def test_an_item_in_the_column_or_marked_with_the_duty_fulfils_it(office: Office) -> None:
    set_up(office)
    office.published("2024年预算公开", ColumnKind.BUDGET)
    office.published("救助名单公示", ColumnKind.NOTICE, duties=["a21_township_08"])
    budget, relief = state(office, "a20_07"), state(office, "a21_township_08")
    assert (budget.state, budget.count, budget.latest_on) == (State.HAS, 1, DAY)
    assert (relief.state, relief.count) == (State.HAS, 1)
    assert state(office, "a20_01").state is State.LACKS


def test_drafts_withheld_and_withdrawn_items_fulfil_nothing(office: Office) -> None:
    from gongkai.disclosure.actions.withdraw import Withdraw

    set_up(office)
    office.draft("预算草稿", ColumnKind.BUDGET)
    item = office.published("撤回的预算", ColumnKind.BUDGET)
    Withdraw(item, office.chief, "数字有误").perform()
    assert state(office, "a20_07").state is State.LACKS


def test_a_column_past_its_period_is_stale(office: Office) -> None:
    set_up(office)
    Column.objects.filter(agency=office.agency, kind=ColumnKind.BUDGET).update(update_every_days=30)
    office.published("2024年预算公开", ColumnKind.BUDGET)
    assert state(office, "a20_07", DAY + datetime.timedelta(days=30)).state is State.HAS
    stale = state(office, "a20_07", DAY + datetime.timedelta(days=31))
    assert (stale.state, stale.stale_on) == (State.STALE, datetime.date(2024, 7, 3))


def test_an_update_renews_the_column(office: Office, clock: Any) -> None:
    set_up(office)
    Column.objects.filter(agency=office.agency, kind=ColumnKind.BUDGET).update(update_every_days=30)
    item = office.published("2024年预算公开", ColumnKind.BUDGET)
    clock.shift(datetime.timedelta(days=40))
    assert state(office, "a20_07", datetime.date(2024, 7, 13)).state is State.STALE
    office.reviewed(office.revised(item, summary="调整后的预算。"))
    assert state(office, "a20_07", datetime.date(2024, 7, 13)).state is State.HAS


def test_what_came_out_after_the_deadline_is_late(office: Office) -> None:
    # 20 working days after Monday 29 April 2024, over the holiday and its make-up day, is 29 May.
    set_up(office)
    CatalogueEntry.objects.filter(agency=office.agency, duty="a20_07").update(deadline_workdays=20)
    office.published("准时的", ColumnKind.BUDGET, formed_on=datetime.date(2024, 5, 7))
    assert state(office, "a20_07").late == 0
    office.published("迟了的", ColumnKind.BUDGET, formed_on=datetime.date(2024, 4, 29))
    assert state(office, "a20_07").late == 1
    CatalogueEntry.objects.filter(agency=office.agency, duty="a20_07").update(deadline_workdays=5)
    assert state(office, "a20_07").late == 2


def test_a_reason_exempts_until_something_is_published(office: Office) -> None:
    set_up(office)
    CatalogueEntry.objects.filter(agency=office.agency, duty="a20_14").update(
        exempt_reason="本镇不组织公务员招考"
    )
    exempt = state(office, "a20_14")
    assert (exempt.state, exempt.exempt_reason) == (State.EXEMPT, "本镇不组织公务员招考")
    assert coverage(office.agency, DAY).must == len(coverage(office.agency, DAY).duties) - 1


def test_what_is_only_proposed_binds_who_took_it_into_his_catalogue(office: Office) -> None:
    set_up(office)
    assert state(office, "d26_04")
    CatalogueEntry.objects.filter(agency=office.agency, duty="d26_04").delete()
    keys = {entry.duty.key for entry in coverage(office.agency, DAY).duties}
    assert "d26_04" not in keys
    CatalogueEntry.objects.filter(agency=office.agency, duty="a20_01").delete()
    assert "a20_01" in {entry.duty.key for entry in coverage(office.agency, DAY).duties}


def test_a_whole_county_takes_as_many_queries_as_one_town(
    office: Office, django_assert_num_queries: Any
) -> None:
    for town in office.world.agencies:
        set_up(Office(office.world, town))
    set_up(office)
    office.published("2024年预算公开", ColumnKind.BUDGET)
    county = Agency.objects.get(short_name="测试县")
    with django_assert_num_queries(4):
        found = county_coverage(county, DAY)
    assert {one.agency.short_name: one.has for one in found}["惠民镇"] >= 1
    assert len(found) == 4
    with django_assert_num_queries(3):
        coverage(county, DAY)


def test_items_after_the_day_do_not_count(office: Office) -> None:
    set_up(office)
    office.published("2024年预算公开", ColumnKind.BUDGET)
    assert Item.objects.public().count() == 1
    assert state(office, "a20_07", DAY - datetime.timedelta(days=1)).state is State.LACKS
