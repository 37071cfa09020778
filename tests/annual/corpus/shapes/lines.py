"""Printing a draft as plain lines: the pieces that the shapes of text put together."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from random import Random

from tests.annual.corpus.draft import Draft
from tests.annual.corpus.grids import Box, matrix, table_two

__all__ = [
    "broken",
    "document",
    "folded",
    "header_words",
    "spaced_letters",
    "tabbed",
    "two_lines",
    "with_pages",
]


def folded(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` characters."""
    return [text[at : at + width] for at in range(0, len(text), width)] or [""]


def broken(random: Random, text: str, most: int = 4) -> list[str]:
    """A label in two to ``most`` lines, never through a number or an item's number and its point."""
    count = min(random.randrange(2, most + 1), max(1, len(text) // 2))
    if count < 2:
        return [text]
    cuts = sorted(random.sample(range(2, len(text)), count - 1)) if len(text) > 3 else []
    bounds = [0, *cuts, len(text)]
    return [text[a:b] for a, b in pairwise(bounds)]


def spaced_letters(text: str) -> str:
    """自 然 人."""
    return " ".join(text)


def document(draft: Draft, tables: dict[int, list[str]], width: int | None = None) -> list[str]:
    """The lines of the whole report; running text is folded at ``width`` as PDF text is."""
    narrative = draft.narrative

    def running(text: str) -> list[str]:
        return folded(text, width) if width else [text]

    lines = [*narrative.title, *running(narrative.preface)]
    for number in range(1, 7):
        if draft.headings.get(number):
            lines.append(draft.headings[number])
        for text in narrative.texts.get(number, []):
            lines.extend(running(text))
        lines.extend(tables.get(number, []))
    return lines + [text for text in (narrative.signature, narrative.dated_text) if text]


def two_lines(draft: Draft, separator: str = " ") -> list[str]:
    """Table 2, one row a line."""
    return [separator.join(box.text for box in row) for row in table_two(draft)]


def header_words(random: Random, style: str) -> list[str]:
    """The header of Table 3 as text of a PDF gives it: in order, split in letters, or mixed."""
    if style == "words":
        return [
            "申请人情况",
            "自然人 法人或其他组织 总计",
            "商业企业 科研机构 社会公益组织 法律服务机构 其他",
        ]
    if style == "column":
        return [
            "申请人情况",
            "自然人",
            "法人或其他组织",
            "总计",
            "商业",
            "企业",
            "科研",
            "机构",
            "社会",
            "公益",
            "组织",
            "法律",
            "服务",
            "机构",
            "其他",
        ]
    mixed = [
        "申请人情况",
        "自然人 法人或其他组织 总计商 业 企 业",
        "科 研 机 构 社会 公益 组织",
        "法律 服务 机构 其 他",
    ]
    if random.random() < 0.5:
        mixed = [
            "申请人情况自然人",
            "法人或其他组织",
            "总计商 业 企",
            "业 科 研 机 构",
            "社 会 公 益 组 织法 律 服 务 机 构其 他",
        ]
    return mixed


def tabbed(
    rows: list[list[Box]], label: Callable[[str], str] = str, trailing: int = 0, merged_labels: bool = True
) -> list[str]:
    """Rows with tabs between cells: one that spans columns is one cell, one that spans rows is empty below."""
    lines = []
    for row in matrix(rows):
        cells, previous = [], None
        for box, anchor in row:
            if merged_labels and box is previous:
                continue
            text = box.text if anchor else ""
            cells.append(text if box.figure else label(text))
            previous = box
        lines.append("\t".join(cells) + "\t" * trailing)
    return lines


def with_pages(random: Random, lines: list[str], height: int = 30) -> list[str]:
    """Page numbers between the lines, at places where a PDF would have a page break."""
    out, page, room = [], 1, height
    for line in lines:
        out.append(line)
        room -= 1
        if room <= 0:
            out.append(random.choice((f"- {page} -", f"— {page} —", f"－{page}－")))
            page, room = page + 1, height + random.randrange(-3, 4)
    return out
