"""Trainings and assessments, counted for the year's report; and which posts are vacant."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from tests.world import World

from gongkai.acts.action import Refused
from gongkai.agencies.actions import AddPost, EndAppointment, RecordAssessment, RecordTraining, TakeUp
from gongkai.agencies.models import Agency, BodyLevel, PostRole
from gongkai.agencies.powers import powers_of
from gongkai.agencies.queries import (
    supervision_counts,
    vacancies,
    vacancies_of,
    visible_to,
    who_answered,
)

from .conftest import TODAY

DAY = datetime.date(2024, 3, 5)


def reasons_of(action: Any) -> str:
    with pytest.raises(Refused) as refused:
        action.perform()
    return "\n".join(refused.value.reasons)


def test_a_years_trainings_are_counted_as_the_report_counts_them(world: World) -> None:
    town, county = world.agency("惠民镇"), world.agency("测试县")
    own = [world.of("惠民镇", role) for role in (PostRole.DRAFTER, PostRole.CHIEF)]
    head = world.newcomer("head")
    world.appoint(head, "测试县", PostRole.OFFICE_HEAD, "办公室主任")
    RecordTraining(town, own[0], DAY, "条例解读", Decimal("2.5"), own).perform()
    everybody = [own[0], world.of("永兴镇", PostRole.DRAFTER)]
    RecordTraining(county, head, DAY, "年报填报", Decimal(4), everybody).perform()
    RecordTraining(town, own[0], DAY.replace(year=2023), "去年的", Decimal(1), own).perform()
    counts = supervision_counts(town, 2024)
    assert (counts.trainings_held, counts.hours_held, counts.attendances_held) == (1, Decimal("2.5"), 2)
    assert (counts.trainings_attended, counts.attendances, counts.people_trained) == (2, 3, 2)
    assert supervision_counts(county, 2024).attendances == 0
    assert "举办政府信息公开培训1次，2人次参加" in counts.training_sentence


def test_a_training_recorded_anew_counts_once(world: World) -> None:
    town, drafter = world.agency("惠民镇"), world.of("惠民镇", PostRole.DRAFTER)
    wrong = RecordTraining(town, drafter, DAY, "条例", Decimal(20), [drafter]).perform()
    right = RecordTraining(town, drafter, DAY, "条例", Decimal(2), [drafter], corrects=wrong).perform()
    counts = supervision_counts(town, 2024)
    assert (counts.trainings_held, counts.hours_held, counts.attendances) == (1, Decimal(2), 1)
    assert "已经更正过" in reasons_of(
        RecordTraining(town, drafter, DAY, "条例", Decimal(3), [], corrects=wrong)
    )
    RecordTraining(town, drafter, DAY, "条例", Decimal(3), [], corrects=right).perform()


@pytest.mark.parametrize(
    ("title", "day", "hours", "said"),
    [
        (" ", DAY, "1", "请填写培训内容"),
        ("条例", TODAY + datetime.timedelta(days=1), "1", "不能晚于今天"),
        ("条例", DAY, "0", "学时应大于0"),
        ("条例", DAY, "201", "学时应大于0"),
    ],
)
def test_what_is_wrong_with_a_training(
    world: World, title: str, day: datetime.date, hours: str, said: str
) -> None:
    drafter = world.of("惠民镇", PostRole.DRAFTER)
    assert said in reasons_of(RecordTraining(world.agency("惠民镇"), drafter, day, title, Decimal(hours)))


def test_who_records(world: World) -> None:
    stranger, auditor = world.of("永兴镇", PostRole.DRAFTER), world.of("测试县", PostRole.AUDITOR)
    for person in (stranger, auditor):
        assert "才能登记培训" in reasons_of(
            RecordTraining(world.agency("惠民镇"), person, DAY, "条例", Decimal(1))
        )


def test_assessments(world: World) -> None:
    town, county = world.agency("惠民镇"), Agency.objects.get(short_name="测试县")
    supervisor = world.of("测试县", PostRole.SUPERVISOR)
    day = datetime.date(2024, 1, 20)
    given = (county, 2023, day, Decimal("95.5"), "优秀")
    first = RecordAssessment(town, supervisor, *given).perform()
    assert "已经登记" in reasons_of(RecordAssessment(town, supervisor, *given))
    RecordAssessment(town, supervisor, county, 2023, day, Decimal("96.5"), "优秀", corrects=first).perform()
    counts = supervision_counts(town, 2023)
    assert [each.score for each in counts.assessments] == [Decimal("96.5")]
    assert supervision_counts(county, 2023).assessed_others == 1
    chief = world.of("惠民镇", PostRole.CHIEF)
    assert "才能登记考核" in reasons_of(RecordAssessment(town, chief, *given))
    assert "不是测试县的上级" in reasons_of(RecordAssessment(county, None, town, 2023, day, Decimal(1)))
    assert "当年或者次年" in reasons_of(RecordAssessment(town, supervisor, county, 2021, day, Decimal(1)))
    assert "得分应在0到150之间" in reasons_of(
        RecordAssessment(world.agency("永兴镇"), supervisor, county, 2023, day, Decimal(151))
    )


def test_vacant_posts_of_the_three_reviews(world: World) -> None:
    town = world.agency("惠民镇")
    assert vacancies(town, TODAY) == []
    EndAppointment(world.appointments["惠民镇", PostRole.CHIEF], None, TODAY).perform()
    assert vacancies(town, TODAY) == [PostRole.CHIEF]
    assert vacancies(town, TODAY - datetime.timedelta(days=1)) == []
    deputy = world.of("惠民镇", PostRole.DEPUTY_LEADER)
    deputy.is_active = False
    deputy.save()
    assert vacancies(town, TODAY) == [PostRole.DEPUTY_LEADER, PostRole.CHIEF]


def test_a_village_publishes_nothing_and_lacks_nobody(world: World) -> None:
    town = Agency.objects.get(short_name="惠民镇")
    village = town.add_child(name="一村", short_name="一村", level=BodyLevel.VILLAGE)
    assert vacancies_of([village], TODAY) == {}


def test_queries_do_not_grow(world: World) -> None:
    from django.db import connection

    town = world.agency("惠民镇")

    def count() -> list[int]:
        counts = []
        for question in (
            lambda: who_answered(town, TODAY),
            lambda: vacancies_of(list(Agency.objects.all()), TODAY),
            lambda: powers_of(world.of("惠民镇", PostRole.DRAFTER), TODAY),
            lambda: supervision_counts(town, 2024),
        ):
            with CaptureQueriesContext(connection) as queries:
                question()
            counts.append(len(queries))
        return counts

    before = count()
    for number in range(12):
        post = AddPost(town, None, PostRole.GROUP_MEMBER, f"成员{number}").perform()
        TakeUp(post, None, world.newcomer(f"n{number}"), DAY).perform()
        TakeUp(post, None, world.of("惠民镇", PostRole.DRAFTER), DAY).perform()
    assert count() == before == [3, 2, 2, 5]


def test_who_sees_which_bodies(world: World) -> None:
    def seen(person: Any) -> set[str]:
        return set(visible_to(powers_of(person, TODAY)).values_list("short_name", flat=True))

    everything = set(Agency.objects.values_list("short_name", flat=True))
    assert seen(world.of("惠民镇", PostRole.DRAFTER)) == {"惠民镇"}
    for role in (PostRole.SUPERVISOR, PostRole.AUDITOR, PostRole.ACCOUNT_ADMINISTRATOR):
        assert seen(world.of("测试县", role)) == everything
    keeper = world.newcomer("keeper")
    world.appoint(keeper, "永兴镇", PostRole.ACCOUNT_ADMINISTRATOR, "账号管理员")
    assert seen(keeper) == {"永兴镇"}
    assert seen(world.newcomer("nobody")) == set()
