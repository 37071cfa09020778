"""The three tables as the form has them."""

import pytest
from tests.annual.writing.town import figures, town_report

from gongkai.annual.form import EDITION_2019, EDITION_2021, PATHS
from gongkai.annual.report import AnnualReport
from gongkai.annual.writing.tables import Role, figure_text, tables_of


@pytest.fixture(params=[EDITION_2021, EDITION_2019], ids=lambda edition: edition.key)
def edition(request):
    return request.param


def test_cells_cover_every_position_once(edition):
    for table in tables_of(AnnualReport(), edition).values():
        rows = list(table.rows)
        seen = [
            (row, column)
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        assert sorted(seen) == [
            (row, column) for row in range(len(rows)) for column in range(len(table.widths))
        ]
        assert sum(table.widths) == pytest.approx(156)
        assert sum(table.column_groups) == len(table.widths)


def test_every_figure_of_the_edition_has_one_cell(edition):
    tables = tables_of(AnnualReport(), edition)
    paths = [cell.path for table in tables.values() for cell in table.cells if cell.path]
    assert tuple(paths) == edition.paths


def test_figures_are_printed_digit_by_digit():
    tables = tables_of(town_report(), EDITION_2021)
    texts = {cell.path: cell.text for table in tables.values() for cell in table.cells if cell.path}
    assert texts == {path: figure_text(figures()[path]) for path in PATHS}
    assert texts["proactive.fees_wan"] == "37.450"


def test_what_is_not_known_is_an_empty_cell():
    tables = tables_of(AnnualReport(), EDITION_2021)
    assert {cell.text for table in tables.values() for cell in table.cells if cell.role is Role.FIGURE} == {
        ""
    }


def test_table_three_spans_its_groups():
    table = tables_of(AnnualReport(), EDITION_2021)["applications"]
    spans = {
        cell.text: (cell.row_span, cell.column_span) for cell in table.cells if cell.role is not Role.FIGURE
    }
    assert spans["三、本年度办理结果"] == (22, 1)
    assert spans["（三）不予公开"] == (8, 1)
    assert spans["（七）总计"] == (1, 2)
    assert spans["法人或其他组织"] == (1, 5)
    assert spans["申请人情况"] == (1, 7)
    assert spans[EDITION_2021.balance_note] == (3, 3)
