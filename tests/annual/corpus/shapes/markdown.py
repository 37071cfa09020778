"""Shapes of Markdown that converters and OCR make."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from tests.annual.corpus.draft import Draft, new_draft
from tests.annual.corpus.grids import (
    Box,
    application_lines,
    matrix,
    table_four,
    table_three,
    table_two,
    tables,
)
from tests.annual.corpus.sample import Sample
from tests.annual.corpus.shapes.registry import shape

__all__ = ["markdown_of", "piped"]


def piped(
    rows: list[list[Box]], outer: bool = True, separators: tuple[int, ...] = (1,), repeat: bool = False
) -> list[str]:
    """A table with pipes.

    ``separators`` are the rows before which a ``|---|`` row stands; ``repeat`` prints a spanning label in every
    row that it covers.
    """
    lines = []
    for number, row in enumerate(matrix(rows)):
        texts = [box.text if anchor or repeat else "" for box, anchor in row]
        if number in separators:
            lines.append("|" + "---|" * len(texts) if outer else " | ".join(["---"] * len(texts)))
        lines.append("| " + " | ".join(texts) + " |" if outer else " | ".join(texts))
    return lines


def markdown_of(draft: Draft, printed: dict[int, list[str]], marks: bool = True) -> Sample:
    """The report as Markdown; ``marks`` puts ## before the headings of sections."""
    narrative = draft.narrative
    lines = ["# " + "".join(narrative.title), "", narrative.preface, ""]
    for number in range(1, 7):
        lines += [("## " if marks else "") + draft.headings[number], ""]
        for text in narrative.texts.get(number, []):
            lines += [text, ""]
        lines += [*printed.get(number, []), ""]
    lines += [text for text in (narrative.signature, "", narrative.dated_text) if text or narrative.signature]
    return draft.text_sample("\n".join(lines), "md")


@shape("markdown_piped")
def piped_tables(random: Random) -> Sample:
    """Pipes with the outer ones, spanning labels printed once."""
    draft = new_draft(random)
    printed = {number: piped(rows) for number, rows in tables(draft).items()}
    return markdown_of(draft, printed)


@shape("markdown_repeated_labels")
def repeated_labels(random: Random) -> Sample:
    """Merged cells expanded: their text in every row and column; separators among the rows of data too."""
    draft = new_draft(random)
    places = {2: (1, 5), 3: (1, random.randrange(3, 20)), 4: (1, 3)}
    printed = {
        number: piped(rows, separators=places[number], repeat=True) for number, rows in tables(draft).items()
    }
    return markdown_of(draft, printed, marks=random.random() < 0.5)


@shape("markdown_no_outer_pipes")
def no_outer_pipes(random: Random) -> Sample:
    """Pipes between cells only."""
    draft = new_draft(random)
    printed = {number: piped(rows, outer=False) for number, rows in tables(draft).items()}
    return markdown_of(draft, printed, marks=random.random() < 0.5)


@shape("markdown_data_headings")
def data_headings(random: Random) -> Sample:
    """Several small tables with headings of a converter's own: 数据1 … 数据6."""
    draft = new_draft(random)
    two, count = table_two(draft), iter(range(1, 9))
    starts = [at for at, row in enumerate(two) if row[0].columns == 4] + [len(two)]
    small: list[str] = []
    for start, end in pairwise(starts):
        small += [f"### 数据{next(count)}", "", *piped(two[start:end]), ""]
    three = [f"### 数据{next(count)}", "", *piped(table_three(draft))]
    four = [f"### 数据{next(count)}", "", *piped(table_four(draft))]
    return markdown_of(draft, {2: small, 3: three, 4: four})


@shape("markdown_label_shuffled")
def label_shuffled(random: Random) -> Sample:
    """A row's label was moved into a row of its own before its figures."""
    draft = new_draft(random)
    lines = [
        "| 申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |",
        "|" + "---|" * 8,
    ]
    table = application_lines(draft)
    moved = set(random.sample(range(2, len(table) - 2), 3))
    for at, line in enumerate(table):
        label = "".join(part for part in (line.outer, line.group, line.item) if part)
        if at in moved:
            lines += [f"| {label} |  |  |  |  |  |  |  |", "|  | " + " | ".join(line.texts) + " |"]
        else:
            lines.append("| " + " | ".join([label, *line.texts]) + " |")
    printed = {number: piped(rows) for number, rows in tables(draft).items()}
    return markdown_of(draft, printed | {3: lines})


@shape("markdown_table_four_scattered")
def table_four_scattered(random: Random) -> Sample:
    """The three header levels of Table 4 are scattered over lines and a table of one row."""
    draft = new_draft(random)
    figures = [box.text for box in table_four(draft)[-1]]
    scattered = [
        "| 行政复议 | 行政诉讼 |",
        "|---|---|",
        "",
        "未经复议直接起诉",
        "",
        "复议后起诉",
        "",
        "| " + " | ".join(["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3) + " |",
        "|" + "---|" * 15,
        "| " + " | ".join(figures) + " |",
    ]
    printed = {number: piped(rows) for number, rows in tables(draft).items()}
    return markdown_of(draft, printed | {4: scattered})


@shape("markdown_html_tables")
def html_tables(random: Random) -> Sample:
    """Markdown whose tables are HTML, as OCR services print merged cells."""
    from tests.annual.corpus.shapes.html import spanned_table

    draft = new_draft(random)
    printed = {number: [spanned_table(rows).replace("\n", "")] for number, rows in tables(draft).items()}
    return markdown_of(draft, printed)
