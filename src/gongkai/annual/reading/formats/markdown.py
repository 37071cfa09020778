"""Markdown becomes blocks: pipe tables, headings, and the HTML that converters and OCR put in between."""

from __future__ import annotations

import html as entities
import re

from gongkai.annual.reading.blocks import Block, Document, Kind, Link, Paragraph, Picture
from gongkai.annual.reading.formats.characters import LINE_ENDS, plain, without_controls
from gongkai.annual.reading.formats.html import blocks_of_fragment
from gongkai.annual.reading.formats.limits import Allowance
from gongkai.annual.reading.formats.markdown_tables import grid_of, is_row, is_rule
from gongkai.annual.reading.formats.tables import number_grids

__all__ = ["read"]

_TABLE_TAG = re.compile(r"<(/?)table\b", re.IGNORECASE)
_HEADING = re.compile(r"\s{0,3}(#{1,6})(?!#)\s*(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,}|\*{3,}|_{3,}|(?:\* ){2,}\*|(?:- ){2,}-)\s*$")
_FENCE = re.compile(r"\s*(?:```|~~~)\s*\w*\s*$")
_PREFIX = re.compile(r"\s*(?:>\s?)*(?:[-*+]\s+)?")
_PICTURE = re.compile(r"!\[([^\[\]]*)\]\([^()\s]*(?:\s[^()]*)?\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*)(?:\s[^()]*)?\)")
_EMPHASIS = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]+)(?<=[^\s\\])\*(?![\w*])")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_HTML_LINE = re.compile(r"\s*<(?:div|p|center|img|h[1-6]|ul|ol|pre)\b", re.IGNORECASE)
_PROPERTY = re.compile(r"([A-Za-z][\w-]*)\s*:\s*(.*)")
_MAX_LINKS = 500


def read(text: str) -> Document:
    """Take a Markdown text apart; paragraphs and pipe tables know their lines, counted from 1.

    Raises UnreadableError when it has too many lines or positions.
    """
    reader = _Reader()
    reader.read(plain(without_controls(text)))
    document = reader.document
    number_grids(document.blocks)
    headings = (b for b in document.blocks if isinstance(b, Paragraph) and b.level == 1)
    document.title = document.metadata.get("title") or next((b.text for b in headings), "")
    return document


class _Reader:
    def __init__(self) -> None:
        self.document = Document(Kind.MARKDOWN)
        self._blocks: list[Block] = self.document.blocks
        self._allowance = Allowance()

    def read(self, text: str) -> None:
        """Read the whole text: what stands between HTML tables is Markdown."""
        line, end = 1, 0
        for start, stop in _html_tables(text):
            self._markdown(text[end:start], line)
            self._blocks += blocks_of_fragment(text[start:stop], self._allowance)
            line += text.count("\n", end, stop)
            end = stop
        self._markdown(text[end:], line)

    def _markdown(self, text: str, first: int) -> None:
        lines = LINE_ENDS.split(text)
        self._allowance.take_lines(len(lines))
        position = self._front_matter(lines) if first == 1 else 0
        while position < len(lines):
            stop = _end_of_table(lines, position)
            if stop > position:
                self._add_table(lines[position:stop], first + position)
                position = stop
                continue
            self._line(lines[position], first + position)
            position += 1

    def _front_matter(self, lines: list[str]) -> int:
        """Read the properties between two lines of dashes at the beginning; where the text begins."""
        if lines[0].strip() != "---":
            return 0
        for position, line in enumerate(lines[1:100], start=1):
            if line.strip() == "---":
                return position + 1
            if match := _PROPERTY.match(line):
                self.document.metadata[match[1].lower()] = match[2].strip("\"' ")
        self.document.metadata.clear()
        return 0

    def _add_table(self, lines: list[str], first: int) -> None:
        pictures: list[Picture] = []
        grid = grid_of(lines, first, lambda text: self._inline(text, pictures), self._allowance)
        self._blocks += [grid, *pictures]

    def _line(self, line: str, number: int) -> None:
        if _UNDERLINE.match(line):
            self._underline(line)
        elif _HTML_LINE.match(line):
            self._blocks += blocks_of_fragment(line, self._allowance)
        elif not _FENCE.match(line):
            heading = _HEADING.match(line)
            text, level = (heading[2], len(heading[1])) if heading else (_PREFIX.sub("", line, count=1), 0)
            pictures: list[Picture] = []
            for piece in self._inline(text, pictures).split("\n"):
                if piece:
                    self._blocks.append(Paragraph(piece, line=number, level=level))
            self._blocks += pictures

    def _underline(self, line: str) -> None:
        """A line of = makes a heading of the one before it; any other rule means nothing."""
        if "=" in line and self._blocks:
            above = self._blocks[-1]
            if isinstance(above, Paragraph):
                above.level = 1

    def _inline(self, text: str, pictures: list[Picture]) -> str:
        """The text without its marks; line breaks stay, pictures and links are noted."""
        if "](" in text:
            pictures += [Picture(match[1].strip()) for match in _PICTURE.finditer(text)]
            text = _PICTURE.sub("", text)
            links = self.document.links
            links += [Link(found[1], found[2]) for found in _LINK.finditer(text)][: _MAX_LINKS - len(links)]
            text = _LINK.sub(r"\1", text)
        text = text.replace("**", "").replace("__", "").replace("~~", "").replace("`", "")
        text = _EMPHASIS.sub(r"\1", text)
        if "<" in text:
            text = _TAG.sub("", _BREAK.sub("\n", text))
        text = _ESCAPE.sub(r"\1", text)
        if "&" in text:
            text = plain(without_controls(entities.unescape(text)))
        return "\n".join(stripped for line in text.split("\n") if (stripped := line.strip()))


def _html_tables(text: str) -> list[tuple[int, int]]:
    """Where HTML tables begin and end; a nested one belongs to the outer, one never closed ends the text."""
    found: list[tuple[int, int]] = []
    depth = start = 0
    for match in _TABLE_TAG.finditer(text):
        if not match[1]:
            start = match.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                end = text.find(">", match.end())
                found.append((start, end + 1 if end >= 0 else len(text)))
    return [*found, (start, len(text))] if depth else found


def _end_of_table(lines: list[str], start: int) -> int:
    """The line after the pipe table that begins at a line; that line itself where none does.

    A single empty line does not end a table unless a new one, with a rule under its header, begins there.
    """
    stop = start
    while stop < len(lines) and is_row(lines[stop]):
        stop += 1
        if stop + 1 < len(lines) and not lines[stop].strip() and is_row(lines[stop + 1]):
            below = lines[stop + 2] if stop + 2 < len(lines) else ""
            stop += 0 if is_rule(below) else 1
    rows = stop - start
    outer = lines[start].strip().startswith("|") if rows else False
    return stop if rows > 1 or outer or (rows == 1 and lines[start].count("|") > 1) else start
