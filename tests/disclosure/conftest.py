"""Items for the tests of disclosure: drafted, reviewed and published by the same acts as people use."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine

from gongkai.acts.days import CHINA
from gongkai.agencies.models import Agency, PostRole
from gongkai.disclosure.actions.save_draft import SaveDraft
from gongkai.disclosure.models import Column, ColumnKind, Item
from gongkai.review.actions import Approve, Submit
from gongkai.review.models import Stage
from gongkai.review.settings import DEFAULT_CHECKLIST

MORNING = datetime.datetime(2024, 6, 3, 9, 0, tzinfo=CHINA)
CONFIRMED = [check.key for check in DEFAULT_CHECKLIST]
TOWN = "惠民镇"


def body(text: str) -> list[tuple[str, str]]:
    return [("text", f"<p>{text}</p>")]


@dataclass
class Office:
    """A town's office at work. `town` is whose item it is."""

    world: Any
    town: str = TOWN
    columns: dict[str, Column] = field(default_factory=dict)

    @property
    def agency(self) -> Any:
        # Read again: bodies added later move the others' places in the tree.
        return Agency.objects.get(pk=self.world.agency(self.town).pk)

    def of(self, role: PostRole) -> Any:
        return self.world.of(self.town, role)

    @property
    def drafter(self) -> Any:
        return self.of(PostRole.DRAFTER)

    @property
    def deputy(self) -> Any:
        return self.of(PostRole.DEPUTY_LEADER)

    @property
    def chief(self) -> Any:
        return self.of(PostRole.CHIEF)

    def column(self, kind: str = ColumnKind.NOTICE) -> Column:
        if kind not in self.columns:
            self.columns[kind] = Column.objects.create(
                agency=self.agency, name=ColumnKind(kind).label, slug=str(kind).replace("_", "-"), kind=kind
            )
        return self.columns[kind]

    def draft(
        self, title: str = "关于开展春季植树活动的公告", kind: str = ColumnKind.NOTICE, **fields: Any
    ) -> Item:
        typed: dict[str, Any] = {
            "agency": self.agency,
            "column": self.column(kind),
            "title": title,
            "formed_on": datetime.date(2024, 6, 3),
            "theme": "综合政务/政务公开",
            "summary": "镇人民政府组织春季植树。",
            "body": body("镇人民政府定于本周组织植树。"),
            **fields,
        }
        return self.saved(Item(**typed))

    def saved(self, item: Item) -> Item:
        SaveDraft(item, self.drafter, item.latest_revision_id).perform()
        return self.again(item)

    def again(self, item: Item) -> Item:
        found: Item = Item.objects.get(pk=item.pk)
        return found

    def revised(self, item: Item, **fields: Any) -> Item:
        """The item with a new draft."""
        stored = self.again(item)
        latest = stored.get_latest_revision_as_object()
        latest.latest_revision_id = stored.latest_revision_id
        for name, value in fields.items():
            setattr(latest, name, value)
        return self.saved(latest)

    def submit(self, item: Item) -> None:
        present = self.again(item)
        Submit(present, self.drafter, present.latest_revision_id, checklist=CONFIRMED).perform()

    def approve(self, item: Item, stage: str, by: Any) -> None:
        present = self.again(item)
        Approve(present, by, present.latest_revision_id, stage).perform()

    def reviewed(self, item: Item) -> Item:
        """Submitted, and passed by deputy and chief: it is public, or scheduled."""
        self.submit(item)
        self.approve(item, Stage.SECOND, self.deputy)
        self.approve(item, Stage.FINAL, self.chief)
        return self.again(item)

    def published(
        self, title: str = "关于开展春季植树活动的公告", kind: str = ColumnKind.NOTICE, **fields: Any
    ) -> Item:
        return self.reviewed(self.draft(title, kind, **fields))


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(MORNING, tick=True) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def media(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def office(world: Any) -> Office:
    return Office(world)
