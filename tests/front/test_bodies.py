"""What a reader sends is taken in as long as it comes fast enough and there is room for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest

from gongkai.front import bodies
from gongkai.front.bodies import IN_MEMORY, Bodies, Body, Refused

Result = TypeVar("Result")


async def _sent(pieces: int, size: int, every: float = 0.0) -> AsyncIterator[bytes]:
    for _ in range(pieces):
        await asyncio.sleep(every)
        yield b"x" * size


async def _taken_in(all_bodies: Bodies, pieces: int, size: int, every: float = 0.0) -> bytes:
    with Body(all_bodies) as body:
        await all_bodies.fill(body, _sent(pieces, size, every), None)
        return b"".join([piece async for piece in body.pieces()])


def _run(work: Coroutine[Any, Any, Result]) -> Result:
    """What comes of it, in a thread: where a browser was tested before, this one has a loop that runs."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def test_who_sends_too_slowly_is_cut_off_and_who_is_only_slow_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "_STALLS_SECONDS", 0.5)
    monkeypatch.setattr(bodies, "_LEAST_A_SECOND", 1_000)
    all_bodies = Bodies(tmp_path, 1_000_000)
    assert len(_run(_taken_in(all_bodies, 15, 1_000, 0.05))) == 15_000
    for pieces, every in ((100, 0.05), (2, 0.8)):
        with pytest.raises(Refused) as refused:
            _run(_taken_in(all_bodies, pieces, 1, every))
        assert refused.value.status == 408


@pytest.mark.parametrize("size", [0, 1, IN_MEMORY, IN_MEMORY + 1])
def test_comes_out_as_it_came_in(tmp_path: Path, size: int) -> None:
    assert _run(_taken_in(Bodies(tmp_path, 1_000_000), 1, size)) == b"x" * size


def test_no_more_lies_on_the_disk_than_there_is_room_for(tmp_path: Path) -> None:
    all_bodies = Bodies(tmp_path, 100_000)

    async def several(number: int, size: int) -> list[int]:
        answers = await asyncio.gather(
            *(_taken_in(all_bodies, 10, size // 10, 0.05) for _ in range(number)), return_exceptions=True
        )
        return [answer.status for answer in answers if isinstance(answer, Refused)]

    assert _run(several(8, 100_000)) == []
    assert 503 in _run(several(12, 100_000))
    # Small ones always have room, and who is gone leaves his to others.
    assert _run(several(100, IN_MEMORY)) == []
    assert _run(several(8, 100_000)) == []
    assert _run(several(1, 100_010)) == [413]


def test_without_a_disk_it_is_later(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        _run(_taken_in(Bodies(tmp_path / "none", 1_000_000), 2, IN_MEMORY))
    assert refused.value.status == 503
