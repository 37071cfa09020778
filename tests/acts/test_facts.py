"""Recorded facts stay: in the code, and in the database below it."""

from __future__ import annotations

import datetime
import threading

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.acts.action import Action, Refused
from gongkai.acts.facts import FactChanged
from gongkai.acts.models import AuditEntry

pytestmark = pytest.mark.django_db


def entry() -> AuditEntry:
    return AuditEntry.objects.create(act="Publish", label="发布", subject_title="关于某事的通知")


def test_a_recorded_fact_is_not_saved_again() -> None:
    fact = entry()
    fact.label = "撤回"
    with pytest.raises(FactChanged):
        fact.save()
    with pytest.raises(FactChanged):
        fact.delete()
    with pytest.raises(FactChanged):
        AuditEntry.objects.update(label="撤回")
    with pytest.raises(FactChanged):
        AuditEntry.objects.all().delete()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE acts_auditentry SET label = '撤回'", "DELETE FROM acts_auditentry"],
)
def test_the_database_refuses_what_the_code_was_not_asked(statement: str) -> None:
    fact = entry()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert AuditEntry.objects.get(pk=fact.pk).label == "发布"


@pytest.mark.sqlite_only  # INSERT OR REPLACE
def test_replacing_a_row_is_removing_it() -> None:
    fact = entry()
    columns = (
        "id, act, label, subject_type, subject_id, subject_title, refused, details, request_id, recorded_at"
    )
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"INSERT OR REPLACE INTO acts_auditentry ({columns}) "
            f"SELECT id, act, '撤回', subject_type, subject_id, subject_title, refused, details, request_id, recorded_at "
            "FROM acts_auditentry WHERE id = %s",
            [fact.pk],
        )
    assert AuditEntry.objects.get(pk=fact.pk).label == "发布"


class Rename(Action[str]):
    label = "改名"

    def refusals(self) -> list[str]:
        return [] if self.by is None else ["本操作只由系统执行。"]

    def carry_out(self) -> str:
        return "done"


def test_an_act_is_in_the_audit_trail_and_so_is_its_refusal() -> None:
    assert Rename(subject=None).perform() == "done"
    with pytest.raises(Refused, match="只由系统"):
        Rename(subject=None, by=object()).perform()
    assert list(AuditEntry.objects.order_by("pk").values_list("act", "refused")) == [
        ("Rename", False),
        ("Rename", True),
    ]


def test_a_guard_that_a_migration_lost_comes_back() -> None:
    from gongkai.acts.append_only import guard_again, missing_triggers

    on_table = ' ON "acts_auditentry"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "acts_auditentry_no_update"{on_table}')
    assert missing_triggers() == [("acts_auditentry", "acts_auditentry_no_update")]
    guard_again()
    assert missing_triggers() == []
    fact = entry()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE acts_auditentry SET label = '撤回' WHERE id = %s", [fact.pk])


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_leaves_nothing_behind() -> None:
    def write() -> None:
        entry()
        connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()
    assert AuditEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_next_test_finds_the_database_as_it_was_migrated() -> None:
    assert AuditEntry.objects.count() == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM wagtailcore_page")
        assert cursor.fetchone()[0] >= 1


def test_the_day_in_china_is_not_the_day_in_greenwich(monkeypatch: pytest.MonkeyPatch) -> None:
    from gongkai.acts.days import day_of, today

    late = datetime.datetime(2026, 11, 23, 17, 30, tzinfo=datetime.UTC)
    assert day_of(late) == datetime.date(2026, 11, 24)
    monkeypatch.setenv("GONGKAI_TODAY", "2026-11-23")
    assert today() == datetime.date(2026, 11, 23)
