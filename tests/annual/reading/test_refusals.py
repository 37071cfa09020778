"""What is no readable report is told apart and said in one Chinese line; no figure is ever made up for it."""

from __future__ import annotations

import pytest
from tests.annual.corpus.judge import judge
from tests.annual.corpus.shapes import SHAPES, make

from gongkai.annual.reading import UnreadableError, read_bytes

REFUSED = [name for name in SHAPES if name.startswith("refused_")]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", REFUSED)
def test_it_is_said_what_the_source_is(name: str, seed: int) -> None:
    sample = make(name, seed)
    try:
        verdict = judge(sample, read_bytes(sample.data, sample.name))
    except UnreadableError as error:
        message = str(error)
        assert "\n" not in message
        verdict = judge(sample, error)
    assert not verdict.faults, "\n".join(map(str, verdict.faults))


@pytest.mark.parametrize("name", ["", "x", "年报.pdf", "年报.docx", "年报.xlsx"])
def test_a_wrong_name_does_not_hide_what_is_inside(name: str) -> None:
    sample = make("html_clean", 0)
    (report,) = read_bytes(sample.data, name or None)
    assert report.value("proactive.licences") == sample.expected["proactive.licences"]
