"""The corpus itself: its figures balance, its truth is what it says, its judge knows right from wrong."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.annual.corpus.figures import Figures, Scale, figure_sets, imbalances, random_figures
from tests.annual.corpus.judge import judge
from tests.annual.corpus.sample import Expected
from tests.annual.corpus.shapes import SHAPES, make
from tests.annual.corpus.solver import Row, glued_readings, joined_readings, settle

from gongkai.annual.form import EDITION_2019, EDITION_2021, PATHS
from gongkai.annual.report import AnnualReport, Cell, Note, NoteKind, SectionText, Status


@given(figure_sets())
@settings(max_examples=60, deadline=None)
def test_every_drawn_set_of_figures_balances(figures: Figures) -> None:
    assert tuple(figures) == PATHS
    assert imbalances(figures) == []
    assert all(value >= 0 for value in figures.values())


@pytest.mark.parametrize("edition", [EDITION_2021, EDITION_2019])
@pytest.mark.parametrize("scale", list(Scale))
def test_random_sets_balance_and_are_the_same_for_a_seed(edition, scale) -> None:  # type: ignore[no-untyped-def]
    for seed in range(20):
        figures = random_figures(Random(seed), scale, edition)
        assert imbalances(figures, edition) == []
        assert figures == random_figures(Random(seed), scale, edition)


def test_a_town_is_mostly_zeros_and_a_city_is_not() -> None:
    def zeros(scale: Scale) -> int:
        return sum(not value for value in random_figures(Random(1), scale).values())

    assert zeros(Scale.TOWN) > 150 > zeros(Scale.CITY)


def test_a_disturbed_set_is_seen_to_be_out_of_balance() -> None:
    figures = random_figures(Random(3), Scale.COUNTY)
    figures["applications.granted.total"] += 1
    assert "applications.row_total （一）予以公开" in imbalances(figures)


@given(st.lists(st.integers(0, 120), min_size=6, max_size=6))
@settings(deadline=None)
def test_the_reference_finds_every_reading_of_a_glued_row(parts: list[int]) -> None:
    row = (*parts, sum(parts))
    digits = "".join(map(str, row))
    readings = glued_readings(digits)
    assert row in readings
    if len(digits) <= 14:  # all places for six cuts, tried one by one
        every = {
            tuple(map(int, cut))
            for bounds in combinations(range(1, len(digits)), 6)
            if (cut := [digits[a:b] for a, b in zip((0, *bounds), (*bounds, None), strict=True)])
            and all(text == str(int(text)) for text in cut)
            and sum(map(int, cut[:-1])) == int(cut[-1])
        }
        assert set(readings) == every


def test_the_published_example_of_a_glued_row_has_one_reading() -> None:
    assert glued_readings("15130000154") == [(151, 3, 0, 0, 0, 0, 154)]


def test_columns_settle_what_a_row_leaves_open() -> None:
    zeros: list[Row] = [(0,) * 7]
    readings = {row.key: zeros for row in EDITION_2021.applications}
    ambiguous = glued_readings("000011112")
    assert len(ambiguous) > 1
    readings |= {"granted": ambiguous, "results_total": [ambiguous[0]], "received": [ambiguous[0]]}
    answer = settle(readings)
    assert answer is not None
    assert not any(answer.values())
    readings |= {"results_total": ambiguous, "received": ambiguous}
    answer = settle(readings)
    assert answer is not None
    assert answer["granted"]


def test_split_digits_have_the_readings_that_balance() -> None:
    assert joined_readings(["2", "1", "0", "0", "0", "0", "0", "21"]) == [(21, 0, 0, 0, 0, 0, 21)]


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_has_a_truth_or_a_refusal_and_repeats_itself(name: str) -> None:
    sample = make(name, 0)
    assert bool(sample.reports) != bool(sample.refusal)
    assert sample.name
    for report in sample.reports:
        assert tuple(report.figures) == PATHS
        assert set(report.may_be_null) <= set(PATHS)
    again = make(name, 0)
    assert [report.figures for report in again.reports] == [report.figures for report in sample.reports]


def _perfect(expected: Expected) -> AnnualReport:
    cells, notes = {}, [Note(path, kind, "") for path, kind in expected.notes]
    for path, value in expected.figures.items():
        status = expected.statuses.get(path, Status.PRINTED if value is not None else Status.BLANK)
        cells[path] = Cell(value, status)
        if status is not Status.PRINTED:
            notes.append(Note(path, NoteKind(status.value), ""))
    sections = [SectionText(number, "", "\n".join(texts)) for number, texts in expected.texts.items()]
    return AnnualReport(
        edition=expected.edition,
        agency=expected.agency,
        year=expected.year,
        dated=expected.dated,
        sections=sections,
        cells=cells,
        notes=notes,
    )


@pytest.mark.parametrize(
    "name", ["html_clean", "text_tabs_lost_label", "glued_town", "html_2019_form", "blank_cells"]
)
def test_the_judge_passes_a_perfect_answer(name: str) -> None:
    sample = make(name, 1)
    assert judge(sample, [_perfect(report) for report in sample.reports]).faults == []


def test_the_judge_sees_a_wrong_figure_a_lost_one_and_a_blank_read_as_nought() -> None:
    sample = make("total_column_blank", 2)
    report = _perfect(sample.reports[0])
    blank = next(path for path, value in sample.expected.items() if value is None)
    report.cells[blank] = Cell(0, Status.PRINTED)
    report.cells["proactive.licences"] = Cell(7_777_777, Status.PRINTED)
    report.cells["proactive.fees_wan"] = Cell(None, Status.UNREADABLE)
    report.notes.append(Note("proactive.fees_wan", NoteKind.UNREADABLE, ""))
    verdict = judge(sample, [report])
    assert verdict.count("wrong") == 2
    assert verdict.count("missing") == 1
    assert isinstance(sample.expected["proactive.fees_wan"], Decimal)
