"""Ruled tables of a PDF: however the lines are drawn, the cells are those a reader sees."""

import itertools

import pytest
from tests.annual.formats_pdf.looking import grids, paragraphs, read, texts
from tests.annual.formats_pdf.printing import Sheet

from gongkai.annual.reading.blocks import Grid, Paragraph

COLUMNS = [80.0, 200.0, 240.0, 280.0, 320.0]
ROWS = [100.0, 130.0, 160.0, 190.0]
CELLS = [
    ["信息内容", "制发", "废止", "有效"],
    ["规章", "0", "0", "10"],
    ["行政规范性文件", "12", "", "7730.28"],
]


def words_of(sheet: Sheet) -> Sheet:
    for row, line in enumerate(CELLS):
        for column, text in enumerate(line):
            sheet.cell(COLUMNS[column], ROWS[row], COLUMNS[column + 1], ROWS[row + 1], text)
    return sheet


def stroked_lines(sheet: Sheet) -> None:
    for y in ROWS:
        sheet.line(COLUMNS[0], y, COLUMNS[-1], y)
    for x in COLUMNS:
        sheet.line(x, ROWS[0], x, ROWS[-1])


def stroked_cells(sheet: Sheet) -> None:
    for left, right in itertools.pairwise(COLUMNS):
        for top, bottom in itertools.pairwise(ROWS):
            sheet.box(left, top, right, bottom)


def thin_rectangles(sheet: Sheet) -> None:
    for y in ROWS:
        sheet.box(COLUMNS[0], y - 0.25, COLUMNS[-1], y + 0.25, "f")
    for x in COLUMNS:
        sheet.box(x - 0.25, ROWS[0], x + 0.25, ROWS[-1], "f")


def pieces(sheet: Sheet) -> None:
    for y in ROWS:
        for left, right in itertools.pairwise(COLUMNS):
            sheet.box(left + 0.4, y - 0.25, right - 0.4, y + 0.25, "f")
    for x in COLUMNS:
        for top, bottom in itertools.pairwise(ROWS):
            sheet.line(x, top + 1, x, bottom - 1)


