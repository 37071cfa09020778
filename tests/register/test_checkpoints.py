"""A signed checkpoint for every day, checked with the public key alone."""

import base64
import datetime
import json
import stat
import subprocess

import pytest
from tests.register.making import CHINA, publish
from tests.register.tampering import execute, without_guards

from gongkai.register import checkpoints, signing
from gongkai.register.breaks import BreakKind
from gongkai.register.checkpoints import ChainBroken, faults, key_folder, public_record, sign_due
from gongkai.register.daily import sign
from gongkai.register.exported import anchors_of
from gongkai.register.models import Checkpoint
from gongkai.register.verification import verify

pytestmark = pytest.mark.django_db

MONDAY = datetime.datetime(2024, 3, 4, 15, tzinfo=CHINA)


@pytest.fixture
def on(monkeypatch):
    """Sets the clock of what is recorded, and the day."""

    def set_clock(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
        monkeypatch.setenv("GONGKAI_TODAY", moment.astimezone(CHINA).date().isoformat())

    return set_clock


@pytest.fixture
def ed25519(monkeypatch, tmp_path):
    """A machine without openssl."""
    monkeypatch.setenv("PATH", str(tmp_path))


def days():
    return [(f"{c.day:%m-%d}", c.sequence) for c in Checkpoint.objects.order_by("day")]


def test_every_finished_day_is_signed_and_missed_ones_are_caught_up(world, on):
    assert sign_due() == []
    on(MONDAY)
    publish(world, 1)
    assert sign_due() == []
    on(MONDAY + datetime.timedelta(days=3, hours=1))
    publish(world, 2)
    assert len(sign_due()) == 3
    assert days() == [("03-04", 1), ("03-05", 1), ("03-06", 1)]
    assert sign_due() == []
    on(MONDAY + datetime.timedelta(days=4))
    assert [outcome.done for outcome in sign(MONDAY)] == [True]
    assert days()[-1] == ("03-07", 2)
    assert verify(crosscheck=False).whole


def test_of_days_missed_long_ago_only_those_with_entries_are_signed(world, on):
    on(MONDAY)
    publish(world, 1)
    on(MONDAY + datetime.timedelta(days=10))
    publish(world, 2)
    on(MONDAY + datetime.timedelta(days=101))
    sign_due()
    signed = [checkpoint.day for checkpoint in Checkpoint.objects.order_by("day")]
    assert signed[:2] == [MONDAY.date(), MONDAY.date() + datetime.timedelta(days=10)]
    assert signed[-1] == MONDAY.date() + datetime.timedelta(days=100)
    recent = [day for day in signed if day >= signed[-1] - datetime.timedelta(days=31)]
    assert len(signed) == 2 + len(recent) == 34


def test_a_day_ends_at_midnight_in_china(world, on):
    on(datetime.datetime(2024, 3, 4, 15, 59, tzinfo=datetime.UTC))
    publish(world, 1)
    on(datetime.datetime(2024, 3, 4, 16, 1, tzinfo=datetime.UTC))
    publish(world, 2)
    sign_due()
    assert days() == [("03-04", 1)]


def test_one_signed_late_says_when_it_was_signed(world, on):
    on(MONDAY)
    publish(world)
    on(MONDAY + datetime.timedelta(days=9))
    sign_due()
    first = Checkpoint.objects.order_by("day").first()
    assert "日期：2024-03-04\n" in first.statement
    assert "签署时间：2024-03-13T15:00:00+08:00\n" in first.statement


def test_today_can_be_signed_now(world):
    publish(world)
    (checkpoint,) = sign_due(including_today=True)
    assert checkpoint.sequence == 1
    assert sign_due(including_today=True) == []


def test_the_private_key_is_its_owners_alone_and_made_once(world):
    publish(world)
    sign_due(including_today=True)
    (private,) = key_folder().glob("checkpoint-*.pem")
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert stat.S_IMODE(private.parent.stat().st_mode) & 0o077 == 0
    assert signing.signing_key(key_folder()).fingerprint == Checkpoint.objects.get().key_fingerprint
    assert len(list(key_folder().glob("*"))) == 2


def test_openssl_confirms_an_sm2_signature(world, tmp_path):
    publish(world)
    (checkpoint,) = sign_due(including_today=True)
    assert checkpoint.algorithm == "SM2-SM3"
    pem = signing.existing_public_keys(key_folder())[checkpoint.key_fingerprint]
    (tmp_path / "key").write_text(pem)
    (tmp_path / "sig").write_bytes(base64.b64decode(checkpoint.signature))
    command = ["openssl", "dgst", "-sm3", "-sigopt", f"distid:{signing.IDENTITY}", "-verify", "key"]
    done = subprocess.run(
        [*command, "-signature", "sig"], input=checkpoint.statement.encode(), cwd=tmp_path, check=False
    )
    assert done.returncode == 0


def test_without_openssl_it_is_ed25519_and_says_so(world, ed25519):
    publish(world)
    (checkpoint,) = sign_due(including_today=True)
    assert checkpoint.algorithm == "Ed25519"
    assert "签名算法：Ed25519" in checkpoint.statement
    assert faults() == []
    with without_guards("register_checkpoint"):
        wrong = base64.b64encode(b"x" * 64).decode()
        execute(f"UPDATE register_checkpoint SET signature = '{wrong}'")
    assert "签名不对" in faults()[0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("signature = 'AAAA'", "签名不对"),
        ("signature = '不是'", "签名不对"),
        ("statement = replace(statement, '签署时间', '签署时刻')", "签名不对"),
        ("sequence = 9", "至第与签名原文不符"),
        (f"chain_hash = '{'0' * 64}'", "链首摘要与签名原文不符"),
        (f"key_fingerprint = '{'0' * 64}'", "公钥指纹与签名原文不符"),
    ],
)
def test_a_tampered_checkpoint_is_named_by_its_day(world, on, change, said):
    on(MONDAY)
    publish(world)
    on(MONDAY + datetime.timedelta(days=1))
    sign_due()
    with without_guards("register_checkpoint"):
        execute(f"UPDATE register_checkpoint SET {change}")
    assert any(line.startswith("2024-03-04的检查点：") and said in line for line in faults())
    assert not verify(crosscheck=False).whole


