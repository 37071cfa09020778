"""Short words for what the tests of reviews do again and again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from tests.review.letters.models import Letter
from tests.world import World

from gongkai.acts.action import Action, Refused
from gongkai.agencies.models import Person, PostRole
from gongkai.review.actions import Approve, Submit
from gongkai.review.models import Decision, Stage
from gongkai.review.settings import DEFAULT_CHECKLIST

EVERY_CHECK = tuple(check.key for check in DEFAULT_CHECKLIST)
TOWN = "惠民镇"


@dataclass
class Office:
    """A town's office with one letter that its drafter has written."""

    world: World
    letter: Letter

    @property
    def drafter(self) -> Person:
        return self.world.of(TOWN, PostRole.DRAFTER)

    @property
    def deputy(self) -> Person:
        return self.world.of(TOWN, PostRole.DEPUTY_LEADER)

    @property
    def chief(self) -> Person:
        return self.world.of(TOWN, PostRole.CHIEF)

    @property
    def present(self) -> int:
        self.letter.refresh_from_db()
        return int(self.letter.latest_revision_id)

    def write(self, text: str, by: Person | None = None) -> int:
        self.letter.refresh_from_db()
        return int(self.letter.write(text, by or self.drafter).pk)

    def submit(self, by: Person | None = None) -> Decision:
        return Submit(self.letter, by or self.drafter, self.present, checklist=EVERY_CHECK).perform()

    def approve(self, by: Person, stage: Stage) -> Decision:
        return Approve(self.letter, by, self.present, stage=stage).perform()

    def to_final(self) -> None:
        self.submit()
        self.approve(self.deputy, Stage.SECOND)

    def sent(self) -> bool:
        self.letter.refresh_from_db()
        return self.letter.sent


def make_office(world: World) -> Office:
    letter = Letter.objects.create(agency=world.agency(TOWN), title="关于道路施工的答复", live=False)
    office = Office(world, letter)
    office.write("道路施工预计十一月底完工。")
    return office


def refusal(action: Action[Any]) -> str:
    """Perform what must be refused; the reasons, each a whole sentence."""
    with pytest.raises(Refused) as caught:
        action.perform()
    assert caught.value.reasons and all(reason.endswith("。") for reason in caught.value.reasons)
    return str(caught.value)
