"""What is put into SQL once answers as the query set would, for whomever and whatever day it is asked."""

from __future__ import annotations

import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.world import BEGINNING, World

from gongkai.acts.prepared import PreparedRows
from gongkai.agencies.models import Appointment, AppointmentEnd, PostRole

DAY = datetime.timedelta(days=1)


def test_each_person_and_each_day_has_its_own_answer(world: World) -> None:
    def held(person: int, day: datetime.date):
        return Appointment.objects.on(day).filter(person_id=person).values_list("pk", "post__title")

    asked = PreparedRows(held)
    chief, deputy = (world.of("惠民镇", role) for role in (PostRole.CHIEF, PostRole.DEPUTY_LEADER))
    last = world.appointments["惠民镇", PostRole.CHIEF]
    AppointmentEnd.objects.create(appointment=last, ended_on=BEGINNING + 9 * DAY, reason="left")
    answers = set()
    for person in (chief, deputy, world.newcomer("nobody")):
        for day in (BEGINNING - DAY, BEGINNING, BEGINNING + 8 * DAY, BEGINNING + 9 * DAY):
            answer = asked.of(person.pk, day)
            assert answer == list(held(person.pk, day)), (person, day)
            answers.add(tuple(answer))
    assert len(answers) == 3  # the chief's post, the deputy's, none


def test_it_is_asked_anew_each_time(world: World) -> None:
    asked = PreparedRows(
        lambda person, day: Appointment.objects.on(day).filter(person_id=person).values_list("pk")
    )
    chief = world.of("惠民镇", PostRole.CHIEF)
    asked.of(chief.pk, BEGINNING)
    AppointmentEnd.objects.create(
        appointment=world.appointments["惠民镇", PostRole.CHIEF], ended_on=BEGINNING, reason="left"
    )
    with CaptureQueriesContext(connection) as queries:
        assert asked.of(chief.pk, BEGINNING) == []
    assert len(queries) == 1
