import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.annual.batch import misbehaving

from gongkai.annual.batch import FailureKind, work
from gongkai.annual.batch.pool import CHUNK, CHUNKS_AHEAD


def test_results_come_in_the_order_given_even_when_the_first_is_slow():
    outcomes = list(work(misbehaving.slow_first, list(range(60)), jobs=2))

    assert [outcome.value for outcome in outcomes] == list(range(60))
    assert [outcome.index for outcome in outcomes] == list(range(60))


def test_nothing_to_do_starts_nothing():
    assert list(work(misbehaving.deed, [], jobs=2)) == []


def test_a_single_item_is_done_in_this_process():
    (outcome,) = work(misbehaving.whoami, [1], jobs=2)

    assert outcome.value == os.getpid()


def test_several_items_are_done_elsewhere_even_with_one_job():
    outcomes = list(work(misbehaving.whoami, [1, 2, 3], jobs=1))

    assert os.getpid() not in {outcome.value for outcome in outcomes}


@pytest.mark.parametrize(
    ("item", "kind", "words"),
    [
        ("refuse", FailureKind.UNREADABLE, "这不是年报"),
        ("fail", FailureKind.DEFECT, "ZeroDivisionError"),
        ("die", FailureKind.DIED, "信号 11"),
        ("leave", FailureKind.DIED, "代码 3"),
        ("eat", FailureKind.DIED, "内存不足"),
        ("nest", FailureKind.UNREADABLE, "嵌套过深"),
        ("sleep:60", FailureKind.OVERTIME, "1.5 秒"),
    ],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_item_that_fails_gets_its_own_answer_and_the_others_theirs(item, kind, words, jobs):
    items = ["a", "b", item, "c", "d", "e", item, "f"]

    outcomes = list(work(misbehaving.deed, items, jobs=jobs, time_limit=1.5))

    for given, outcome in zip(items, outcomes, strict=True):
        if given == item:
            assert outcome.value is None
            assert outcome.failure is not None
            assert outcome.failure.kind is kind
            assert words in outcome.failure.text
        else:
            assert outcome.value == f"{given} done"


def test_a_fault_of_the_program_keeps_its_traceback():
    (outcome,) = work(misbehaving.deed, ["fail"])

    assert outcome.failure is not None
    assert "misbehaving.py" in outcome.failure.trace


def test_work_does_not_run_ahead_without_bound(tmp_path: Path):
    jobs, count = 2, 2000
    outcomes = work(misbehaving.trail, [(str(tmp_path), number) for number in range(count)], jobs=jobs)

    first = next(outcomes)

    assert first.value == 0
    assert len(list(tmp_path.iterdir())) <= CHUNK * CHUNKS_AHEAD * jobs
    outcomes.close()


def test_leaving_early_ends_the_workers():
    def processes() -> Iterator[str]:
        for status in Path("/proc").glob("[0-9]*/status"):
            try:
                text = status.read_text()
            except OSError:
                continue
            if f"PPid:\t{os.getpid()}\n" in text and "State:\tZ" not in text:
                yield (status.parent / "cmdline").read_text()

    outcomes = work(misbehaving.deed, ["sleep:0.01"] * 500, jobs=2)
    next(outcomes)
    assert any("spawn_main" in command for command in processes())

    outcomes.close()

    time.sleep(0.1)
    assert not any("spawn_main" in command for command in processes())
