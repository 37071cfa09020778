"""The index follows each act in the act's own transaction, and is mended when it fell behind."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from tests.disclosure.conftest import MORNING
from tests.search.conftest import Office, emptied, found

from gongkai.acts.days import today
from gongkai.acts.signals import performed
from gongkai.disclosure.actions.change_settings import ChangeColumn
from gongkai.disclosure.actions.validity import ChangeValidity
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import ColumnKind
from gongkai.search import keeping, queries
from gongkai.search.asking import Question, words_of
from gongkai.search.backends import backend
from gongkai.search.documents import Entry
from gongkai.search.models import FORM, Document, DocumentText
from gongkai.search.queries import differences
from gongkai.search.rebuilding import rebuild
from gongkai.search.writing import write
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
    assert Document.objects.count() == backend().surplus() == 0


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


def test_what_lapses_by_the_day_is_mended_however_late(office: Office, clock: Any) -> None:
    item = office.published(
        title="关于农田的通知", kind=ColumnKind.DOCUMENT, document_number="测惠府〔2024〕1号"
    )
    on = today() + datetime.timedelta(days=3)
    ChangeValidity(item, office.chief, validity=Validity.REPEALED, on=on, basis="另有规定").perform()
    assert list(keeping.keep_in_step(timezone.now())) == []
    assert found("", validity="in_force").number == 1
    clock.move_to(MORNING + datetime.timedelta(days=14))
    assert [outcome.done for outcome in keeping.keep_in_step(timezone.now())] == [True]
    assert (found("", validity="in_force").number, found("", validity="repealed").number) == (0, 1)
    assert list(keeping.keep_in_step(timezone.now())) == []


def test_what_the_index_did_not_hear_of_columns_and_validity_is_mended(office: Office) -> None:
    item = office.published(
        title="关于农田的通知", kind=ColumnKind.DOCUMENT, document_number="测惠府〔2024〕1号"
    )
    column = office.column(ColumnKind.DOCUMENT)
    column.kind = ColumnKind.CATALOGUE
    performed.disconnect(dispatch_uid="search.keeping")
    try:
        ChangeValidity(item, office.chief, validity=Validity.REPEALED, on=today(), basis="另有规定").perform()
        ChangeColumn(column, office.chief).perform()
    finally:
        keeping.connect()
    assert differences(today()) == [item.pk]
    list(keeping.keep_in_step(timezone.now()))
    assert found("", validity="repealed", kind="catalogue").number == 1
    assert differences(today()) == []


def test_an_index_that_refuses_keeps_nobody_from_publishing(office: Office, monkeypatch: Any) -> None:
    def refuse(self: Any, *entries: Any) -> None:
        raise DatabaseError("broken")

    with monkeypatch.context() as patched:
        patched.setattr(type(backend()), "write", refuse)
        item = office.published(title="关于征地补偿的公告")
    assert item.live and found("征地").number == 0
    assert differences(today()) == [item.pk]
    assert [outcome.done for outcome in keeping.keep_in_step(timezone.now())] == [True]
    assert found("征地").number == 1
    assert list(keeping.keep_in_step(timezone.now())) == []


def test_what_was_changed_unheard_is_mended(office: Office, monkeypatch: Any) -> None:
    item = office.published(title="关于征地补偿的公告")
    performed.disconnect(dispatch_uid="search.keeping")
    try:
        office.reviewed(office.revised(item, title="关于拆迁安置的公告"))
        gone = office.published(title="关于停水的公告")
        write([gone.pk])
        Withdraw(gone, office.chief, "内容有误，另行公开。").perform()
    finally:
        keeping.connect()
    # The index still has it; no reader sees it.
    assert found("停水").hits == ()
    assert set(differences(today())) == {item.pk, gone.pk}
    list(keeping.keep_in_step(timezone.now()))
    assert (found("征地").number, found("拆迁").number, found("停水").number) == (0, 1, 0)


def test_rebuilt_when_its_entries_are_not_those_of_its_documents(office: Office) -> None:
    item = office.published(title="关于征地补偿的公告")
    emptied()
    assert keeping.broken()
    list(keeping.keep_in_step(timezone.now()))
    assert not keeping.broken()
    assert [hit.item.pk for hit in found("征地").hits] == [item.pk]
    Document.objects.update(form=0)
    list(keeping.keep_in_step(timezone.now()))
    assert [hit.item.pk for hit in found("征地").hits] == [item.pk]


def test_an_index_of_an_earlier_version_gets_the_marks_that_it_lacks(office: Office) -> None:
    item = office.published(title="关于征地补偿的公告")
    document = Document.objects.select_related("text").get(item_id=item.pk)
    present = Entry(document, document.text)
    marks = " ".join(mark for mark in document.marks.split() if not mark.startswith("§o"))
    former = Entry(Document.objects.get(pk=document.pk), document.text)
    former.document.marks, former.document.form = marks, 1
    former.document.save()
    with transaction.atomic():
        backend().write([present], [former])
    assert found("征地", agency="惠民镇", below="no").number == 0
    assert keeping.broken()
    list(keeping.keep_in_step(timezone.now()))
    assert found("征地", agency="惠民镇", below="no").number == 1
    assert not keeping.broken()


def test_not_rebuilt_for_what_is_published_while_it_is_counted(office: Office, monkeypatch: Any) -> None:
    office.published(title="关于征地补偿的公告")
    index = backend()
    rows = index.surplus
    between: list[Any] = []

    def counted() -> int:
        # As where the index stands elsewhere: its entries are counted, and then the documents.
        surplus = rows()
        return surplus - len(between)

    def sleep(seconds: float) -> None:
        between.append(office.published(title="关于停水的公告"))

    monkeypatch.setattr(index, "surplus", counted)
    between.append("one publication is under way")
    monkeypatch.setattr(keeping.time, "sleep", sleep)
    assert not keeping.broken()
    between[:] = ["one is missing, and nothing is under way"]
    monkeypatch.setattr(keeping.time, "sleep", lambda seconds: None)
    assert keeping.broken()


def test_a_list_with_very_many_names_is_indexed_as_far_as_it_goes(office: Office) -> None:
    letters = [chr(0x4E00 + number) for number in range(600)]
    pairs = "，".join(first + second for first in letters for second in letters[:350])
    entry = Entry(
        Document(position=7, item_id=7, marks="§", form=FORM),
        DocumentText(title="享受补贴人员名单", keywords="惠农", attachments=[["名单.xlsx", pairs]]),
    )
    index = backend()
    with transaction.atomic():
        index.write([], [entry])
        for word in ("补贴", "惠农", letters[0] + letters[1]):
            assert index.newest(Question(words_of(word)), 5) == [7], word
        index.write([entry], [])
        assert index.surplus() == 0


def refuse(item: Any, monkeypatch: Any) -> None:
    """Have the index take everything but one item."""
    kind = type(backend())
    written, filled = kind.write, kind.fill

    def check(entries: Any) -> None:
        if any(entry.document.item_id == item.pk for entry in entries):
            raise DatabaseError("string is too long for tsvector")

    def write(self: Any, before: Any, after: Any) -> None:
        check(after)
        written(self, before, after)

    def fill(self: Any, entries: Any) -> Any:
        check(entries)
        return filled(self, entries)

    monkeypatch.setattr(kind, "write", write)
    monkeypatch.setattr(kind, "fill", fill)


def test_one_item_that_cannot_be_indexed_keeps_no_other_out(office: Office, monkeypatch: Any) -> None:
    item = office.published(title="关于征地补偿的公告")
    others = [office.published(title=f"第{number}次停水的公告") for number in range(4)]
    refuse(item, monkeypatch)
    Document.objects.all().delete()
    emptied()
    for _ in range(2):
        outcomes = list(keeping.keep_in_step(timezone.now()))
        assert not outcomes[-1].done
        assert str(item.pk) in outcomes[-1].subject and "too long" in outcomes[-1].message
    assert found("停水").number == len(others)
    assert rebuild() == (4, {item.pk: "string is too long for tsvector"})


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
    for rows in (queries.missing_items(), queries.documents_gone()):
        plan = rows.explain()
        assert "Anti Join" in plan and "SubPlan" not in plan