def dots(sheet: Sheet) -> None:
    for y in ROWS:
        for step in range(int(COLUMNS[-1] - COLUMNS[0]) // 2):
            x = COLUMNS[0] + 2 * step
            sheet.box(x, y - 0.25, x + 1.2, y + 0.25, "f")
    for x in COLUMNS:
        sheet.line(x, ROWS[0], x, ROWS[-1])


def double_lines(sheet: Sheet) -> None:
    for y in ROWS:
        sheet.line(COLUMNS[0] - 1, y - 0.9, COLUMNS[-1] + 1, y - 0.9).line(
            COLUMNS[0], y + 0.9, COLUMNS[-1], y + 0.9
        )
    for x in COLUMNS:
        sheet.line(x - 0.9, ROWS[0], x - 0.9, ROWS[-1]).line(x + 0.9, ROWS[0], x + 0.9, ROWS[-1])


def one_path(sheet: Sheet) -> None:
    strokes = [f"{COLUMNS[0]} {sheet.height - y} m {COLUMNS[-1]} {sheet.height - y} l" for y in ROWS]
    strokes += [f"{x} {sheet.height - ROWS[0]} m {x} {sheet.height - ROWS[-1]} l" for x in COLUMNS]
    sheet.parts.append(" ".join(strokes) + " S")


@pytest.mark.parametrize(
    "rule", [stroked_lines, stroked_cells, thin_rectangles, pieces, dots, double_lines, one_path]
)
@pytest.mark.parametrize("form", [False, True])
def test_the_cells_are_the_same_however_the_lines_are_drawn(rule, form):
    sheet = Sheet()
    rule(sheet)
    (grid,) = grids(read(words_of(sheet), form=form))
    assert texts(grid) == CELLS
    assert grid.page == 1
    assert grid.number == 1
    assert grid.aligned


def test_shading_is_no_ruling_and_hides_none():
    sheet = Sheet().box(70, 90, 330, 200, "f").box(COLUMNS[0], 100, COLUMNS[-1], 130, "f")
    stroked_lines(sheet)
    (grid,) = grids(read(words_of(sheet)))
    assert texts(grid) == CELLS


def test_a_missing_ruling_is_a_merged_cell():
    sheet = Sheet().box(80, 100, 320, 190)
    # Upper left: two rows of two columns; below it a full row; on the right a head over two columns.
    sheet.line(80, 160, 320, 160).line(200, 100, 200, 190).line(200, 130, 320, 130)
    sheet.line(260, 130, 260, 190).line(140, 160, 140, 190)
    sheet.cell(80, 100, 200, 160, "申请人\n情况").cell(200, 100, 320, 130, "法人").cell(
        200, 130, 260, 160, "企业"
    )
    sheet.cell(260, 130, 320, 160, "其他").cell(80, 160, 140, 190, "新收").cell(140, 160, 200, 190, "21")
    sheet.cell(200, 160, 260, 190, "0").cell(260, 160, 320, 190, "3")
    (grid,) = grids(read(sheet))
    spans = {
        cell.text: (cell.row, cell.column, cell.row_span, cell.column_span)
        for row in range(3)
        for cell in grid.anchors(row)
    }
    assert spans == {
        "申请人\n情况": (0, 0, 2, 2),
        "法人": (0, 2, 1, 2),
        "企业": (1, 2, 1, 1),
        "其他": (1, 3, 1, 1),
        "新收": (2, 0, 1, 1),
        "21": (2, 1, 1, 1),
        "0": (2, 2, 1, 1),
        "3": (2, 3, 1, 1),
    }
    assert grid.rows[0][1] is grid.rows[1][0]


def test_a_table_that_the_page_break_leaves_open_is_closed_at_its_edges():
    upper, lower = Sheet(), Sheet()
    for sheet, rows in ((upper, [700, 730]), (lower, [130, 160])):
        for y in rows:
            sheet.line(80, y, 320, y)
    for x in (80, 200, 320):
        upper.line(x, 700, x, 760)
        lower.line(x, 100, x, 160)
    upper.cell(80, 700, 200, 730, "一、新收").cell(200, 700, 320, 730, "5")
    upper.cell(80, 730, 200, 760, "（四）无").cell(200, 730, 320, 760, "")
    lower.cell(80, 100, 200, 130, "法提供").cell(200, 100, 320, 130, "1").cell(80, 130, 200, 160, "四、结转")
    lower.cell(200, 130, 320, 160, "4")
    first, second = grids(read(upper, lower))
    assert texts(first) == [["一、新收", "5"], ["（四）无", ""]]
    assert texts(second) == [["法提供", "1"], ["四、结转", "4"]]
    assert [(grid.page, grid.number) for grid in (first, second)] == [(1, 1), (2, 2)]


def test_lines_in_a_cell_keep_their_order_and_numbers_their_digits():
    cells = [["社会\n公益\n组织", "1\n0", "10019"], ["总 计", "1 0", "(1) 2"]]
    sheet = Sheet().ruled([80, 110, 130, 200], [100, 180, 210], cells)
    (grid,) = grids(read(sheet))
    assert texts(grid) == [["社会\n公益\n组织", "1\n0", "10019"], ["总计", "1 0", "(1) 2"]]


def test_digits_set_one_by_one_are_one_number_and_neighbours_are_two():
    sheet = Sheet().box(80, 100, 200, 130).line(140, 100, 140, 130)
    for index, digit in enumerate("4119"):
        sheet.text(117.9 + 5 * index, 110, digit, 10)
    sheet.text(140.3, 110, "195", 10)
    (grid,) = grids(read(sheet))
    assert texts(grid) == [["4119", "195"]]


def test_a_number_printed_twice_for_boldness_counts_once():
    sheet = Sheet().ruled([80, 140, 200], [100, 130], [["21", "11"]])
    sheet.ruled([80.3, 140.3, 200.3], [100, 130], [["21", "11"]])
    (grid,) = grids(read(sheet))
    assert texts(grid) == [["21", "11"]]


def test_a_frame_round_text_is_no_table():
    document = read(Sheet().box(60, 80, 500, 400).text(80, 100, "一、总体情况", 16))
    assert not grids(document)
    assert paragraphs(document) == ["一、总体情况"]


def test_a_table_in_a_frame_is_found_and_the_text_around_it_stays_text():
    sheet = Sheet().box(40, 40, 555, 800).text(80, 60, "二、主动公开政府信息情况", 14)
    stroked_lines(sheet)
    document = read(words_of(sheet).text(80, 300, "三、收到和处理情况", 14))
    kinds = [type(block) for block in document.blocks]
    assert kinds == [Paragraph, Grid, Paragraph]
    assert texts(grids(document)[0]) == CELLS


def test_underlines_and_a_line_under_the_head_make_no_table():
    sheet = Sheet().line(60, 120, 500, 120).line(60, 124, 500, 124).text(80, 100, "某某县人民政府文件", 16)
    sheet.line(100, 170, 200, 170).text(80, 150, "联系电话0517-87222589", 16)
    document = read(sheet)
    assert not grids(document)
    assert paragraphs(document) == ["某某县人民政府文件", "联系电话0517-87222589"]


def test_two_tables_of_one_page_are_two():
    sheet = (
        Sheet()
        .ruled([80, 200, 320], [100, 130], [["规章", "0"]])
        .ruled([80, 200, 320], [200, 230], [["许可", "3"]])
    )
    assert [texts(grid) for grid in grids(read(sheet))] == [[["规章", "0"]], [["许可", "3"]]]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("angle", [0, 180])
def test_text_is_read_upright_however_the_page_is_marked(rotate, angle):
    upright = Sheet(400, 600)
    upright.ruled([80, 200, 320], [100, 130, 160], [["规章", "0"], ["规范性文件", "12"]]).text(
        80, 60, "二、情况", 14
    )
    turn = {0: "1 0 0 1 0 0", 180: "-1 0 0 -1 400 600"}[angle]
    document = read(Sheet(400, 600, rotate=rotate, parts=[f"{turn} cm", *upright.parts]))
    assert paragraphs(document) == ["二、情况"]
    assert texts(grids(document)[0]) == [["规章", "0"], ["规范性文件", "12"]]


def test_what_is_cropped_away_is_not_there():
    sheet = Sheet(crop=(50, 100, 545, 800)).text(80, 100, "一、总体情况", 16).text(80, 780, "裁掉的字", 16)
    assert paragraphs(read(sheet)) == ["一、总体情况"]


def test_figures_typed_upon_the_page_are_read():
    sheet = Sheet().ruled([80, 200, 320], [100, 130], [["规章", ""]])
    typed = Sheet().cell(200, 100, 320, 130, "6")
    sheet.annotations = typed.parts
    (grid,) = grids(read(sheet))
    assert texts(grid) == [["规章", "6"]]
