"""An OpenSearch's index made anew: in a second one, that takes the place of the first in one request."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from tests.search.conftest import Office, found
from tests.search.opensearch_server import RunningOpenSearch

from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.search import keeping, writing
from gongkai.search.backends import backend
from gongkai.search.backends.opensearch.names import Names, Standing
from gongkai.search.backends.protocol import Unreachable
from gongkai.search.models import Document
from gongkai.search.rebuilding import NotRebuilt, rebuild

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_database]


@pytest.fixture(autouse=True)
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "BATCH", 1)


class Killed(BaseException):
    """The process ends here."""


def kill(done: int) -> None:
    raise Killed


def test_the_former_answers_until_the_other_takes_its_place(
    office: Office, opensearch: RunningOpenSearch
) -> None:
    items = [office.published(title=f"第{number}次停水的公告") for number in range(3)]
    first, second = f"{opensearch.alias}-1", f"{opensearch.alias}-2"
    meanwhile: list[tuple[int, dict[str, list[str]]]] = []

    def look(done: int) -> None:
        if done == 1:
            office.published(title="第3次停水的公告")
            Withdraw(office.again(items[0]), office.chief, "内容有误，另行公开。").perform()
        meanwhile.append((found("停水").number, opensearch.indexes))

    assert rebuild(look) == (3, {})
    both = {first: [opensearch.alias], second: [f"{opensearch.alias}-next"]}
    assert meanwhile == [(3, both)] * 3
    assert opensearch.indexes == {second: [opensearch.alias]}
    assert found("停水").number == opensearch.held() == 3
    assert list(keeping.keep_in_step(timezone.now())) == [] and not keeping.broken()
    rebuild()
    assert opensearch.indexes == {first: [opensearch.alias]}


def test_one_that_was_killed_leaves_the_former_and_is_cleared_away(
    office: Office, opensearch: RunningOpenSearch
) -> None:
    for number in range(3):
        office.published(title=f"第{number}次停水的公告")
    with pytest.raises(Killed):
        rebuild(kill)
    assert found("停水").number == 3 and len(opensearch.indexes) == 2
    office.published(title="第3次停水的公告")
    assert found("停水").number == 4
    assert keeping.broken()
    assert [outcome.done for outcome in keeping.keep_in_step(timezone.now())] == [True]
    assert opensearch.indexes == {f"{opensearch.alias}-2": [opensearch.alias]}
    assert found("停水").number == opensearch.held() == 4 and not keeping.broken()


def test_an_index_that_itself_has_the_name_goes_on_until_it_is_replaced_by_an_alias(
    office: Office, opensearch: RunningOpenSearch
) -> None:
    opensearch.create(opensearch.alias, {})
    items = [office.published(title=f"第{number}次停水的公告") for number in range(2)]
    assert found("停水").number == 2

    def meanwhile(done: int) -> None:
        if done == 1:
            Withdraw(office.again(items[0]), office.chief, "内容有误，另行公开。").perform()
            office.published(title="第2次停水的公告")
        assert found("停水").number == 2
        assert opensearch.indexes[opensearch.alias] == []

    rebuild(meanwhile)
    assert opensearch.indexes == {f"{opensearch.alias}-1": [opensearch.alias]}
    assert found("停水").number == opensearch.held() == 2 and not keeping.broken()


@pytest.mark.parametrize("ending", ["", "-2"])
def test_an_index_of_somebody_else_is_left_alone(
    office: Office, opensearch: RunningOpenSearch, ending: str
) -> None:
    if ending:
        office.published(title="关于征地补偿的公告")
    theirs = f"{opensearch.alias}{ending}"
    opensearch.create(theirs, {"price": {"type": "integer"}})
    opensearch.client.index(index=theirs, id="1", body={"price": 3}, refresh=True)
    item = office.published(title="关于停水的公告")
    with pytest.raises(NotRebuilt, match=f"已有索引“{theirs}”，它不是本平台建立的"):
        rebuild()
    assert office.again(item).live and opensearch.client.count(index=theirs)["count"] == 1
    assert found("停水").number == (1 if ending else 0)


def test_what_is_written_while_they_change_places_comes_to_the_new_one(
    office: Office, opensearch: RunningOpenSearch, monkeypatch: Any
) -> None:
    office.published(title="第一次停水的公告")
    seen = Names.standing

    def changed_after_it_was_seen(self: Names, client: Any) -> Standing:
        standing = seen(self, client)
        if standing.filling:
            monkeypatch.setattr(Names, "standing", seen)
            self.change_places(client)
        return standing

    def meanwhile(done: int) -> None:
        monkeypatch.setattr(Names, "standing", changed_after_it_was_seen)
        office.published(title="第二次停水的公告")
        raise Killed

    with pytest.raises(Killed):
        rebuild(meanwhile)
    assert opensearch.indexes == {f"{opensearch.alias}-2": [opensearch.alias]}
    assert found("停水").number == opensearch.held() == Document.objects.count() == 2


def test_one_that_was_deleted_while_it_was_filled_takes_no_place(
    office: Office, opensearch: RunningOpenSearch
) -> None:
    office.published(title="第一次停水的公告")
    filled = f"{opensearch.alias}-2"
    with pytest.raises(Unreachable, match="不见了，检索照旧"):
        rebuild(lambda done: opensearch.client.indices.delete(index=filled))
    assert found("停水").number == 1 and backend().surplus() == 0
    assert opensearch.indexes == {f"{opensearch.alias}-1": [opensearch.alias]}


def test_what_one_index_refuses_the_other_still_gets(office: Office, opensearch: RunningOpenSearch) -> None:
    office.published(title="第一次停水的公告")

    def meanwhile(done: int) -> None:
        block = {"index.blocks.read_only_allow_delete": True}
        opensearch.client.indices.put_settings(index=f"{opensearch.alias}-2", body=block)
        office.published(title="第二次停水的公告")
        assert opensearch.held() == 2
        raise Killed

    with pytest.raises(Killed):
        rebuild(meanwhile)
    list(keeping.keep_in_step(timezone.now()))
    assert found("停水").number == opensearch.held() == 2 and not keeping.broken()
