"""The counts of a year on the screen, and the facts behind each."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.agencies.models import PostRole
from gongkai.disclosure.models import Column
from gongkai.register.actions import record
from gongkai.register.clearing import Clearing, Particulars, Reviewer

pytestmark = pytest.mark.django_db


def enter(world: Any, number: int, kind: str, column_kind: str, day: datetime.date) -> None:
    """One act in the register, reviewed by three."""
    town = world.agency("惠民镇")
    at = timezone.make_aware(datetime.datetime.combine(day, datetime.time(10)))
    stages = (("first", PostRole.DRAFTER), ("second", PostRole.DEPUTY_LEADER), ("final", PostRole.CHIEF))
    reviewers = tuple(
        Reviewer(stage, world.of("惠民镇", role).pk, world.of("惠民镇", role).name, role.label, "", at)
        for stage, role in stages
    )
    record(
        agency=town,
        subject=Column.objects.create(agency=town, name=f"栏目{number}", slug=f"c{number}", kind=column_kind),
        revision_id=number,
        kind=kind,
        column_kind=column_kind,
        index_number=f"测试/{number}",
        title=f"第{number}号信息",
        public_at=at,
        content_hash=f"{number:064x}",
        clearing=Clearing(number, f"{number:064x}", reviewers),
        particulars=Particulars(column="栏目", openness="主动公开"),
        by=world.of("惠民镇", PostRole.CHIEF),
    )


def test_figures_are_counted_by_kind_and_open_what_was_counted(world: Any) -> None:
    enter(world, 1, "published", "news", datetime.date(2024, 3, 4))
    enter(world, 2, "published", "news", datetime.date(2024, 12, 31))
    enter(world, 3, "published", "news", datetime.date(2025, 1, 1))
    client = Client()
    client.force_login(
        world.of("惠民镇", PostRole.DRAFTER), backend="django.contrib.auth.backends.ModelBackend"
    )
    page = client.get("/office/yearly/", {"agency": world.agency("惠民镇").pk, "year": 2024})
    (line, total) = page.context["lines"]
    assert (line.label, [figure.number for figure in line.figures]) == ("政府动态", [2, 0, 0, 0, 0])
    assert total.figures[0].number == 2
    behind = client.get(line.figures[0].address).content.decode()
    assert "第1号信息" in behind and "第2号信息" in behind and "第3号信息" not in behind


def test_a_body_that_one_does_not_read_is_not_counted_for_one(world: Any) -> None:
    client = Client()
    client.force_login(
        world.of("永兴镇", PostRole.DRAFTER), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert client.get("/office/yearly/", {"agency": world.agency("惠民镇").pk}).status_code == 404
