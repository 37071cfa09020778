"""Taking up, ending and handing over, against a model so simple that it must be right."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.world import BEGINNING, World

from gongkai.acts.action import Refused
from gongkai.acts.models import AuditEntry
from gongkai.agencies.actions import AddPost, Delegate, EndAppointment, HandOver, TakeUp
from gongkai.agencies.models import Appointment, Delegation, EndReason, Person, PostRole
from gongkai.agencies.powers import powers_of
from gongkai.agencies.queries import changes_for, history_of, who_answered

from .conftest import TODAY

DAY = datetime.timedelta(days=1)


def reasons_of(action: Any) -> str:
    with pytest.raises(Refused) as refused:
        action.perform()
    return "\n".join(refused.value.reasons)


@pytest.fixture
def administrator(world: World) -> Person:
    return world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR)


def test_a_hand_over_leaves_no_day_between(world: World, administrator: Person) -> None:
    town, old = world.agency("惠民镇"), world.of("惠民镇", PostRole.CHIEF)
    new = world.newcomer("new-chief", "新书记")
    appointment = world.appointments["惠民镇", PostRole.CHIEF]
    HandOver(appointment, administrator, new, TODAY, "盐委干〔2024〕9号").perform()
    assert powers_of(old, TODAY - DAY).holding(town, PostRole.CHIEF)
    assert powers_of(old, TODAY).holding(town, PostRole.CHIEF) is None
    assert powers_of(new, TODAY - DAY).holding(town, PostRole.CHIEF) is None
    assert powers_of(new, TODAY).holding(town, PostRole.CHIEF)
    assert [t.person for t in history_of(appointment.post)] == [new, old]
    assert "接替" in changes_for(new, datetime.date.today())[0].sentence
    assert "新书记接任" in changes_for(old, datetime.date.today())[0].sentence
    assert "已经结束" in reasons_of(HandOver(appointment, administrator, old, TODAY))


def test_with_a_hand_over_the_standing_in_ends(world: World, administrator: Person) -> None:
    town, deputy = world.agency("惠民镇"), world.of("惠民镇", PostRole.DEPUTY_LEADER)
    appointment = world.appointments["惠民镇", PostRole.CHIEF]
    holder = world.of("惠民镇", PostRole.CHIEF)
    Delegate(appointment, holder, deputy, TODAY, TODAY + 9 * DAY, "学习").perform()
    assert powers_of(deputy, TODAY + DAY).holding(town, PostRole.CHIEF)
    HandOver(appointment, administrator, world.newcomer("n"), TODAY + DAY).perform()
    assert powers_of(deputy, TODAY).holding(town, PostRole.CHIEF)
    assert powers_of(deputy, TODAY + DAY).holding(town, PostRole.CHIEF) is None


def test_who_may_appoint_whom(world: World, administrator: Person) -> None:
    town = world.agency("惠民镇")
    post = AddPost(town, None, PostRole.GROUP_MEMBER, "成员").perform()
    assert "不能给自己任职" in reasons_of(TakeUp(post, administrator, administrator, TODAY))
    keeper = world.newcomer("keeper")
    world.appoint(keeper, "惠民镇", PostRole.ACCOUNT_ADMINISTRATOR, "账号管理员")
    stranger = world.of("永兴镇", PostRole.DRAFTER)
    assert "永兴镇或者它上级机关" in reasons_of(TakeUp(post, keeper, stranger, TODAY))
    TakeUp(post, administrator, stranger, TODAY).perform()
    chief = world.of("惠民镇", PostRole.CHIEF)
    assert "账号管理员才能" in reasons_of(TakeUp(post, chief, world.newcomer("n"), TODAY))


@pytest.mark.parametrize(
    "role",
    [PostRole.CHIEF, PostRole.DEPUTY_LEADER, PostRole.SECTION_HEAD, PostRole.DRAFTER, PostRole.AUDITOR],
)
def test_who_keeps_accounts_reviews_nothing(world: World, role: PostRole) -> None:
    keeper = world.newcomer("keeper")
    world.appoint(keeper, "惠民镇", PostRole.ACCOUNT_ADMINISTRATOR, "账号管理员")
    post = AddPost(world.agency("永兴镇"), None, role, "另一个岗位").perform()
    assert "不能同时担任或代行" in reasons_of(TakeUp(post, None, keeper, TODAY))
    # And the other way round: who holds such a post does not become a keeper of accounts while he holds it.
    keeping = AddPost(world.agency("永兴镇"), None, PostRole.ACCOUNT_ADMINISTRATOR, "账号管理员").perform()
    newcomer = world.newcomer("newcomer")
    held = TakeUp(post, None, newcomer, TODAY).perform()
    assert "不能同时担任或代行" in reasons_of(TakeUp(keeping, None, newcomer, TODAY + 9 * DAY))
    EndAppointment(held, None, TODAY + 9 * DAY).perform()
    TakeUp(keeping, None, newcomer, TODAY + 9 * DAY).perform()


def test_who_keeps_accounts_stands_in_for_no_leader(world: World) -> None:
    keeper = world.newcomer("keeper")
    world.appoint(keeper, "惠民镇", PostRole.ACCOUNT_ADMINISTRATOR, "账号管理员")
    appointment = world.appointments["惠民镇", PostRole.CHIEF]
    chief = world.of("惠民镇", PostRole.CHIEF)
    said = reasons_of(Delegate(appointment, chief, keeper, TODAY, TODAY + DAY, "休假"))
    assert "管账号的人不能参加审核" in said
    # Standing in now, keeper of accounts meanwhile: refused as well.
    deputy = world.newcomer("deputy")
    Delegate(appointment, chief, deputy, TODAY, TODAY + 5 * DAY, "休假").perform()
    keeping = AddPost(world.agency("永兴镇"), None, PostRole.ACCOUNT_ADMINISTRATOR, "账号管理员").perform()
    assert "不能同时" in reasons_of(TakeUp(keeping, None, deputy, TODAY + 5 * DAY))
    TakeUp(keeping, None, deputy, TODAY + 6 * DAY).perform()


def test_a_seat_is_for_one(world: World, administrator: Person) -> None:
    post = world.appointments["惠民镇", PostRole.CHIEF].post
    said = reasons_of(TakeUp(post, administrator, world.newcomer("n"), TODAY))
    assert "请办理移交" in said
    drafting = world.appointments["惠民镇", PostRole.DRAFTER].post
    TakeUp(drafting, administrator, world.newcomer("m"), TODAY).perform()


def test_ends(world: World, administrator: Person) -> None:
    appointment = world.appointments["惠民镇", PostRole.DRAFTER]
    assert "应晚于任职日期" in reasons_of(EndAppointment(appointment, administrator, BEGINNING))
    assert "请用“移交”" in reasons_of(
        EndAppointment(appointment, administrator, TODAY, EndReason.HANDED_OVER)
    )
    assert "视为从未开始" in reasons_of(EndAppointment(appointment, administrator, TODAY, EndReason.VOIDED))
    EndAppointment(appointment, administrator, BEGINNING, EndReason.VOIDED).perform()
    assert not powers_of(world.of("惠民镇", PostRole.DRAFTER), BEGINNING).holdings
    assert "已经登记了免职" in reasons_of(EndAppointment(appointment, administrator, TODAY))
    last = world.appointments["测试县", PostRole.ACCOUNT_ADMINISTRATOR]
    assert "请先让接任的人任职" in reasons_of(EndAppointment(last, None, TODAY))
    HandOver(last, None, world.newcomer("n"), TODAY).perform()


def test_what_was_refused_is_recorded(world: World) -> None:
    post = world.appointments["惠民镇", PostRole.CHIEF].post
    reasons_of(TakeUp(post, None, world.newcomer("n"), TODAY))
    entry = AuditEntry.objects.first()
    assert entry and entry.refused and entry.act == "TakeUp" and entry.agency_id == world.agency("惠民镇").pk


@dataclass
class Reign:
    """A line of the model: who, from when, until when."""

    person: Person
    began: datetime.date
    ended: datetime.date = datetime.date.max


MOVES = st.lists(
    st.tuples(st.sampled_from(["take", "end", "hand", "void"]), st.integers(0, 3), st.integers(-30, 30)),
    max_size=14,
)


@pytest.mark.any_database
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES, single=st.booleans())
def test_at_any_day_the_holders_are_those_of_the_model(
    world: World, moves: list[tuple[str, int, int]], single: bool
) -> None:
    from django.db import transaction

    with transaction.atomic():
        _play(world, moves, PostRole.CHIEF if single else PostRole.GROUP_MEMBER)
        transaction.set_rollback(True)


def _play(world: World, moves: list[tuple[str, int, int]], role: PostRole) -> None:
    town = world.agency("永兴镇")
    post = AddPost(town, None, role, "试岗").perform()
    people = [world.newcomer(f"someone{number}") for number in range(4)]
    reigns: list[Reign] = []
    facts: list[Appointment] = []
    for verb, who, offset in moves:
        day, person = TODAY + offset * DAY, people[who]
        try:
            _move(verb, post, person, day, facts)
        except Refused:
            assert not _allowed(verb, role, reigns, person, day), (verb, who, offset)
            continue
        assert _allowed(verb, role, reigns, person, day), (verb, who, offset)
        _apply(verb, reigns, person, day)
    for offset in range(-32, 33, 4):
        day = TODAY + offset * DAY
        expected = sorted(reign.person.pk for reign in reigns if reign.began <= day < reign.ended)
        answering = next(each for each in who_answered(town, day) if each.post == post)
        assert sorted(tenure.person.pk for tenure in answering.tenures) == expected
        for person in people:
            assert bool(powers_of(person, day).holding(town, role)) == (person.pk in expected)


def _move(verb: str, post: Any, person: Person, day: datetime.date, facts: list[Appointment]) -> None:
    """Do it to the post's last open appointment; without one only taking up is possible."""
    last = next((each for each in reversed(facts) if not hasattr(_again(each), "end")), None)
    if verb == "take":
        facts.append(TakeUp(post, None, person, day).perform())
    elif last is None:
        raise Refused("nobody is there")
    elif verb == "hand":
        facts.append(HandOver(_again(last), None, person, day).perform())
    elif verb == "end":
        EndAppointment(_again(last), None, day).perform()
    else:
        EndAppointment(_again(last), None, last.began_on, EndReason.VOIDED).perform()


