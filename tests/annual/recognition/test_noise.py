"""Noise between and inside the rows: a cell or a label lost, a sentence, a row doubled or moved. Never a wrong figure."""

import random

import pytest
from tests.annual.recognition.test_documents import ROWS, applications, grid, read

from gongkai.annual.form import EDITION_2021
from gongkai.annual.reading import UnreadableError, read_bytes
from gongkai.annual.reading.blocks import Document, Kind, Paragraph
from gongkai.annual.reading.recognition.recognise import recognise
from gongkai.annual.report import AnnualReport, Status

KEYS = list(ROWS)
NUMBER = {
    path: 2101 + at for at, path in enumerate(path for row in EDITION_2021.application_paths for path in row)
}
OWNER = {number: path for path, number in NUMBER.items()}
"""Every cell has a figure of its own, so that a figure tells where it was printed; no sum holds."""


def figures(key: str) -> list[str]:
    return [str(NUMBER[f"applications.{key}.{column.key}"]) for column in EDITION_2021.applicants]


def lines() -> list[str]:
    return [" ".join([label, *figures(key)]) for key, label in ROWS.items()]


def text(table: list[str]) -> str:
    head = ["青石县教育局2024年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况", "申请人情况"]
    return "\n".join([*head, *table, "五、存在的主要问题及改进情况", "无。", ""])


def misplaced(report: AnnualReport) -> list[str]:
    return [
        path
        for path in NUMBER
        if report.value(path) is not None and OWNER.get(int(report.value(path) or 0)) != path
    ]


def read_text(table: list[str]) -> AnnualReport:
    (report,) = read_bytes(text(table).encode(), "report.txt")
    return report


def test_rows_in_another_order_keep_their_own_figures() -> None:
    table = lines()
    table[3], table[4] = table[4], table[3]
    table[11], table[12] = table[12], table[11]
    report = read_text(table)
    assert not misplaced(report)
    assert all(report.value(path) is not None for path in NUMBER)


def test_a_row_printed_twice_is_not_given_to_a_row_that_is_lost() -> None:
    table = lines()
    table[14] = table[12]
    report = read_text(table)
    assert not misplaced(report)
    assert report.value(f"applications.{KEYS[14]}.total") is None


def test_a_table_cut_off_after_its_third_last_row_is_not_taken_for_the_form_of_2019() -> None:
    report = read_text(lines()[:-4])
    assert not misplaced(report)
    assert report.cell("applications.other_other.total").status is Status.ABSENT


def test_a_sentence_between_the_rows_is_no_figure() -> None:
    table = [part for key, label in ROWS.items() for part in (label, *figures(key))]
    table.insert(table.index("3.其他") + 1, "另有相关事项9件，其中行政许可8件。")
    report = read_text(table)
    assert not misplaced(report)
    assert report.value("applications.other_other.natural_person") is not None


@pytest.mark.parametrize("place", range(7))
def test_a_row_that_lost_a_cell_is_not_shifted(place: int) -> None:
    rows = [[label, *figures(key)] for key, label in ROWS.items()]
    del rows[6][1 + place]
    report = read(grid(*rows))
    assert not misplaced(report)
    assert report.cell(f"applications.{KEYS[6]}.total").status is Status.UNREADABLE


def test_a_row_with_two_numbers_in_one_cell_is_not_shifted() -> None:
    rows = [[label, "", *figures(key)] for key, label in ROWS.items()]
    rows[6] = [*rows[6][:6], f"{rows[6][6]} {rows[6][7]}", rows[6][8]]
    report = read(grid(*rows))
    assert not misplaced(report)


def test_a_cell_too_many_moves_no_other() -> None:
    header = ["", *(str(column.label) for column in EDITION_2021.applicants)]
    rows = [[label, *figures(key)] for key, label in ROWS.items()]
    rows[6].insert(3, rows[6][3])
    assert not misplaced(read(grid(header, *rows)))


def test_a_head_that_is_lost_does_not_move_the_figures_of_table_two() -> None:
    report = read(
        applications(),
        grid(["信息内容", "本年废止件数", "现行有效件数"], ["规章", "1", "2", "3"]),
    )
    values = [report.value(f"proactive.regulations.{key}") for key in ("issued", "repealed", "in_force")]
    assert values == [1, 2, 3]


def test_figures_with_a_full_stop_stand_in_their_column() -> None:
    report = read(applications({"received": ["3。", "0", "0", "0", "0", "0", "3."]}))
    assert report.value("applications.received.natural_person") == 3
    assert report.value("applications.received.total") == 3


@pytest.mark.parametrize("seed", range(60))
def test_random_noise(seed: int) -> None:
    rng = random.Random(seed)
    table = lines() if seed % 2 else [part for key, label in ROWS.items() for part in (label, *figures(key))]
    for _ in range(rng.randrange(1, 3)):
        at = rng.randrange(len(table))
        if rng.random() < 0.5:
            table.insert(at, rng.choice(["7", "88 0", "另有事项9件。", "— 3 —", "注：含上年3件"]))
        elif not table[at].isdigit() or seed % 2:
            table[at] = table[at][rng.randrange(1, 6) :] if not table[at].isdigit() else table[at]
    try:
        reports = read_bytes(text(table).encode(), "report.txt")
    except UnreadableError:
        return
    for report in reports:
        assert not misplaced(report)


def test_a_label_numbered_on_a_line_of_its_own() -> None:
    table = [part for key, label in ROWS.items() for part in (*label.partition("."), " ".join(figures(key)))]
    joined = [number + dot for number, dot in zip(table[0::4], table[1::4], strict=True)]
    lined = [
        part
        for start, words, numbers in zip(joined, table[2::4], table[3::4], strict=True)
        for part in (start, words, numbers)
        if part
    ]
    report = recognise(Document(Kind.TEXT, [Paragraph(line) for line in text(lined).splitlines()]))[0]
    assert not misplaced(report)
    assert report.value("applications.not_processed_repeat.total") is not None
