"""What follows from holding a post, on which days."""

from __future__ import annotations

import datetime

from tests.world import World

from gongkai.agencies.models import AppointmentEnd, Delegation, PostRole
from gongkai.agencies.powers import powers_of

DAY = datetime.date(2024, 6, 3)


def test_a_post_counts_from_its_first_day_to_the_day_before_its_end(world: World) -> None:
    chief, town = world.of("惠民镇", PostRole.CHIEF), world.agency("惠民镇")
    assert powers_of(chief, datetime.date(2023, 12, 31)).holding(town, PostRole.CHIEF) is None
    assert powers_of(chief, datetime.date(2024, 1, 1)).holding(town, PostRole.CHIEF)
    AppointmentEnd.objects.create(
        appointment=world.appointments["惠民镇", PostRole.CHIEF], ended_on=DAY, reason="left"
    )
    assert powers_of(chief, DAY - datetime.timedelta(days=1)).holding(town, PostRole.CHIEF)
    assert powers_of(chief, DAY).holding(town, PostRole.CHIEF) is None


def test_a_deputy_stands_in_only_while_the_other_is_away_and_in_office(world: World) -> None:
    town, deputy = world.agency("惠民镇"), world.newcomer("standing-in")
    appointment = world.appointments["惠民镇", PostRole.CHIEF]
    Delegation.objects.create(
        appointment=appointment,
        deputy=deputy,
        began_on=DAY,
        until_on=DAY + datetime.timedelta(days=4),
        reason="休假",
    )
    held = powers_of(deputy, DAY).holding(town, PostRole.CHIEF)
    assert held is not None and held.stands_in
    assert powers_of(deputy, DAY + datetime.timedelta(days=5)).holding(town, PostRole.CHIEF) is None
    AppointmentEnd.objects.create(
        appointment=appointment, ended_on=DAY + datetime.timedelta(days=2), reason="left"
    )
    assert powers_of(deputy, DAY + datetime.timedelta(days=1)).holding(town, PostRole.CHIEF)
    assert powers_of(deputy, DAY + datetime.timedelta(days=2)).holding(town, PostRole.CHIEF) is None


def test_who_reads_what(world: World) -> None:
    huimin, yongxing = world.agency("惠民镇"), world.agency("永兴镇")
    drafter = powers_of(world.of("惠民镇", PostRole.DRAFTER), DAY)
    assert drafter.reads(huimin) and not drafter.reads(yongxing)
    for role in (PostRole.SUPERVISOR, PostRole.AUDITOR):
        reader = powers_of(world.of("测试县", role), DAY)
        assert reader.reads(huimin) and reader.reads(yongxing)
    administrator = powers_of(world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR), DAY)
    assert not administrator.reads(huimin) and not administrator.reads(world.agency("测试县"))


def test_an_account_that_is_switched_off_has_no_powers(world: World) -> None:
    chief = world.of("惠民镇", PostRole.CHIEF)
    chief.is_active = False
    assert powers_of(chief, DAY).holdings == ()
