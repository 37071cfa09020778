"""Readiness: each thing that can lag is named with its age; left tasks; what the pages of errors say."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import InterfaceError, OperationalError
from django.test import Client, RequestFactory
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django_tasks_db.models import DBTaskResult
from tests.world import World

from gongkai.agencies.models import PostRole
from gongkai.agencies.sign_in import sealing
from gongkai.site import errors, health, housekeeping
from gongkai.site.left_tasks import queue_again
from gongkai.site.models import TickRun

pytestmark = pytest.mark.django_db


def beat(name: str, ago: int) -> None:
    moment = timezone.now() - datetime.timedelta(seconds=ago)
    TickRun.objects.update_or_create(name=name, defaults={"last_succeeded_at": moment})


@pytest.fixture
def all_well() -> None:
    beat(housekeeping.PULSE, 5)
    beat(housekeeping.HEARTBEAT, 30)


def answers() -> tuple[int, dict[str, dict[str, object]]]:
    answer = Client().get("/readyz")
    body = json.loads(answer.content)
    assert body["ready"] is (answer.status_code == 200)
    return answer.status_code, {check["name"]: check for check in body["checks"]}


def test_ready_when_everything_is_fresh(all_well: None) -> None:
    status, checks = answers()
    assert status == 200
    assert list(checks) == [
        *("database", "migrations", "keys", "tick", "jobs", "task", "publication", "copy", "search"),
    ]
    assert 5 <= checks["tick"]["age"] < 60


@pytest.mark.parametrize(("name", "check"), [(housekeeping.PULSE, "tick"), (housekeeping.HEARTBEAT, "task")])
def test_old_tick_or_task_is_not_ready(all_well: None, name: str, check: str) -> None:
    beat(name, 100_000)
    status, checks = answers()
    assert status == 503
    assert [each for each in checks if not checks[each]["ok"]] == [check]
    assert "100000 秒没有做成" in str(checks[check]["reason"])


def test_nothing_yet_is_not_ready() -> None:
    status, checks = answers()
    assert status == 503
    assert "还没有做成过" in str(checks["task"]["reason"])


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("00" * 32, "用另一把密钥加密"),
        ("half of it is lost", "加密密钥读不了（ValueError）"),
    ],
)
def test_keys_that_do_not_fit_the_data_are_said(
    all_well: None, world: World, settings: Any, key: str, words: str
) -> None:
    """As after a backup that was put back without its keys. It is said to everybody: neither who nor how many."""
    chief = world.of("惠民镇", PostRole.CHIEF)
    sealed = sealing.seal("JBSWY3DPEHPK3PXP", bytes(settings.DATA_KEY))
    Authenticator.objects.create(user=chief, type=Authenticator.Type.TOTP, data={"secret": sealed})
    assert answers()[1]["keys"]["ok"]
    settings.DATA_KEY = SimpleLazyObject(lambda: bytes.fromhex(key))
    status, checks = answers()
    assert status == 503
    assert [each for each in checks if not checks[each]["ok"]] == ["keys"]
    reason = str(checks["keys"]["reason"])
    assert words in reason and "keys/data" in reason
    assert not any(character.isdigit() for character in reason)
    assert chief.username not in reason and chief.name not in reason


def test_job_that_fails_again_and_again_is_named(all_well: None) -> None:
    TickRun.objects.create(name="disclosure.publish_due", failed_in_a_row=3)
    status, checks = answers()
    assert status == 503
    assert "disclosure.publish_due" in str(checks["jobs"]["reason"])


def test_watchers_need_no_session_and_get_no_cached_answer(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert client.post("/healthz").status_code == 405


def test_metrics_are_refused_from_elsewhere(client: Client) -> None:
    assert client.get("/metrics", REMOTE_ADDR="127.0.0.1").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.5").status_code == 403
    # Somebody who is no proxy of ours says that he is this machine.
    forged = client.get("/metrics", REMOTE_ADDR="203.0.113.5", HTTP_X_FORWARDED_FOR="127.0.0.1")
    assert forged.status_code == 403


def test_heartbeats_do_not_pile_up_while_the_worker_is_down() -> None:
    for _ in range(5):
        housekeeping.ask_for_heartbeat(timezone.now())
    assert DBTaskResult.objects.count() == 1


def test_left_task_is_queued_again_and_another_workers_is_not() -> None:
    ours, theirs, tired = (housekeeping.beat.enqueue() for _ in range(3))
    for result, names in ((ours, ["me"]), (theirs, ["me", "you"]), (tired, ["me", "you", "me"])):
        DBTaskResult.objects.filter(pk=result.id).update(status="RUNNING", worker_ids=names)
    assert queue_again("me", 3) == (1, 1)
    assert DBTaskResult.objects.get(pk=ours.id).status == "READY"
    assert DBTaskResult.objects.get(pk=theirs.id).status == "RUNNING"
    given_up = DBTaskResult.objects.get(pk=tired.id)
    assert given_up.status == "FAILED"
    assert "不再重试" in given_up.traceback


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        (errors.bad_request, 400, "请求有误"),
        (errors.forbidden, 403, "没有权限"),
        (errors.not_found, 404, "没有这个页面"),
        (errors.failed, 500, "程序出错"),
        (errors.form_too_old, 403, "页面已过期"),
    ],
)
def test_pages_of_errors_are_chinese_and_plain(answer: object, status: int, words: str) -> None:
    response = answer(RequestFactory().get("/office/"))  # type: ignore[operator]
    text = response.content.decode()
    assert response.status_code == status
    assert words in text
    assert 'lang="zh-Hans"' in text
    assert "Traceback" not in text
    assert "Error" not in text


@pytest.mark.parametrize("error", [OperationalError("database is locked"), InterfaceError("closed")])
def test_database_that_is_away_is_no_fault_of_the_program(error: Exception) -> None:
    try:
        raise error
    except type(error):
        response = errors.failed(RequestFactory().post("/office/items/1/edit/"))
    assert response.status_code == 503
    assert response["Retry-After"]
    text = response.content.decode()
    assert "没有完成，也没有保存" in text and "程序出错" not in text and "locked" not in text


def test_unknown_host_and_forged_form_get_these_pages() -> None:
    assert "请求有误" in Client().get("/", HTTP_HOST="evil.example").content.decode()
    strict = Client(enforce_csrf_checks=True)
    assert "没有这个页面" in strict.get("/no-such-page").content.decode()


def test_checks_say_what_is_wrong_with_the_publication(world: object) -> None:
    assert health.look(timezone.now())[-1].ok