def test_a_checkpoint_that_was_taken_out_is_missed_by_the_next(world, on):
    on(MONDAY)
    publish(world)
    on(MONDAY + datetime.timedelta(days=3))
    sign_due()
    with without_guards("register_checkpoint"):
        execute("DELETE FROM register_checkpoint WHERE day = '2024-03-05'")
    (fault,) = faults()
    assert fault.startswith("2024-03-06") and "上一个被改过或者删去了" in fault


def test_a_lost_public_key_is_said(world):
    publish(world)
    sign_due(including_today=True)
    for file in key_folder().glob("*.pub.pem"):
        file.unlink()
    assert "没有它的公钥" in faults()[0]


def test_a_broken_chain_is_not_signed(world, on):
    on(MONDAY)
    publish(world, 1)
    publish(world, 2)
    with without_guards():
        execute("UPDATE register_entry SET title = 'x' WHERE sequence = 2")
    on(MONDAY + datetime.timedelta(days=1))
    with pytest.raises(ChainBroken) as refused:
        sign_due()
    assert (refused.value.broken.sequence, refused.value.broken.kind) == (2, BreakKind.COLUMN)
    assert days() == []


def test_published_checkpoints_hold_with_the_public_key_alone(world, on):
    on(MONDAY)
    publish(world)
    on(MONDAY + datetime.timedelta(days=3))
    made = sign_due()
    published = {"checkpoints": public_record(made)}
    pem = signing.existing_public_keys(key_folder())[made[0].key_fingerprint]
    anchors, wrong = anchors_of(json.dumps(published), pem)
    assert (len(anchors), wrong) == (3, [])
    published["checkpoints"][1]["statement"] += "附言"
    anchors, wrong = anchors_of(json.dumps(published), pem)
    assert len(anchors) == 1
    assert "签名不对" in wrong[0] and "2024-03-06" in wrong[1]


def test_only_recent_signatures_are_computed_and_older_ones_hold_by_the_next(world, on, monkeypatch):
    monkeypatch.setattr(checkpoints, "RECENT", 1)
    on(MONDAY)
    publish(world)
    on(MONDAY + datetime.timedelta(days=3))
    sign_due()
    with without_guards("register_checkpoint"):
        execute(
            "UPDATE register_checkpoint SET statement = replace(statement, '签署时间', '签署时刻') "
            "WHERE day = '2024-03-04'"
        )
    assert [fault[:10] for fault in faults()] == ["2024-03-05"]