def _again(appointment: Appointment) -> Appointment:
    return Appointment.objects.get(pk=appointment.pk)  # type: ignore[no-any-return]


def _open(reigns: list[Reign]) -> Reign | None:
    return next((reign for reign in reversed(reigns) if reign.ended == datetime.date.max), None)


def _allowed(verb: str, role: PostRole, reigns: list[Reign], person: Person, day: datetime.date) -> bool:
    last = _open(reigns)
    if verb == "void":
        return last is not None
    if verb == "end":
        return last is not None and day > last.began
    later = [reign for reign in reigns if reign.ended > day]
    if verb == "hand":
        if last is None or day <= last.began or person == last.person:
            return False
        later.remove(last)
    if role == PostRole.CHIEF:
        return not later
    return all(reign.person != person for reign in later)


def _apply(verb: str, reigns: list[Reign], person: Person, day: datetime.date) -> None:
    last = _open(reigns)
    if verb != "take":
        assert last is not None
        last.ended = last.began if verb == "void" else day
    if verb in ("take", "hand"):
        reigns.append(Reign(person, day))


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (1, 0, "结束日期不能早于开始日期"),
        (-1, 3, "不能从过去的日期开始"),
        (0, 92, "一次委托最长92天"),
    ],
)
def test_days_of_standing_in(world: World, first: int, last: int, said: str) -> None:
    appointment, chief = world.appointments["惠民镇", PostRole.CHIEF], world.of("惠民镇", PostRole.CHIEF)
    deputy = world.of("惠民镇", PostRole.DEPUTY_LEADER)
    action = Delegate(appointment, chief, deputy, TODAY + first * DAY, TODAY + last * DAY, "休假")
    assert said in reasons_of(action)


