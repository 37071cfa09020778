"""Two people act on the same letter in the same moment: always one winner, and one clear refusal."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections
from tests.review.copying import copies
from tests.review.letters.models import Letter
from tests.review.office import EVERY_CHECK, TOWN, Office, make_office
from tests.world import World

from gongkai.acts.action import Action, Refused
from gongkai.acts.days import today
from gongkai.agencies.models import PostRole
from gongkai.review.actions import Approve, PublishInEmergency, Recall, SendBack, Submit
from gongkai.review.models import Decision, DecisionKind, Notice, Stage
from gongkai.review.notices import tell

Make = Callable[[Letter, int], Action[Any]]


def race(letters: list[tuple[Letter, int]], *makers: Make) -> list[list[str]]:
    """Each maker's act on every letter, started at the same moment. Of every letter, what each maker met."""
    met: list[list[str]] = [["" for _ in makers] for _ in letters]
    start = threading.Barrier(len(makers))

    def run(place: int, make: Make) -> None:
        try:
            for number, (letter, revision) in enumerate(letters):
                action = make(letter, revision)
                start.wait(timeout=120)
                try:
                    action.perform()
                    met[number][place] = "done"
                except Refused as refusal:
                    met[number][place] = str(refusal)
        except BaseException:
            start.abort()
            raise
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, make)) for place, make in enumerate(makers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return met


def one_winner(met: list[list[str]]) -> Counter[int]:
    """Of every letter exactly one was done, the other refused in words; who won how often."""
    for results in met:
        assert results.count("done") == 1, results
        (refused,) = [result for result in results if result != "done"]
        assert refused.endswith("。"), results
    return Counter(results.index("done") for results in met)


@pytest.fixture
def office(transactional_db: None, world: World) -> Office:
    return make_office(world)


@pytest.mark.django_db(transaction=True)
def test_two_approvers_at_once_have_one_winner(office: Office) -> None:
    """在 PostgreSQL 上五百次；SQLite 只有一个写者，少几次就够。"""
    count = 500 if connection.vendor == "postgresql" else 20
    other = office.world.newcomer("other", "另一副书记")
    office.world.appoint(other, TOWN, PostRole.DEPUTY_LEADER, "副镇长")
    deputy = office.deputy
    office.submit()
    letters = copies(office.letter, count)
    met = race(
        letters,
        lambda letter, revision: Approve(letter, deputy, revision, stage=Stage.SECOND),
        lambda letter, revision: Approve(letter, other, revision, stage=Stage.SECOND),
    )
    one_winner(met)
    assert all("再审已由" in text for results in met for text in results if text != "done")
    assert Decision.objects.filter(stage=Stage.SECOND).count() == count
    for letter, _ in letters:
        letter.refresh_from_db()
        assert letter.current_workflow_task.stage == Stage.FINAL


@pytest.mark.django_db(transaction=True)
def test_approval_and_recall_at_once_have_one_winner(office: Office) -> None:
    office.to_final()
    letters = copies(office.letter, 60 if connection.vendor == "postgresql" else 10)
    chief, drafter = office.chief, office.drafter
    met = race(
        letters,
        lambda letter, revision: Approve(letter, chief, revision, stage=Stage.FINAL),
        lambda letter, revision: Recall(letter, drafter, revision),
    )
    one_winner(met)
    for (letter, _), results in zip(letters, met, strict=True):
        letter.refresh_from_db()
        assert letter.sent is (results[0] == "done")


@pytest.mark.django_db(transaction=True)
def test_sending_back_twice_at_once_is_done_once(office: Office) -> None:
    other = office.world.newcomer("other", "另一副书记")
    office.world.appoint(other, TOWN, PostRole.DEPUTY_LEADER, "副镇长")
    deputy = office.deputy
    office.submit()
    letters = copies(office.letter, 60 if connection.vendor == "postgresql" else 10)
    met = race(
        letters,
        lambda letter, revision: SendBack(letter, deputy, revision, comment="落款不对。"),
        lambda letter, revision: SendBack(letter, other, revision, comment="附件缺页。"),
    )
    one_winner(met)
    assert Decision.objects.filter(kind=DecisionKind.SENT_BACK).count() == len(letters)


@pytest.mark.django_db(transaction=True)
def test_submitting_twice_by_a_double_click_begins_one_round(office: Office) -> None:
    letters = [(office.letter, office.present)]
    drafter = office.drafter

    def submit(letter: Letter, revision: int) -> Action[Any]:
        return Submit(letter, drafter, revision, checklist=EVERY_CHECK)

    one_winner(race(letters, submit, submit))
    assert Decision.objects.values("round").distinct().count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_emergencies_at_once_are_one(office: Office) -> None:
    deputy, chief = office.deputy, office.chief
    met = race(
        [(office.letter, office.present)],
        lambda letter, revision: PublishInEmergency(letter, deputy, revision, comment="泄洪。"),
        lambda letter, revision: PublishInEmergency(letter, chief, revision, comment="泄洪。"),
    )
    one_winner(met)
    assert Decision.objects.filter(kind=DecisionKind.EMERGENCY).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_tell_everybody_once(office: Office) -> None:
    office.submit()
    copies(office.letter, 4)

    class Tell(Action[int]):
        label = "通知"

        def perform(self) -> int:
            return tell(today())

    race([(office.letter, 0)], lambda letter, _: Tell(letter), lambda letter, _: Tell(letter))
    assert Notice.objects.count() == 5
