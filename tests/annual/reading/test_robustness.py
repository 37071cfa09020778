"""Any bytes give reports or an UnreadableError; never anything else."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.annual.corpus.shapes import make
from tests.annual.reading.bombs import BOMBS
from tests.annual.reading.bounded import read_bounded

from gongkai.annual.reading import UnreadableError, read_bytes
from gongkai.annual.report import AnnualReport

SOURCES = (
    "html_clean",
    "word_everything",
    "text_tabs",
    "text_rows",
    "wrapped_round_figures",
    "glued_county",
    "markdown_repeated_labels",
    "docx_by_hand",
    "csv_gbk",
    "xlsx_one_sheet",
    "pdf_ruled",
    "encoding_utf16",
)
NAMES = (None, "a.html", "a.docx", "a.pdf", "a.md", "a.txt", "a.csv", "a.xlsx", "a.json", "a.doc", "a.png")
STARTS = (
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\x89PNG\r\n\x1a\n",
    b"<html>",
    b"{",
)


def _answer(data: bytes, name: str | None) -> list[AnnualReport] | None:
    """The reports, or None for a refusal. Anything else that is raised fails the test."""
    try:
        reports = read_bytes(data, name)
    except UnreadableError as error:
        assert str(error)
        assert "\n" not in str(error)
        reports = None
    if reports is not None:
        assert reports
        for report in reports:
            report.to_dict()
    return reports


@given(st.sampled_from(STARTS), st.binary(max_size=400), st.sampled_from(NAMES))
@example(b"", b"", None)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
def test_random_bytes(start: bytes, data: bytes, name: str | None) -> None:
    _answer(start + data, name)


@given(
    st.lists(
        st.sampled_from(
            (
                "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "第二十条第（一）项", "规章", "自然人",
                "总计", "（一）予以公开", "（七）总计", "行政复议", "1", "0", "12 0", "\t", "\n", "|", "---", "（", "元", "-",
                "2024年", "、", " ", "2.重复申请", "1 2 3 4 5 6 21", "四、结转下年度继续办理",
            )
        ),
        max_size=80,
    ).map("".join)
)  # fmt: skip
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
def test_words_of_the_form_in_any_order(text: str) -> None:
    _answer(text.encode(), "a.txt")
    _answer(f"<table><tr><td>{text}</td></tr></table>".encode(), "a.html")


@pytest.mark.parametrize("name", SOURCES)
def test_truncations(name: str) -> None:
    sample = make(name, 0)
    random = Random(name)
    for _ in range(12):
        _answer(sample.data[: random.randrange(len(sample.data))], sample.name)


def _mutated(random: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randrange(1, 30)):
        at = random.randrange(len(changed))
        kind = random.randrange(4)
        if kind == 0:
            changed[at] = random.randrange(256)
        elif kind == 1:
            del changed[at : at + random.randrange(1, 200)]
        elif kind == 2:
            changed[at:at] = changed[max(0, at - random.randrange(1, 200)) : at]
        else:
            changed[at:at] = random.choice(
                (b"</td>", b"<tr>", b"\n", b"\t", b"|", b"\x00", b"9", b"\xff\xfe")
            )
        if not changed:
            break
    return bytes(changed)


@pytest.mark.parametrize("name", SOURCES)
def test_mutations(name: str) -> None:
    sample = make(name, 1)
    random = Random(name)
    for _ in range(12):
        _answer(_mutated(random, sample.data), sample.name)


@pytest.mark.parametrize("name", BOMBS)
def test_bombs(name: str, tmp_path: Path) -> None:
    build, file_name = BOMBS[name]
    source = tmp_path / file_name
    source.write_bytes(build())
    size = source.stat().st_size
    outcome = read_bounded(source, file_name)
    assert outcome.answer.startswith(("refused", "read"))
    # A refusal of a long file needs the file itself and little more.
    assert outcome.peak < 400 + 4 * size // 2**20
