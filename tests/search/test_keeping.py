"""The index follows each act in the act's own transaction, and is mended when it fell behind."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from tests.disclosure.conftest import MORNING
from tests.search.conftest import Office, found

from gongkai.acts.days import today
from gongkai.acts.signals import performed
from gongkai.disclosure.actions.change_settings import ChangeColumn
from gongkai.disclosure.actions.validity import ChangeValidity
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import ColumnKind
from gongkai.search import keeping
from gongkai.search.backends import backend
from gongkai.search.models import Document
from gongkai.statute.metadata import Validity


def test_only_what_is_public_is_found(office: Office) -> None:
    item = office.draft(title="关于征地补偿的公告")
    assert found("征地").number == 0
    office.reviewed(item)
    assert found("征地").number == 1
    office.revised(item, title="关于拆迁安置的公告")
    assert (found("征地").number, found("拆迁").number) == (1, 0)
    office.reviewed(office.again(item))
    assert (found("征地").number, found("拆迁").number) == (0, 1)
    Withdraw(office.again(item), office.chief, "内容有误，另行公开。").perform()
    assert found("拆迁").number == 0
    assert Document.objects.count() == backend().holds() == 0


def test_what_is_undone_with_the_act_is_undone_in_the_index(office: Office) -> None:
    item = office.published(title="关于征地补偿的公告")

    class Undone(Exception):
        pass

    with pytest.raises(Undone), transaction.atomic():
        Withdraw(item, office.chief, "内容有误，另行公开。").perform()
        assert found("征地").number == 0
        raise Undone
    assert found("征地").number == 1


def test_validity_and_columns_follow(office: Office) -> None:
    item = office.published(
        title="关于农田的通知", kind=ColumnKind.DOCUMENT, document_number="测惠府〔2024〕1号"
    )
    assert found("", validity="in_force").number == 1
    ChangeValidity(item, office.chief, validity=Validity.REPEALED, on=today(), basis="另有规定").perform()
    assert found("", validity="in_force").number == 0
    assert found("", validity="repealed").number == 1
    column = office.column(ColumnKind.DOCUMENT)
    column.kind, column.name = ColumnKind.CATALOGUE, "其他文件"
    ChangeColumn(column, office.chief).perform()
    (hit,) = found("", kind="catalogue").hits
    assert hit.item.column.name == "其他文件"


def test_an_index_that_refuses_keeps_nobody_from_publishing(office: Office, monkeypatch: Any) -> None:
    def refuse(self: Any, entries: Any) -> None:
        raise DatabaseError("broken")

    with monkeypatch.context() as patched:
        patched.setattr(type(backend()), "put", refuse)
        item = office.published(title="关于征地补偿的公告")
    assert item.live and found("征地").number == 0
    assert keeping.differences() == [item.pk]
    assert [outcome.done for outcome in keeping.keep_in_step(timezone.now())] == [True]
    assert found("征地").number == 1
    assert list(keeping.keep_in_step(timezone.now())) == []


def test_what_was_changed_unheard_is_mended(office: Office, monkeypatch: Any) -> None:
    item = office.published(title="关于征地补偿的公告")
    performed.disconnect(dispatch_uid="search.keeping")
    try:
        office.reviewed(office.revised(item, title="关于拆迁安置的公告"))
        gone = office.published(title="关于停水的公告")
        keeping.write([gone.pk])
        Withdraw(gone, office.chief, "内容有误，另行公开。").perform()
    finally:
        keeping.connect()
    # The index still has it; no reader sees it.
    assert found("停水").hits == ()
    assert set(keeping.differences()) == {item.pk, gone.pk}
    list(keeping.keep_in_step(timezone.now()))
    assert (found("征地").number, found("拆迁").number, found("停水").number) == (0, 1, 0)


def test_rebuilt_when_its_entries_are_not_those_of_its_documents(office: Office) -> None:
    item = office.published(title="关于征地补偿的公告")
    backend().clear()
    assert keeping.broken()
    list(keeping.keep_in_step(timezone.now()))
    assert not keeping.broken()
    assert [hit.item.pk for hit in found("征地").hits] == [item.pk]
    Document.objects.update(form=0)
    list(keeping.keep_in_step(timezone.now()))
    assert [hit.item.pk for hit in found("征地").hits] == [item.pk]


def test_whoever_watches_is_told(office: Office, client: Any) -> None:
    def reason() -> str:
        checks = {check["name"]: check for check in client.get("/readyz").json()["checks"]}
        return str(checks["search"]["reason"])

    office.published(title="关于征地补偿的公告")
    assert reason() == ""
    Document.objects.all().delete()
    assert "1 条还搜索不到" in reason()


@pytest.mark.any_database
def test_commands(office: Office, capsys: Any, monkeypatch: Any) -> None:
    from gongkai.cli import search
    from gongkai.cli.running import run

    monkeypatch.setattr(search, "start_platform", lambda: None)
    item = office.published(title="关于征地补偿的公告")
    assert run(["search", "check"]) == 0
    Document.objects.all().delete()
    assert run(["search", "check"]) == 1
    assert f"编号{item.pk}" in capsys.readouterr().out
    assert run(["search", "rebuild"]) == 0
    assert "1条" in capsys.readouterr().out
    assert run(["search", "check"]) == 0
    assert found("征地").number == 1


@pytest.mark.postgresql_only
def test_the_latest_months_are_asked_first_and_all_where_they_have_too_few(
    office: Office, clock: Any, monkeypatch: Any
) -> None:
    from gongkai.search.asking import Question, words_of
    from gongkai.search.backends import postgresql

    for month in (6, 7, 9):
        clock.move_to(MORNING.replace(month=month))
        office.published(title=f"{month}月植树的公告")
    monkeypatch.setattr(postgresql, "LATEST", 2)
    assert len(postgresql._latest_months()) == 4
    asked = []
    kept = postgresql._found
    monkeypatch.setattr(
        postgresql, "_found", lambda question, limit: asked.append(1) or kept(question, limit)
    )
    index = postgresql.PostgreSQLIndex()
    assert len(index.newest(Question(words_of("植树")), 1)) == len(asked) == 1
    monkeypatch.setattr(postgresql, "LATEST", 1)
    assert len(postgresql._latest_months()) == 3
    monkeypatch.setattr(postgresql, "LATEST", 5)
    assert len(index.newest(Question(words_of("植树")), 4)) == 3


@pytest.mark.postgresql_only
def test_differences_are_joined_and_not_looked_up_in_a_list(office: Office) -> None:
    office.published(title="关于征地补偿的公告")
    for rows in (keeping.missing_items(), keeping.documents_gone()):
        plan = rows.explain()
        assert "Anti Join" in plan and "SubPlan" not in plan