def test_who_may_let_whom_stand_in(world: World, administrator: Person) -> None:
    appointment, chief = world.appointments["惠民镇", PostRole.CHIEF], world.of("惠民镇", PostRole.CHIEF)
    deputy = world.of("惠民镇", PostRole.DEPUTY_LEADER)
    days = (TODAY, TODAY + 4 * DAY, "休假")
    assert "只有任职的本人" in reasons_of(Delegate(appointment, deputy, deputy, *days))
    assert "不能是任职的本人" in reasons_of(Delegate(appointment, chief, chief, *days))
    stranger = world.of("永兴镇", PostRole.CHIEF)
    assert "请选本机关的人" in reasons_of(Delegate(appointment, chief, stranger, *days))
    assert "请填写委托的事由" in reasons_of(Delegate(appointment, chief, deputy, TODAY, TODAY, " "))
    Delegate(appointment, administrator, deputy, *days).perform()
    drafter = world.of("惠民镇", PostRole.DRAFTER)
    assert "已经委托了别人" in reasons_of(
        Delegate(appointment, chief, drafter, TODAY + DAY, TODAY + DAY, "病假")
    )
    keeping = world.appointments["测试县", PostRole.AUDITOR]
    auditor = world.of("测试县", PostRole.AUDITOR)
    assert "不能委托别人代行" in reasons_of(
        Delegate(keeping, auditor, world.of("测试县", PostRole.CHIEF), *days)
    )


def test_taking_back(world: World) -> None:
    from gongkai.agencies.actions import TakeBackDelegation

    town = world.agency("惠民镇")
    appointment, chief = world.appointments["惠民镇", PostRole.CHIEF], world.of("惠民镇", PostRole.CHIEF)
    deputy = world.of("惠民镇", PostRole.DEPUTY_LEADER)
    delegation: Delegation = Delegate(appointment, chief, deputy, TODAY, TODAY + 9 * DAY, "休假").perform()
    assert "只有任职的本人" in reasons_of(TakeBackDelegation(delegation, deputy))
    assert "不能早于今天" in reasons_of(TakeBackDelegation(delegation, chief, TODAY - DAY))
    TakeBackDelegation(delegation, chief, TODAY + 2 * DAY).perform()
    assert powers_of(deputy, TODAY + DAY).holding(town, PostRole.CHIEF)
    assert powers_of(deputy, TODAY + 2 * DAY).holding(town, PostRole.CHIEF) is None
    assert "已经收回" in reasons_of(TakeBackDelegation(delegation, chief))
    assert any("不再代行" in change.sentence for change in changes_for(deputy, datetime.date.today()))
    # The days that are free again can be given to another.
    drafter = world.of("惠民镇", PostRole.DRAFTER)
    Delegate(appointment, chief, drafter, TODAY + 2 * DAY, TODAY + 3 * DAY, "病假").perform()
