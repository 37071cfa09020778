"""Reports in every shape that published ones have: each cell is right, or null with a note where it may be."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.annual.corpus.draft import new_draft
from tests.annual.corpus.figures import Figures, figure_sets
from tests.annual.corpus.grids import tables
from tests.annual.corpus.judge import Verdict, judge
from tests.annual.corpus.sample import Sample
from tests.annual.corpus.shapes import SHAPES, make
from tests.annual.corpus.shapes.documents import by_hand
from tests.annual.corpus.shapes.html import article
from tests.annual.corpus.shapes.lines import document, header_words, tabbed, two_lines
from tests.annual.corpus.shapes.markdown import markdown_of, piped
from tests.annual.corpus.shapes.pages import html_sample
from tests.annual.corpus.shapes.text import four_lines, row_lines, text_of
from tests.annual.corpus.shapes.word_xml import body_table

from gongkai.annual.reading import UnreadableError, read_bytes
from gongkai.annual.report import AnnualReport

READABLE = [name for name in SHAPES if not name.startswith("refused_")]
SEEDS = (0, 1, 2)
ABOUT_FIGURES = ("wrong", "missing", "error", "reports")


def _answer(sample: Sample) -> Verdict:
    answer: list[AnnualReport] | UnreadableError
    try:
        answer = read_bytes(sample.data, sample.name)
    except UnreadableError as error:
        answer = error
    return judge(sample, answer)


def _told(verdict: Verdict, *kinds: str) -> str:
    return "\n".join(str(fault) for fault in verdict.faults if fault.kind in kinds)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", READABLE)
def test_every_figure_is_right(name: str, seed: int) -> None:
    faults = _told(_answer(make(name, seed)), *ABOUT_FIGURES)
    assert faults == ""


@pytest.mark.parametrize("name", READABLE)
def test_what_is_not_plain_is_noted(name: str) -> None:
    faults = _told(_answer(make(name, 1)), "status", "note")
    assert faults == ""


@pytest.mark.parametrize("name", READABLE)
def test_who_reports_on_which_year_and_what_it_says(name: str) -> None:
    faults = _told(_answer(make(name, 1)), "identity", "text")
    assert faults == ""


def _page(figures: Figures) -> Sample:
    draft = new_draft(Random(1), figures=figures)
    return html_sample(draft, article(draft))


def _tabs(figures: Figures) -> Sample:
    draft = new_draft(Random(2), figures=figures)
    return text_of(draft, document(draft, {number: tabbed(rows) for number, rows in tables(draft).items()}))


def _rows(figures: Figures) -> Sample:
    draft = new_draft(Random(3), figures=figures)
    three = [*header_words(draft.random, "words"), *row_lines(draft)]
    return text_of(draft, document(draft, {2: two_lines(draft), 3: three, 4: four_lines(draft)}, width=28))


def _markdown(figures: Figures) -> Sample:
    draft = new_draft(Random(4), figures=figures)
    return markdown_of(draft, {number: piped(rows) for number, rows in tables(draft).items()})


def _docx(figures: Figures) -> Sample:
    draft = new_draft(Random(5), figures=figures)
    return by_hand(draft, {number: body_table(rows) for number, rows in tables(draft).items()})


@given(figures=figure_sets(), write=st.sampled_from((_page, _tabs, _rows, _markdown, _docx)))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
def test_any_consistent_set_of_figures_is_read_back(figures: Figures, write) -> None:  # type: ignore[no-untyped-def]
    faults = _told(_answer(write(figures)), *ABOUT_FIGURES)
    assert faults == ""
