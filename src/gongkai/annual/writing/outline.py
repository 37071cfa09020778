"""A report as a document from top to bottom: title, preface, six sections with their tables, signature.

It says what is printed and in which order (第五十条, 国办公开办函〔2021〕30号); formats say how it looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.annual.form import EDITION_2021, Edition, Section
from gongkai.annual.report import AnnualReport, SectionText
from gongkai.annual.writing.characters import clean, lines_of
from gongkai.annual.writing.tables import Table, tables_of

__all__ = ["Outline", "Paragraph", "SectionPart", "outline_of", "width_in_characters"]

TITLE_WIDTH = 19
"""Characters of 二号 that a line of the title holds with some air (156 mm / 22 pt, less one)."""

_NUMERALS = "一二三四五六七八九十"

_SUBHEADING = re.compile(rf"[（(][{_NUMERALS}]{{1,3}}[）)]")

_SENTENCE_END = re.compile("[。；！？!?;]")

_LONGEST_SUBHEADING = 30

_TYPED_NUMERAL = re.compile(rf"^\s*[{_NUMERALS}]\s*[、.．]\s*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. ``lead`` is a sub-heading （一）… that runs into it; a sub-heading of its own has no text."""

    text: str
    lead: str = ""

    @property
    def is_heading(self) -> bool:
        """Whether the paragraph is a sub-heading and nothing else."""
        return bool(self.lead) and not self.text


@dataclass(frozen=True, slots=True)
class SectionPart:
    """A section: its number, its heading with the numeral, its paragraphs, then its table if it has one."""

    number: int
    heading: str
    paragraphs: tuple[Paragraph, ...]
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """All that a document prints. ``document_date`` is for the file's properties, not for print."""

    title: str
    title_lines: tuple[str, ...]
    preface: tuple[Paragraph, ...]
    sections: tuple[SectionPart, ...]
    closing: tuple[Paragraph, ...]
    agency: str
    dated: date | None
    year: int | None

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in print order."""
        return tuple(section.table for section in self.sections if section.table)

    @property
    def dated_text(self) -> str:
        """The date as a document prints it, 2025年1月20日; empty where the report bears none."""
        return f"{self.dated.year}年{self.dated.month}月{self.dated.day}日" if self.dated else ""

    @property
    def document_date(self) -> date:
        """A date for the file's properties: the report's own, else the last day that it reports on."""
        if self.dated:
            return self.dated
        return date(self.year, 12, 31) if self.year and 1 <= self.year <= 9999 else date(1970, 1, 1)

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph in print order, without headings of sections."""
        yield from self.preface
        for section in self.sections:
            yield from section.paragraphs
        yield from self.closing

    def all_text(self) -> Iterator[str]:
        """Every text that is printed and comes from the report."""
        yield from self.title_lines
        yield self.agency
        yield from (section.heading for section in self.sections)
        for paragraph in self.paragraphs:
            yield paragraph.lead
            yield paragraph.text


def outline_of(report: AnnualReport, edition: Edition = EDITION_2021) -> Outline:
    """The report in the order and under the headings of an edition of the form."""
    agency = clean(report.agency or "").strip()
    title, lines = _title(report, agency)
    preface = tuple(Paragraph(line) for line in lines_of(report.preface))
    tables = tables_of(report, edition)
    sections = tuple(part for section in edition.sections for part in _section_parts(report, section, tables))
    body = "".join([*(p.text for p in preface), *(p.text for s in sections for p in s.paragraphs)])
    return Outline(
        title=title,
        title_lines=lines,
        preface=preface,
        sections=sections,
        closing=_contact(report.contact, body),
        agency=agency,
        dated=report.dated,
        year=report.year,
    )


def width_in_characters(text: str) -> float:
    """How wide a text is in Chinese characters: what is ASCII takes half of one."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def _title(report: AnnualReport, agency: str) -> tuple[str, tuple[str, ...]]:
    """The title, and its lines: the agency's name stands alone where both do not fit in one line."""
    year = f"{report.year}年" if report.year else ""
    own = lines_of(report.title or "")
    if len(own) > 1:
        return "".join(own), tuple(own)
    title = own[0] if own else f"{agency}{year}政府信息公开工作年度报告"
    if width_in_characters(title) <= TITLE_WIDTH:
        return title, (title,)
    place = title.find(year) if year else -1
    if place <= 0:
        place = len(agency) if agency and title.startswith(agency) else 0
    return title, tuple(line for line in (title[:place].strip(), title[place:].strip()) if line)


def _section_parts(report: AnnualReport, section: Section, tables: dict[str, Table]) -> Iterator[SectionPart]:
    """A section of the form. A report may have split it in two; the table goes with the last part."""
    table = tables[section.table] if section.table else None
    found = [text for text in report.sections if text.number == section.number]
    if not found:
        yield SectionPart(section.number, section.heading, (), table)
    for place, text in enumerate(found, 1):
        paragraphs = tuple(_paragraph(line) for line in lines_of(text.text))
        yield SectionPart(
            section.number, _heading(section, text), paragraphs, table if place == len(found) else None
        )


def _heading(section: Section, text: SectionText) -> str:
    title = _TYPED_NUMERAL.sub("", "".join(lines_of(text.title)))
    return f"{_NUMERALS[section.number - 1]}、{title}" if title else section.heading


def _paragraph(line: str) -> Paragraph:
    """A line of narrative, with the sub-heading that it is or begins with taken apart from the rest."""
    if not _SUBHEADING.match(line):
        return Paragraph(line)
    end = _SENTENCE_END.search(line)
    cut = end.end() if end else len(line)
    # A long first sentence after （一） is an item of a list, not a heading.
    if cut > _LONGEST_SUBHEADING:
        return Paragraph(line)
    return Paragraph(line[cut:].strip(), line[:cut])


def _contact(contact: str | None, body: str) -> tuple[Paragraph, ...]:
    """The contact as a last paragraph, unless the text already gives it."""
    text = "；".join(lines_of(contact or ""))
    if not text:
        return ()
    marks = re.findall(r"[\w.@-]{5,}", text, re.ASCII)
    if text in body or (marks and all(mark in body for mark in marks)):
        return ()
    return (Paragraph(text if "联系" in text else f"联系方式：{text}"),)
