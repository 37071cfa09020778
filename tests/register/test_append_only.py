"""The database itself keeps the register, and verification sees when it does not any more."""

import pytest
from django.db import IntegrityError, connection, transaction
from tests.register.making import publish
from tests.register.tampering import execute, without_guards

from gongkai.acts.facts import FactChanged
from gongkai.register.checkpoints import sign_due
from gongkai.register.guards import guarded_tables, missing_guards
from gongkai.register.models import Entry
from gongkai.register.verification import verify, verify_and_record

pytestmark = pytest.mark.django_db

REWRITING = [
    "UPDATE register_entry SET title = 'x'",
    "UPDATE register_entry SET sequence = 2 WHERE sequence = 1",
    "DELETE FROM register_entry",
    "UPDATE register_checkpoint SET signature = ''",
    "DELETE FROM register_checkpoint",
    "UPDATE register_verification SET whole = NULL",
    "DELETE FROM register_verification",
]


@pytest.fixture
def filled(world):
    publish(world)
    sign_due(including_today=True)
    verify_and_record(crosscheck=False)
    return world


@pytest.mark.parametrize("statement", REWRITING)
def test_sql_that_rewrites_is_refused_by_the_database(filled, statement):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        execute(statement)
    assert verify(crosscheck=False).whole


def test_truncate_is_refused_or_unknown(filled):
    with pytest.raises(Exception, match=r"append-only|syntax"), transaction.atomic():
        # With what refers to it: without CASCADE PostgreSQL refuses before any trigger is asked.
        execute("TRUNCATE register_entry CASCADE")
    assert Entry.objects.count() == 1


def test_rows_are_not_replaced(filled):
    """On SQLite INSERT OR REPLACE removes the old row without asking any trigger of DELETE."""
    if connection.vendor != "sqlite":
        statement = "INSERT INTO register_entry SELECT * FROM register_entry ON CONFLICT (id) DO UPDATE SET title = 'x'"
    else:
        statement = "INSERT OR REPLACE INTO register_entry SELECT * FROM register_entry"
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        execute(statement)


@pytest.mark.parametrize("column", ["sequence", "entry_hash"])
def test_rows_are_not_replaced_by_their_other_unique_columns(filled, column):
    names = [field.column for field in Entry._meta.fields if field.column != "id"]
    values = [name if name == column else f"'{number}'" for number, name in enumerate(names, 5)]
    statement = (
        f"INSERT INTO register_entry ({', '.join(names)}) SELECT {', '.join(values)} FROM register_entry"
    )
    if connection.vendor != "sqlite":
        return
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        execute(statement.replace("INSERT", "INSERT OR REPLACE", 1))


def test_the_models_refuse_in_words(filled):
    entry = Entry.objects.get()
    for attempt in (entry.save, entry.delete, Entry.objects.all().delete):
        with pytest.raises(FactChanged, match="更正请追加"):
            attempt()
    with pytest.raises(FactChanged):
        Entry.objects.update(title="x")


def test_all_guards_are_there_in_the_beginning(db):
    assert {"register_entry", "register_checkpoint", "register_verification"} <= set(guarded_tables())
    assert [line for line in missing_guards() if "register_" in line] == []


def test_every_trigger_that_is_gone_is_named(filled):
    for table in ("register_entry", "agencies_appointment"):
        verbs = ["update", "delete"]
        if connection.vendor == "postgresql":
            verbs.append("truncate")
        for verb in verbs:
            with transaction.atomic():
                suffix = f" ON {table}" if connection.vendor == "postgresql" else ""
                execute(f"DROP TRIGGER {table}_no_{verb}{suffix}")
                (line,) = [each for each in missing_guards() if f"{table}_no_{verb}" in each]
                assert verb.upper() in line
                assert line in verify(crosscheck=False).findings
                transaction.set_rollback(True)


def test_a_trigger_that_was_made_harmless_is_named(filled):
    if connection.vendor == "sqlite":
        execute(
            "DROP TRIGGER register_entry_no_update",
            'CREATE TRIGGER "register_entry_no_update" BEFORE UPDATE ON "register_entry" BEGIN SELECT 1; END',
        )
        assert "register_entry_no_update 被改过" in " ".join(verify(crosscheck=False).findings)
    else:
        execute(
            "CREATE OR REPLACE FUNCTION gongkai_append_only() RETURNS trigger AS "
            "$$ BEGIN RETURN NEW; END $$ LANGUAGE plpgsql"
        )
        assert "gongkai_append_only 不见了或者被改过" in " ".join(verify(crosscheck=False).findings)


def test_a_trigger_that_was_switched_off_is_named(filled):
    if connection.vendor == "postgresql":
        execute("ALTER TABLE register_entry DISABLE TRIGGER register_entry_no_delete")
        assert "register_entry_no_delete" in " ".join(verify(crosscheck=False).findings)
    else:
        with without_guards():
            pass
        assert "register_entry_no_delete" in " ".join(verify(crosscheck=False).findings)
