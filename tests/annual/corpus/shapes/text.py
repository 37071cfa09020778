"""Shapes of plain text whose rows are whole: tabs between cells, a row a line, a cell a line."""

from __future__ import annotations

from random import Random

from tests.annual.corpus.draft import Draft, new_draft
from tests.annual.corpus.figures import Scale
from tests.annual.corpus.grids import application_lines, table_four, table_three, table_two, tables
from tests.annual.corpus.sample import Sample
from tests.annual.corpus.shapes.lines import (
    document,
    folded,
    header_words,
    spaced_letters,
    tabbed,
    two_lines,
    with_pages,
)
from tests.annual.corpus.shapes.registry import shape

from gongkai.annual.form import EDITION_2019
from gongkai.annual.report import NoteKind

__all__ = ["four_lines", "row_lines", "text_of"]


def text_of(draft: Draft, lines: list[str], blank_lines: bool = False) -> Sample:
    """The lines as a text file."""
    return draft.text_sample(("\n\n" if blank_lines else "\n").join(lines) + "\n", "txt")


def row_lines(draft: Draft, vertical_outer: bool = True) -> list[str]:
    """The 25 rows of Table 3, one a line; 三、本年度办理结果 stands one character a line before its rows."""
    lines: list[str] = []
    for line in application_lines(draft):
        if line.outer:
            lines.extend(line.outer if vertical_outer else [line.outer])
        if line.group:
            lines.append(line.group)
        lines.append(" ".join([line.item, *line.texts]))
    return lines


def four_lines(draft: Draft, style: str = "words") -> list[str]:
    """Table 4 as lines: header in words or letters, then the row of fifteen figures."""
    rows = table_four(draft)
    figures = " ".join(box.text for box in rows[-1])
    parts = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    if style == "words":
        head = ["行政复议 行政诉讼", " ".join(parts), "未经复议直接起诉 复议后起诉", " ".join(parts * 2)]
    elif style == "column":
        halves = ["结果", "维持", "结果", "纠正", "其他", "结果", "尚未", "审结", "总 计"]
        head = ["行政复议 行政诉讼", *halves, "未经复议直接起诉 复议后起诉", *halves, *halves]
    else:
        head = [
            "行政复议行政诉讼",
            "结果 结果 其他 尚未",
            "维持 纠正 结果 审结 总计 未经复议直接起诉 复议后起诉",
            "结果 结果 其他 尚未 总计 结果 结果 其他 尚未 总计",
            "维持 纠正 结果 审结 维持 纠正 结果 审结",
        ]
    return [*head, figures]


@shape("text_tabs")
def tabs(random: Random) -> Sample:
    """Tabs between cells, letters of the header apart, cells at the end of a row that hold nothing."""
    draft = new_draft(random)
    rows = tables(draft)
    printed = {
        2: tabbed(rows[2], trailing=random.randrange(3)),
        3: tabbed(rows[3][:3], label=lambda text: spaced_letters(text) if len(text) < 7 else text, trailing=1)
        + tabbed(rows[3], trailing=random.randrange(2))[3:],
        4: tabbed(rows[4], label=lambda text: spaced_letters(text) if len(text) == 2 else text),
    }
    return text_of(draft, document(draft, printed), blank_lines=random.random() < 0.2)


@shape("text_tabs_lost_label")
def tabs_lost_label(random: Random) -> Sample:
    """A town's text: 三、's label stands in the place of （一）予以公开, and the numbers of a row part its label."""
    draft = new_draft(random, scale=Scale.TOWN if random.random() < 0.5 else Scale.COUNTY)
    rows = tables(draft)
    lines = tabbed(rows[3])
    granted = next(at for at, line in enumerate(lines) if "（一）予以公开" in line)
    lines[granted] = (
        lines[granted].replace("三、本年度办理结果\t（一）予以公开", "三、 本年度办 理结果") + "\t"
    )
    held = next(at for at, line in enumerate(lines) if "1.本机关不掌" in line)
    numbers = lines[held].split("\t")[-7:]
    lines[held : held + 1] = [
        "\t".join(["（四）", "1.本机关不掌", *numbers, ""]),
        "",
        "\t".join(["", "无法提供", "握相关政府信息", *[""] * 7]),
    ]
    two = tabbed(rows[2])
    at = next(at for at, line in enumerate(two) if line.startswith("行政许可"))
    two.insert(at, "")
    draft.notes.add(("applications.granted.natural_person", NoteKind.GUESSED_LABEL))
    return text_of(draft, document(draft, {2: two, 3: lines, 4: tabbed(rows[4])}))


@shape("text_rows")
def rows(random: Random) -> Sample:
    """Text of a PDF: a row a line, cells parted by spaces, header letters split and mixed, page numbers between."""
    draft = new_draft(random)
    style = random.choice(("words", "column", "mixed"))
    printed = {
        2: two_lines(draft),
        3: [
            *folded(draft.edition.balance_note, 22),
            *header_words(random, style),
            *row_lines(draft, random.random() < 0.5),
        ],
        4: four_lines(draft, style),
    }
    return text_of(draft, with_pages(random, document(draft, printed, width=28)))


@shape("text_rows_2019")
def rows_2019(random: Random) -> Sample:
    """The trial form as text of a PDF."""
    draft = new_draft(random, EDITION_2019)
    three = [*folded(draft.edition.balance_note, 24), *header_words(random, "words"), *row_lines(draft)]
    printed = {2: two_lines(draft), 3: three, 4: four_lines(draft)}
    return text_of(draft, with_pages(random, document(draft, printed, width=30)))


@shape("text_cells")
def cells(random: Random) -> Sample:
    """One run a line: every cell on a line of its own."""
    draft = new_draft(random)
    printed = {number: [box.text for row in table for box in row] for number, table in tables(draft).items()}
    return text_of(draft, document(draft, printed), blank_lines=random.random() < 0.3)


@shape("text_cells_and_pages")
def cells_and_pages(random: Random) -> Sample:
    """Every cell on a line of its own, header letters apart, page numbers in between."""
    draft = new_draft(random)
    head = [
        spaced_letters(box.text) if len(box.text) < 7 else box.text
        for row in table_three(draft)[:3]
        for box in row
    ]
    three = head + [box.text for row in table_three(draft)[3:] for box in row]
    printed = {
        2: [box.text for row in table_two(draft) for box in row],
        3: three,
        4: [box.text for row in table_four(draft) for box in row],
    }
    return text_of(draft, with_pages(random, document(draft, printed, width=28), height=40))


@shape("text_aligned")
def aligned(random: Random) -> Sample:
    """Columns lined up with runs of spaces, as pdftotext -layout prints them."""
    draft = new_draft(random)
    lines = [*header_words(random, "words")]
    for line in application_lines(draft):
        label = "  ".join(part for part in (line.outer, line.group, line.item) if part)
        lines.append(
            "      "
            + label.ljust(40, "　" if random.random() < 0.1 else " ")
            + "".join(text.rjust(8) for text in line.texts)
        )
    printed = {2: two_lines(draft, "        "), 3: lines, 4: four_lines(draft)}
    return text_of(draft, document(draft, printed, width=36))
