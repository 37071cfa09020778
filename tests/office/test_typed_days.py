"""Days and times that somebody mistyped: said in a sentence where they are typed, and never the end of a screen."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from tests.disclosure.conftest import MORNING, clock, media, office
from tests.office.test_channels import browser, shown

from gongkai.disclosure.models import CatalogueEntry, Item

__all__ = ["clock", "media", "office"]
pytestmark = pytest.mark.any_database


@pytest.fixture(autouse=True)
def usual(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def typed(office: Any, **fields: str) -> dict[str, str]:
    return {
        "column": str(office.column().pk),
        "title": "关于开展春季植树活动的公告",
        "openness": "proactive",
        "body-count": "0",
        **fields,
    }


@pytest.mark.parametrize("field", ["go_live_at", "expire_at"])
@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_time_that_cannot_be_is_refused(office: Any, field: str, moment: str) -> None:
    answer = browser(office.drafter).post(reverse("office:item-create"), typed(office, **{field: moment}))
    assert answer.status_code == 422
    assert "年份应在1949至2100之间" in shown(answer)
    assert not Item.objects.exists()


@pytest.mark.parametrize("day", ["1024-06-03", "2204-06-03"])
def test_a_mistyped_day_of_forming_leaves_the_first_page_alone(office: Any, day: str) -> None:
    CatalogueEntry.objects.create(
        agency=office.agency, duty="a20_13", column=office.column(), channels=["公众号"]
    )
    clerk = browser(office.drafter)
    clerk.post(reverse("office:item-create"), typed(office, formed_on=day))
    item = Item.objects.get()
    assert clerk.get(reverse("office:home")).status_code == 200
    assert "年份应在1949年至2024年之间" in shown(clerk.get(reverse("office:item", args=[item.pk])))


def test_a_day_of_another_year_says_which(office: Any) -> None:
    office.draft("去年就该公开的公告", formed_on=datetime.date(2023, 1, 16))
    office.submit(office.draft("送审的公告"))
    assert "应于2023年2月16日前公开，已超期" in shown(browser(office.drafter).get(reverse("office:home")))
    assert "应于6月" in shown(browser(office.deputy).get(reverse("office:home")))
    with time_machine.travel(MORNING + datetime.timedelta(days=300)):
        deputy = browser(office.deputy)
        for name in ("home", "reviews"):
            assert "2024年6月" in shown(deputy.get(reverse(f"office:{name}")))
