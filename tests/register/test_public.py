"""What the public sees: checkpoints, their texts and signatures, the key. No entry."""

import datetime
import subprocess

import pytest
from tests.register.making import CHINA, publish

from gongkai.register import views
from gongkai.register.checkpoints import sign_due
from gongkai.register.signing import IDENTITY

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(world, monkeypatch):
    """Three days."""
    moment = datetime.datetime(2024, 3, 4, 15, tzinfo=CHINA)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    publish(world)
    monkeypatch.setenv("GONGKAI_TODAY", "2024-03-07")
    return sign_due()


def test_the_json_has_what_is_needed_and_no_entry(client, signed):
    response = client.get("/register/checkpoints.json")
    found = response.json()
    assert [row["day"] for row in found["checkpoints"]] == ["2024-03-04", "2024-03-05", "2024-03-06"]
    assert found["earlier"] is None
    assert "惠民镇" not in response.content.decode()


def test_a_long_history_comes_in_files(client, signed, monkeypatch):
    monkeypatch.setattr(views, "A_FILE", 2)
    last = client.get("/register/checkpoints.json").json()
    assert [row["day"] for row in last["checkpoints"]] == ["2024-03-05", "2024-03-06"]
    first = client.get(last["earlier"]).json()
    assert ([row["day"] for row in first["checkpoints"]], first["earlier"]) == (["2024-03-04"], None)
    assert client.get("/register/checkpoints.json?before=gestern").status_code == 400


def test_anybody_checks_a_signature_with_openssl(client, signed, tmp_path):
    for name, address in (
        ("text", "checkpoints/2024-03-05.txt"),
        ("sig", "checkpoints/2024-03-05.sig"),
        ("key", "public-key.pem"),
    ):
        (tmp_path / name).write_bytes(client.get(f"/register/{address}").content)
    command = ["openssl", "dgst", "-sm3", "-sigopt", f"distid:{IDENTITY}", "-verify", "key"]
    done = subprocess.run([*command, "-signature", "sig", "text"], cwd=tmp_path, check=False)
    assert done.returncode == 0


def test_before_the_first_checkpoint_there_is_no_key(client, db):
    assert client.get("/register/public-key.pem").status_code == 404
    assert client.get("/register/checkpoints.json").json() == {"checkpoints": [], "earlier": None}


@pytest.mark.parametrize("day", ["2024-03-09", "2024-02-31"])
def test_a_day_without_checkpoint_is_not_found(client, signed, day):
    assert client.get(f"/register/checkpoints/{day}.txt").status_code == 404


def test_a_named_key_is_given_and_no_path_leads_elsewhere(client, signed):
    named = client.get(f"/register/public-key.pem?fingerprint={signed[0].key_fingerprint}")
    assert named.content.startswith(b"-----BEGIN PUBLIC KEY-----")
    assert client.get("/register/public-key.pem?fingerprint=../checkpoint-sm2").status_code == 404
