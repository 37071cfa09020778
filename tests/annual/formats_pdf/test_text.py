"""Running text of a PDF, and tables that have no rulings."""

import pytest
from tests.annual.formats_pdf.looking import grids, paragraphs, read, texts
from tests.annual.formats_pdf.printing import Sheet

from gongkai.annual.reading.blocks import Paragraph

FULL = "根据《中华人民共和国政府信息公开条例》规定，现将某某县人民政府二"
BODY = 16.0
LEFT = 80.0


def page(*lines: tuple[float, str], top: float = 90.0, size: float = BODY) -> Sheet:
    """Lines below one another; each begins so many ems in from the left edge of the text."""
    sheet = Sheet(LEFT * 2 + 27 * BODY, 842)
    for number, (indent, text) in enumerate(lines):
        sheet.text(LEFT + indent * size, top + number * 28, text, size)
    return sheet


def line(start: str, length: int = 27) -> str:
    return (start + FULL * 2)[:length]


def test_lines_that_run_on_are_one_paragraph_and_headings_stand_alone():
    first, rest, end = line("本报告", 25), line("条"), "止。"
    document = read(
        page(
            (2, "一、总体情况"),
            (2, first),
            (0, rest),
            (0, end),
            (2, "（一）主动公开"),
            (2, "全年公开五条。"),
            (2, "二、情况"),
        )
    )
    assert paragraphs(document) == [
        "一、总体情况",
        first + rest + end,
        "（一）主动公开",
        "全年公开五条。",
        "二、情况",
    ]


def test_a_heading_after_a_full_line_is_not_swallowed():
    full = line("本", 25)
    document = read(page((2, full), (0, line("甲")), (0, "二、主动公开政府信息情况"), (0, line("乙"))))
    assert paragraphs(document) == [full + line("甲"), "二、主动公开政府信息情况", line("乙")]


def test_a_paragraph_runs_on_over_the_page_break_past_page_numbers_and_running_heads():
    upper = (
        page((2, line("甲", 25)), (0, line("乙")))
        .text(200, 40, "某某县政府信息公开年报", 9)
        .text(290, 800, "— 1 —", 14)
    )
    lower = (
        page((0, "终于结束。"), (2, "三、收到申请情况"))
        .text(200, 40, "某某县政府信息公开年报", 9)
        .text(290, 800, "— 2 —", 14)
    )
    document = read(upper, lower)
    assert paragraphs(document) == [line("甲", 25) + line("乙") + "终于结束。", "三、收到申请情况"]
    assert [block.page for block in document.blocks if isinstance(block, Paragraph)] == [1, 2]


@pytest.mark.parametrize(
    "number", ["- 4 -", "— 4 —", "第4页", "第 4 页 共 9 页", "4/9", "4", "·4·", "－４－"]
)
def test_page_numbers_are_no_text(number):
    assert paragraphs(read(Sheet().text(80, 100, "一、总体情况", 16).text(280, 800, number, 14))) == [
        "一、总体情况"
    ]


def test_a_number_in_the_midst_of_the_page_is_text():
    assert paragraphs(read(Sheet().text(80, 400, "2024", 16))) == ["2024"]


def test_letters_spaced_to_fill_a_line_have_no_spaces_and_wide_gaps_are_tabs():
    sheet = Sheet()
    sheet.parts.append("12 Tc")
    sheet.text(80, 100, "号，邮编：电话及电子邮箱：", 16).parts.append("0 Tc")
    sheet.text(80, 200, "行政许可", 16).text(300, 200, "136", 16)
    sheet.text(80, 240, "Tel 0517 87222589", 16)
    assert paragraphs(read(sheet)) == ["号，邮编：电话及电子邮箱：", "行政许可\t136", "Tel 0517 87222589"]


ROWS = [
    ("一、本年新收", "21", "0", "0", "3", "24"),
    ("二、上年结转", "1", "0", "12", "0", "13"),
    ("四、结转下年", "0", "0", "1", "-", "1"),
]
AT = (80, 250, 300, 350, 400, 450)


def columns(sheet: Sheet, rows=ROWS, top: float = 200.0, step: float = 30.0) -> Sheet:
    for number, row in enumerate(rows):
        for x, text in zip(AT, row, strict=True):
            if text:
                sheet.text(x, top + step * number, text, 12)
    return sheet


def test_figures_below_one_another_are_a_table_without_rulings():
    head = ("", "自然人", "企业", "科研", "其他", "总计")
    document = read(columns(Sheet().text(80, 100, "三、收到申请情况", 16), [head, *ROWS]))
    (grid,) = grids(document)
    assert texts(grid) == [list(head), *map(list, ROWS)]
    assert grid.aligned
    assert paragraphs(document) == ["三、收到申请情况"]


def test_a_blank_in_a_table_without_rulings_stays_in_its_column():
    rows = [ROWS[0], ("二、上年结转", "1", "", "12", "", "13"), ROWS[2]]
    (grid,) = grids(read(columns(Sheet(), rows)))
    assert texts(grid)[1] == list(rows[1])


def test_lines_between_rows_make_one_row_of_what_stands_between_them():
    sheet = columns(Sheet(), step=60)
    for number in range(len(ROWS) + 1):
        sheet.line(70, 190 + 60 * number, 500, 190 + 60 * number)
    for number in range(len(ROWS)):
        sheet.text(80, 220 + 60 * number, "政府信息公开申请", 12)
    (grid,) = grids(read(sheet))
    assert texts(grid) == [[f"{label}\n政府信息公开申请", *figures] for label, *figures in ROWS]


def test_sentences_with_figures_are_no_table():
    sheet = page(
        (2, "全年公开 1136 条，受理 21 件，办结 21 件。"), (2, "上年公开 986 条，受理 30 件，办结 29 件。")
    )
    assert not grids(read(sheet))


def test_radicals_that_fonts_give_for_characters_become_these():
    assert paragraphs(read(Sheet().text(80, 300, "⼀、⾏政⻓⻅", 16))) == ["一、行政长见"]


def test_metadata_has_the_files_own_names_in_lower_case():
    document = read(Sheet().text(80, 300, "一、总体情况", 16))
    assert document.metadata == {}
    assert document.title == ""
