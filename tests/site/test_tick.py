"""Jobs: when they are due, alone, kept apart, and remembered."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterator

import pytest
from django.db import connection
from django.utils import timezone

from gongkai.acts import jobs
from gongkai.acts.jobs import Outcome
from gongkai.site import tick
from gongkai.site.models import TickRun

NOON = datetime.datetime(2026, 11, 23, 4, 0, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def only_these_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_jobs", {})


def run(at: datetime.datetime = NOON, holder: str = "here") -> dict[str, tick.Ran]:
    return {ran.name: ran for ran in tick.run_due(holder, at)}


@pytest.mark.django_db
def test_job_runs_at_once_and_again_only_when_its_time_has_come() -> None:
    moments = []
    tick.register("count", moments.append, 5 * MINUTE)
    for later in (0, 1, 4, 5, 9, 10):
        run(NOON + later * MINUTE)
    assert moments == [NOON, NOON + 5 * MINUTE, NOON + 10 * MINUTE]
    assert TickRun.objects.get(name="count").runs == 3


@pytest.mark.django_db
def test_missed_runs_are_caught_up_by_one() -> None:
    moments = []
    tick.register("count", moments.append, MINUTE)
    run(NOON)
    run(NOON + 300 * MINUTE)
    assert len(moments) == 2


@pytest.mark.django_db
def test_clock_that_was_set_back_does_not_stop_the_job() -> None:
    moments = []
    tick.register("count", moments.append, MINUTE)
    run(NOON + datetime.timedelta(days=365))
    run(NOON)
    assert len(moments) == 2


@pytest.mark.django_db
def test_failing_job_does_not_stop_the_others_and_its_error_is_kept() -> None:
    def fail(_moment: datetime.datetime) -> None:
        raise ValueError("连不上")

    ran_after = []
    tick.register("fails", fail, MINUTE)
    tick.register("works", ran_after.append, MINUTE)
    assert run()["fails"].error == "ValueError: 连不上"
    assert ran_after == [NOON]
    row = TickRun.objects.get(name="fails")
    assert (row.last_succeeded_at, row.failed_in_a_row, row.held_until) == (None, 1, None)
    assert "ValueError: 连不上" in row.errors.get().message


@pytest.mark.django_db
def test_outcomes_are_counted_and_what_failed_is_kept() -> None:
    def publish(_moment: datetime.datetime) -> list[Outcome]:
        return [Outcome("甲", True), Outcome("乙", False, "没有终审"), Outcome("丙", True)]

    tick.register("publish", publish, MINUTE)
    assert (run()["publish"].done, run(NOON + MINUTE)["publish"].failed) == (2, 1)
    row = TickRun.objects.get(name="publish")
    assert (row.outcomes_done, row.outcomes_failed, row.last_done, row.last_failed) == (4, 2, 2, 1)
    assert [(error.subject, error.message) for error in row.errors.all()] == [("乙", "没有终审")] * 2


@pytest.mark.django_db
def test_errors_do_not_grow_without_end() -> None:
    tick.register("fails", lambda _moment: [Outcome("甲", False, "不行")] * 60, MINUTE)
    for minute in range(4):
        run(NOON + minute * MINUTE)
    row = TickRun.objects.get(name="fails")
    assert row.errors.count() == tick.ERRORS_KEPT
    assert row.errors.first().at == NOON + 3 * MINUTE


@pytest.mark.django_db
def test_lease_of_a_killed_scheduler_is_its_own_again_and_others_wait_for_it() -> None:
    moments = []
    tick.register("count", moments.append, MINUTE)
    # As kill -9 leaves it: taken, never given back.
    TickRun.objects.create(
        name="count", held_by="here", held_until=NOON + tick.LEASE, last_started_at=NOON - MINUTE
    )
    run(NOON, holder="there")
    assert moments == []
    run(NOON, holder="here")
    assert moments == [NOON]
    TickRun.objects.update(held_by="here", held_until=NOON + tick.LEASE, last_started_at=NOON)
    after = NOON + tick.LEASE + MINUTE
    run(after, holder="there")
    assert moments == [NOON, after]


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_do_not_run_one_job_at_once() -> None:
    begun, may_end = threading.Event(), threading.Event()
    runs = []

    def slow(moment: datetime.datetime) -> None:
        runs.append(moment)
        begun.set()
        may_end.wait(120)

    tick.register("slow", slow, datetime.timedelta(microseconds=1))

    def first() -> None:
        tick.run_due("here")
        connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    try:
        assert begun.wait(120)
        assert tick.run_due("there") == []
    finally:
        may_end.set()
        thread.join()
    assert len(runs) == 1
    assert [ran.name for ran in tick.run_due("there")] == ["slow"]


@pytest.mark.django_db(transaction=True)
def test_lease_is_renewed_while_the_job_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tick, "LEASE", datetime.timedelta(seconds=1.5))
    began = timezone.now()

    def slow(_moment: datetime.datetime) -> Iterator[Outcome]:
        row = TickRun.objects.get(name="slow")
        until = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=60)
        while row.held_until <= began + tick.LEASE * 2 and timezone.now() < until:
            threading.Event().wait(0.1)
            row.refresh_from_db()
        yield Outcome("甲", row.held_until > began + tick.LEASE * 2)

    tick.register("slow", slow, MINUTE)
    assert [(ran.done, ran.failed) for ran in tick.run_due("here")] == [(1, 0)]


@pytest.mark.django_db
def test_scheduler_that_is_asked_to_stop_begins_no_other_job() -> None:
    stop = threading.Event()
    ran = []
    tick.register("first", lambda moment: stop.set(), MINUTE)
    tick.register("second", ran.append, MINUTE)
    tick.run_due("here", NOON, stop.is_set)
    assert ran == []


def test_two_jobs_of_one_name_are_refused() -> None:
    tick.register("one", print, MINUTE)
    tick.register("one", print, MINUTE)
    with pytest.raises(ValueError, match="one"):
        tick.register("one", repr, MINUTE)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="positive"):
        tick.register("never", print, datetime.timedelta(0))
