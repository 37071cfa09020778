"""The register's page is a page of the portal: with its head, its tags, its way back, in both editions."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from tests.register.making import CHINA, publish
from tests.world import World

from gongkai.channels import addresses
from gongkai.channels.addresses import ELDER, REGISTER
from gongkai.portal.editions import elder
from gongkai.register.checkpoints import sign_due
from gongkai.register.models import Checkpoint
from gongkai.register.signing import IDENTITY

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def signed(world: World, monkeypatch: pytest.MonkeyPatch) -> list[Checkpoint]:
    """Three days."""
    moment = datetime.datetime(2024, 3, 4, 15, tzinfo=CHINA)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    publish(world)
    monkeypatch.setenv("GONGKAI_TODAY", "2024-03-07")
    return sign_due()


@pytest.mark.parametrize("edition", ["", ELDER])
def test_it_lists_the_days_and_says_how_to_check(client: Any, signed: list[Checkpoint], edition: str) -> None:
    answer = client.get(f"{edition}{REGISTER}")
    shown = answer.content.decode()
    assert "2024-03-06" in shown and signed[0].key_fingerprint in shown and IDENTITY in shown
    assert '<meta name="SiteName"' in shown and 'lang="zh-CN"' in shown
    assert f'href="{edition}{addresses.DISCLOSURE}"' in shown
    assert 'href="/register/checkpoints/2024-03-06.txt"' in shown  # files stand once
    assert answer["Cache-Control"] == "no-cache" and "Set-Cookie" not in answer


def test_it_says_so_before_the_first_day_has_ended(client: Any, db: None) -> None:
    assert "还没有检查点" in client.get(REGISTER).content.decode()


def test_links_to_it_stay_in_the_edition_for_the_elderly() -> None:
    assert elder(b'<a href="/register/">') == b'<a href="/zzb/register/">'
    assert elder(b'<a href="/register/public-key.pem">') == b'<a href="/register/public-key.pem">'
