"""Tampering with the stored register, after the triggers were dropped, is named at the right entry."""

import pytest
from django.db import connection
from tests.register.making import publish
from tests.register.tampering import execute, without_guards

from gongkai.register import crosschecks
from gongkai.register.breaks import BreakKind
from gongkai.register.chain import canonical, link
from gongkai.register.checkpoints import sign_due
from gongkai.register.models import ChainHead, Entry, Verification
from gongkai.register.verification import verify, verify_and_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def five(world):
    """Five entries, signed."""
    for number in range(1, 6):
        publish(world, number)
    sign_due(including_today=True)
    with without_guards():
        yield world


def broken():
    outcome = verify(crosscheck=False)
    assert outcome.broken is not None and outcome.findings[0] == outcome.broken.message
    return outcome.broken.sequence, outcome.broken.kind


def test_a_body_rewritten_in_the_database_is_named(five):
    execute("UPDATE register_entry SET body = replace(body, '第3条信息', '第三条信息') WHERE sequence = 3")
    assert broken() == (3, BreakKind.BODY)


def test_a_hash_rewritten_in_the_database_is_named(five):
    execute(f"UPDATE register_entry SET entry_hash = '{'f' * 64}' WHERE sequence = 2")
    assert broken() == (2, BreakKind.HASH)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("title", "'好看的名称'"),
        ("kind", "'updated'"),
        ("column_kind", "'document'"),
        ("index_number", "'x'"),
        ("document_number", "NULL"),
        ("public_at", "'2020-01-01 00:00:00+00:00'"),
        ("recorded_at", "'2020-01-01 00:00:00+00:00'"),
        ("revision_id", "99"),
        ("subject_id", "99"),
        ("subject_type", "'x'"),
    ],
)
def test_a_column_that_readers_are_shown_must_say_what_the_body_says(five, column, value):
    execute(f"UPDATE register_entry SET {column} = {value} WHERE sequence = 4")
    assert broken() == (4, BreakKind.COLUMN)


def test_agency_and_recorder_are_held_too(five):
    other = five.agency("永兴镇").pk
    execute(f"UPDATE register_entry SET agency_id = {other} WHERE sequence = 4")
    assert broken() == (4, BreakKind.COLUMN)
    execute(f"UPDATE register_entry SET agency_id = {five.agency('惠民镇').pk} WHERE sequence = 4")
    execute("UPDATE register_entry SET recorded_by_id = NULL WHERE sequence = 5")
    assert broken() == (5, BreakKind.COLUMN)


def test_a_removed_entry_is_named(five):
    execute("DELETE FROM register_entry WHERE sequence = 3")
    assert broken() == (3, BreakKind.GAP)


def test_entries_removed_at_the_end_are_named(five):
    execute("DELETE FROM register_entry WHERE sequence >= 4")
    assert broken() == (4, BreakKind.TAIL)


def test_entries_removed_at_the_end_with_the_head_set_back_are_named_by_the_checkpoint(five):
    execute("DELETE FROM register_entry WHERE sequence >= 4")
    ChainHead.objects.update(sequence=3, entry_hash=Entry.objects.get(sequence=3).entry_hash)
    assert broken() == (4, BreakKind.TAIL)


def test_a_register_computed_anew_throughout_is_named_by_the_checkpoint(five):
    previous = None
    for entry in Entry.objects.order_by("sequence"):
        body = entry.body.replace("第2条信息", "第二条信息")
        previous_hash = previous or entry.previous_hash
        previous = link(previous_hash, body)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE register_entry SET body = %s, title = %s, previous_hash = %s, entry_hash = %s "
                "WHERE sequence = %s",
                [body, entry.title.replace("第2条", "第二条"), previous_hash, previous, entry.sequence],
            )
    ChainHead.objects.update(entry_hash=previous)
    outcome = verify(crosscheck=False)
    assert outcome.broken.kind is BreakKind.REMADE
    assert outcome.broken.sequence <= 2 <= outcome.broken.until


def test_an_entry_written_past_the_one_way_in_is_named(five):
    last = Entry.objects.get(sequence=5)
    body = canonical({"sequence": 6, "title": "塞进来的"})
    Entry.objects.create(
        sequence=6,
        agency=five.agency("惠民镇"),
        subject_type="x",
        subject_id=1,
        kind="published",
        title="塞进来的",
        public_at=last.public_at,
        body=body,
        previous_hash=last.entry_hash,
        entry_hash=link(last.entry_hash, body),
    )
    assert broken() == (6, BreakKind.UNREGISTERED)


def test_a_head_that_was_taken_away_is_said(five):
    ChainHead.objects.all().delete()
    outcome = verify(crosscheck=False)
    assert outcome.broken is None
    assert "链首记录不见了" in outcome.findings[0]


def test_what_was_found_is_kept(world):
    publish(world)
    outcome, fact = verify_and_record(crosscheck=False)
    assert (outcome.whole, fact.whole, fact.sequence, fact.findings) == (True, True, 1, [])
    with without_guards():
        execute("UPDATE register_entry SET title = 'x'")
    _, fact = verify_and_record(crosscheck=False)
    assert not fact.whole
    assert "信息名称现为“x”" in fact.findings[0]
    assert Verification.objects.count() == 2


def test_an_empty_register_is_whole(db):
    assert verify().whole


def test_other_apps_are_heard_and_one_that_fails_is_no_silence(db, monkeypatch):
    monkeypatch.setattr(crosschecks, "_registered", {})

    def failing():
        raise RuntimeError("没有这张表")

    crosschecks.register_crosscheck("坏的", failing)
    crosschecks.register_crosscheck("信息", lambda: ["《甲》公开着，台账里没有。"])
    findings = verify().findings
    assert "“坏的”的核对没能完成" in findings[0] and findings[1] == "《甲》公开着，台账里没有。"
    assert verify(crosscheck=False).whole
