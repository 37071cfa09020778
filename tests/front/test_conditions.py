"""Accept-Encoding, If-None-Match and Range, as RFC 9110 has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.front.conditions import accepted, has_already, part_wanted


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("", ()),
        ("gzip", ("gzip",)),
        ("gzip, deflate, br, zstd", ("br", "gzip")),
        ("br;q=0.5, gzip;q=0.8", ("gzip", "br")),
        ("gzip;q=0", ()),
        ("*", ("br", "gzip")),
        ("*;q=0.1, gzip", ("gzip", "br")),
        ("*, br;q=0", ("gzip",)),
        ("identity, gzip;q=0.5", ()),
        ("GZIP ; Q=1", ("gzip",)),
        ("gzip;q=nonsense", ()),
        ("x-gzip", ("gzip",)),
    ],
)
def test_encodings_that_are_taken(header: str, taken: tuple[str, ...]) -> None:
    assert accepted(header) == taken


@given(st.text(max_size=60))
def test_no_header_is_too_strange(header: str) -> None:
    assert set(accepted(header)) <= {"br", "gzip"}
    assert isinstance(has_already(header, '"x"'), bool)


def test_etags_are_compared_weakly() -> None:
    assert has_already('W/"a", "b"', '"a"')
    assert has_already("*", '"a"')
    assert not has_already('"ab"', '"a"')


@given(st.integers(0, 50), st.one_of(st.none(), st.integers(0, 60)), st.integers(1, 40))
def test_part_is_what_python_slices(start: int, last: int | None, size: int) -> None:
    content = bytes(range(size))
    header = f"bytes={start}-{'' if last is None else last}"
    try:
        part = part_wanted(header, size)
    except ValueError:
        assert start >= size
        return
    if part is None:
        assert last is not None and last < start
        return
    assert content[part[0] : part[1]] == content[start : None if last is None else last + 1] != b""


@given(st.text(max_size=30), st.integers(0, 100))
def test_no_range_reaches_outside(header: str, size: int) -> None:
    for asked in (header, f"bytes={header}"):
        try:
            part = part_wanted(asked, size)
        except ValueError:
            continue
        assert part is None or 0 <= part[0] < part[1] <= size


@pytest.mark.parametrize(
    "header", ["bytes=0-1,4-5", "lines=1-2", "bytes=-", "bytes=5-2", "bytes=" + "9" * 80 + "-"]
)
def test_what_is_no_single_range_is_the_whole(header: str) -> None:
    assert part_wanted(header, 10) is None
