"""Which report this is: its title, the body, the year, the date, by what title, text and page say together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.annual.reading.blocks import Document
from gongkai.annual.reading.recognition.folding import unspaced
from gongkai.annual.reading.recognition.identity import agency_of, body_spoken_of, contact_of, year_in
from gongkai.annual.reading.recognition.page_data import head_lines, names_of, publication
from gongkai.annual.reading.recognition.pieces import Piece
from gongkai.annual.reading.recognition.sections import Heading
from gongkai.annual.reading.recognition.titles import Title, Witness, find_title, title_of_file
from gongkai.annual.report import AnnualReport

__all__ = ["Identification", "identification_of"]

_LONGEST_LINE = 90
_WITNESS_WORDS = 20_000
_OF_ITSELF = re.compile(r"本(?:年度)?报告|统计(?:期限|时限)|年度报告")


@dataclass(frozen=True)
class Identification:
    """What was found of a report's title and its page before its signature is known."""

    title: Title | None
    file_title: Title | None
    publisher: str
    published: date | None
    texts: list[str]
    spoken_year: int | None

    @property
    def is_named_report(self) -> bool:
        """True where a title, or the text itself, says that this is an annual report."""
        if self.title is not None or self.file_title is not None:
            return True
        return any(_OF_ITSELF.search(text) for text in self.texts)

    @property
    def is_announcement(self) -> bool:
        """True where no title is a report's own: a notice about reports, or no title at all."""
        return self.title is None or self.title.announces

    def fill(self, report: AnnualReport, signed: str, dated: date | None) -> None:
        """Write agency, year, date, title and contact into the report."""
        title, file_title = self.title, self.file_title
        report.title = _whole_title(title) if title else None
        report.year = title.year if title else self.spoken_year or (file_title.year if file_title else None)
        fallback = self.publisher or (file_title.agency if file_title else "") or body_spoken_of(self.texts)
        report.agency = agency_of(title.agency if title else "", signed, fallback, self.texts)
        report.dated = dated or self.published
        report.contact = contact_of(self.texts)
        if report.year is None and report.dated is not None:
            report.year = report.dated.year - 1


def _whole_title(title: Title) -> str:
    """The title with the agency's name, which is often printed on a line of its own above it."""
    return title.text if title.agency in title.text else f"{title.agency}{title.text}"


def identification_of(
    document: Document, pieces: Sequence[Piece], headings: Sequence[Heading], name: str | None
) -> Identification:
    """What title, text and page say of the report."""
    first = headings[0].at if headings else None
    head = head_lines(pieces, first)
    before = pieces[: 10 if first is None else first]
    texts = [piece.text for piece in pieces if piece.grid is None and not piece.picture]
    own = [piece.text for piece in pieces[first or 0 :] if piece.grid is None and not piece.picture]
    year = year_in([*(text for text in texts if "统计" in text), *own])
    names = names_of(document)
    witness = Witness(unspaced("".join(names)), unspaced("".join(own)[-_WITNESS_WORDS:]), year)
    title = find_title([text[:_LONGEST_LINE] for text in head], witness) or find_title(names, witness)
    publisher, published = publication(document, before, head)
    return Identification(
        title, title_of_file(name) if name else None, publisher, published, texts, year or year_in(texts)
    )
