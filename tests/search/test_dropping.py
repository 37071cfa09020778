"""The former index on SQLite is dropped a little at a time, also where that was broken off, or where it is broken."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from tests.search.conftest import Office, found

from gongkai.search import breathing, keeping, writing
from gongkai.search.backends import backend, dropping
from gongkai.search.rebuilding import rebuild, tidy

pytestmark = pytest.mark.sqlite_only


def execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE 'search_index%' ORDER BY name")
        return [row[0] for row in cursor.fetchall()]


ONLY = [f"search_index{ending}" for ending in ("", "_config", "_data", "_docsize", "_idx")]


class Killed(BaseException):
    """The process ends here."""


def kill() -> None:
    raise Killed


def test_in_pieces(office: Office, monkeypatch: Any) -> None:
    office.published(title="关于征地补偿的公告")
    pieces: list[int] = []
    monkeypatch.setattr(dropping, "PIECE", 1)
    monkeypatch.setattr(dropping, "breathe", lambda: pieces.append(1))
    rebuild()
    assert pieces and tables() == ONLY and found("征地").number == 1


def test_one_that_was_not_dropped_to_the_end_is_dropped_later(office: Office, monkeypatch: Any) -> None:
    office.published(title="关于征地补偿的公告")
    monkeypatch.setattr(dropping, "PIECE", 1)
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(dropping, "breathe", kill)
        rebuild()
    assert "search_index_retired" in tables()
    assert found("征地").number == 1 and not keeping.broken()
    office.published(title="关于征地的通知")
    tidy()
    assert tables() == ONLY and found("征地").number == 2


def test_one_that_was_begun_is_written_to_no_more_while_it_is_dropped(
    office: Office, monkeypatch: Any
) -> None:
    office.published(title="关于征地补偿的公告")
    with pytest.raises(Killed):
        rebuild(lambda done: kill())
    monkeypatch.setattr(dropping, "PIECE", 1)
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(dropping, "breathe", kill)
        backend().begin()
    assert not backend().begun()
    office.published(title="关于征地的通知")
    assert found("征地").number == 2
    rebuild()
    assert tables() == ONLY and found("征地").number == 2


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM search_index_data",
        "DELETE FROM search_index_config",
        "UPDATE search_index_data SET block = x'00ff'",
        "DROP TABLE search_index_docsize",
        "DROP TABLE search_index_data",
        "DROP TABLE search_index",
    ],
)
@pytest.mark.django_db(transaction=True)
def test_a_broken_index_is_made_anew(office: Office, harm: str) -> None:
    office.published(title="关于征地补偿的公告")
    execute(harm)
    connection.close()  # what it knows of the table is forgotten
    assert rebuild() == (1, {})
    assert tables() == ONLY and found("征地").number == 1
    assert not keeping.broken()


@pytest.mark.django_db(transaction=True)
def test_others_get_to_write_between_two_batches_but_not_within_a_transaction(monkeypatch: Any) -> None:
    slept: list[float] = []
    monkeypatch.setattr(breathing.time, "sleep", slept.append)
    monkeypatch.setattr(writing, "BATCH", 2)
    assert list(writing.batches(range(5))) == [[0, 1], [2, 3], [4]]
    assert slept == [breathing.BREATH] * 2
    with transaction.atomic():
        assert len(list(writing.batches(range(5)))) == 3
    assert len(slept) == 2
