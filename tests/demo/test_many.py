"""Very many items: quick, and as lawful as the one that they are like."""

from __future__ import annotations

import json

import pytest
from tests.world import World

from gongkai.acts.action import Refused
from gongkai.agencies.models import Agency
from gongkai.demo import many
from gongkai.demo.many import build_many
from gongkai.disclosure.actions.set_up import SetUpDisclosure
from gongkai.disclosure.crosscheck import disagreements
from gongkai.disclosure.models import Item
from gongkai.register.models import Entry
from gongkai.register.verification import verify
from gongkai.review.rules import cleared

BODIES = ("惠民镇", "民政局")


@pytest.fixture
def with_columns(world: World) -> None:
    """A county of which two bodies have their columns."""
    for name in BODIES:
        SetUpDisclosure(world.agency(name), None).perform()


@pytest.mark.usefixtures("with_columns")
def test_the_likes_are_cleared_registered_and_chained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "BATCH", 20)
    said: list[str] = []
    assert build_many(45, said.append, BODIES) == 45
    assert Item.objects.count() == 45
    assert len(said) == 3

    made = list(Item.objects.order_by("-pk")[:45])
    assert {str(item.agency) for item in made} == set(BODIES)
    assert len({str(item.index_number) for item in made}) == len({item.title for item in made}) == 45
    for item in made:
        assert item.live
        assert cleared(item, item.live_revision_id) is not None
    assert verify().whole
    assert list(disagreements()) == []

    original, like = Entry.objects.order_by("-sequence")[44], Entry.objects.order_by("-sequence")[0]
    assert json.loads(original.body).keys() == json.loads(like.body).keys()


@pytest.mark.usefixtures("with_columns")
def test_a_like_can_be_changed_like_any_other_item() -> None:
    build_many(30, agencies=["惠民镇"])
    item = Item.objects.order_by("-pk")[0]
    latest = item.get_latest_revision_as_object()
    assert latest.pk == item.pk and latest.title == item.title
    revision = latest.save_revision(user=item.drafted_by, changed=True)
    item.refresh_from_db()
    assert item.latest_revision_id == revision.pk != item.live_revision_id


def test_without_bodies_it_is_refused(db: None) -> None:
    assert not Agency.objects.exists()
    with pytest.raises(Refused, match="还没有机关"):
        build_many(3)
