"""Stage two and three of reading: a document taken apart becomes one or several annual reports."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.annual.form import EDITION_2019, EDITION_2021, PATHS, Edition
from gongkai.annual.reading.blocks import Document
from gongkai.annual.reading.recognition import streams
from gongkai.annual.reading.recognition.doubled_rows import without_doubles
from gongkai.annual.reading.recognition.evidence import FigureRow
from gongkai.annual.reading.recognition.figures import Figures
from gongkai.annual.reading.recognition.identification import Identification, identification_of
from gongkai.annual.reading.recognition.narrative import narrative, preface_of
from gongkai.annual.reading.recognition.pieces import Piece, pieces_of
from gongkai.annual.reading.recognition.refusal import blank_form, is_older_form, older_form, refuse
from gongkai.annual.reading.recognition.regions import lines_of, table_regions, without_prose
from gongkai.annual.reading.recognition.scripts import to_plain_simplified
from gongkai.annual.reading.recognition.separation import separate
from gongkai.annual.reading.recognition.sequence import complete, name_rows
from gongkai.annual.reading.recognition.table_grids import read_grids, rows_by_section
from gongkai.annual.reading.recognition.tokens import Line
from gongkai.annual.report import AnnualReport, Cell, Note, NoteKind, Status

__all__ = ["recognise"]

_FEW_ROWS = 5
"""Rows of Table 3, or labels of all tables, below which a page is not yet a report."""

_FEW_LINES = 4
"""Rows of Table 2 in running text without its header, below which they are numbers of sentences."""

_PROSE_OF_A_REPORT = 900
"""Characters of text below which the form with no figure in it is a blank form and not a report."""

_TABLES = {2: "proactive", 3: "applications", 4: "disputes"}


def recognise(document: Document, name: str | None = None) -> list[AnnualReport]:
    """Every annual report in the document, in order.

    Raises UnreadableError where there is none, where the form is blank or older than 2019, or where several
    reports cannot be separated.
    """
    remarks = to_plain_simplified(document)
    pieces = pieces_of(document)
    reports = [_Reader(document, part, name).report() for part in separate(pieces)]
    for report in reports:
        report.notes.extend(
            Note(None, NoteKind.RECONCILED, remark) for remark in [*remarks, *document.warnings]
        )
    return reports


class _Reader:
    """Reads one report out of its pieces."""

    def __init__(self, document: Document, pieces: Sequence[Piece], name: str | None) -> None:
        self.document = document
        self.pieces = pieces
        self.name = name
        found = read_grids(pieces)
        self.evidence = found.evidence
        self.headings = found.headings
        self.foreign = found.foreign
        self.table_lines: set[int] = set()

    def report(self) -> AnnualReport:
        """The report; raises UnreadableError where the pieces hold none."""
        edition, rows = self._read_streams()
        figures = Figures()
        for proactive in without_doubles(self.evidence.proactive):
            figures.add_proactive(proactive)
        for key, paths in zip(
            (row.key for row in edition.applications), edition.application_paths, strict=True
        ):
            if key in rows:
                figures.add_application(rows[key], paths)
        for dispute in self.evidence.disputes:
            figures.add_disputes(dispute, edition)
        figures.settle()
        identification = identification_of(self.document, self.pieces, self.headings, self.name)
        self._refuse_if_none(figures, identification)
        merged = edition is EDITION_2019
        report = AnnualReport(
            file=self.name, edition=self._edition(merged), cells=figures.cells, notes=figures.notes
        )
        self._explain_missing(report, merged)
        sections, (signed, dated) = narrative(self.pieces, self.headings, self.table_lines)
        report.sections = [
            section for section in sections if section.text or section.number in _TABLES
        ] or sections
        identification.fill(report, signed, dated)
        report.preface = preface_of(self.pieces, self.headings, report.title or "")
        return report

    def _read_streams(self) -> tuple[Edition, dict[str, FigureRow]]:
        """Running text for the tables that the grids do not hold, or hold in part only.

        Gives the edition and the rows of Table 3 by key, from grids and text together.
        """
        edition, rows = name_rows(self.evidence.applications)
        wanted = {
            2: len({row.key for row in self.evidence.proactive}) < 6,
            3: not complete(edition, rows),
            4: not any(row.has_print for row in self.evidence.disputes),
        }
        if not any(wanted.values()):
            return edition, rows
        regions = table_regions(self.pieces, self.headings)
        for section, (start, end) in regions.items():
            if not wanted[section]:
                continue
            before, table = without_prose(section, self.pieces[start:end])
            lines = lines_of(table, self.foreign)
            if not any(any(map(str.isdigit, line.text)) for line in lines):
                continue
            if section == 2:
                found = self._stream_proactive(lines, headed=before >= 0)
            elif section == 3:
                found = self._stream_applications(lines, rows)
            else:
                disputes = streams.dispute_rows(lines, edition)
                self.evidence.disputes = disputes or self.evidence.disputes
                found = bool(disputes)
            if found:
                first = start + max(before, 0)
                self.table_lines.update(at for at in range(first, end) if self.pieces[at].grid is None)
        return name_rows(self.evidence.applications)

    def _stream_proactive(self, lines: Sequence[Line], *, headed: bool) -> bool:
        known = {row.key for row in self.evidence.proactive}
        rows = [row for row in streams.proactive_rows(lines) if row.key not in known]
        if not headed and len(rows) < _FEW_LINES:
            return False
        self.evidence.proactive.extend(rows)
        for row in rows:
            if row.heads and row.heads[0].startswith("2019."):
                self.evidence.heads_2019 += 1
        return bool(rows)

    def _stream_applications(self, lines: Sequence[Line], rows: dict[str, FigureRow]) -> bool:
        edition, found = streams.applications_rows(lines)
        if edition is EDITION_2019:
            for row in found:
                if row.key == "other_other":
                    row.key = "group.other"
        if not rows:
            self.evidence.applications = found
            return bool(found)
        added = [row for row in found if row.key not in rows and row.key != "group.other"]
        agreeing = sum(
            [slot.text.strip() for slot in row.slots] == [slot.text.strip() for slot in rows[row.key].slots]
            for row in found
            if row.key in rows
        )
        if added and agreeing * 5 >= 4 * (len(found) - len(added)):
            self.evidence.applications = [*rows.values(), *added]
            return True
        return False

    def _refuse_if_none(self, figures: Figures, identification: Identification) -> None:
        """Raise what the source is where it bears no report: another page, a blank or an older form."""
        rows = len(self.evidence.applications)
        tables = [heading for heading in self.headings if heading.number in _TABLES]
        labelled = rows + len(self.evidence.labels_met) + len(self.evidence.proactive)
        outlined = len(tables) >= 2 and len(self.headings) >= 4 and identification.is_named_report
        headed = bool(self.headings) or self.evidence.heads_2021 + self.evidence.heads_2019 > 0
        named = headed or identification.title is not None
        if rows < _FEW_ROWS and (labelled < _FEW_ROWS or not named) and not outlined:
            raise refuse(self.document, self.pieces)
        if rows < _FEW_ROWS and is_older_form(self.pieces):
            raise refuse(self.document, self.pieces)
        if any(cell.value is not None or cell.status is Status.UNREADABLE for cell in figures.cells.values()):
            return
        title = identification.title
        if title is not None and title.year < EDITION_2019.first_year:
            raise older_form()
        prose = sum(len(piece.text) for piece in self.pieces)
        if labelled >= _FEW_ROWS and (prose < _PROSE_OF_A_REPORT or identification.is_announcement):
            raise blank_form()

    def _edition(self, merged: bool) -> str:
        if self.evidence.heads_2019 > self.evidence.heads_2021:
            return EDITION_2019.key
        if merged and not self.evidence.heads_2021:
            return EDITION_2019.key
        return EDITION_2021.key

    def _explain_missing(self, report: AnnualReport, merged: bool) -> None:
        """A cell and a note for every figure that was not met."""
        if merged:
            report.notes.append(
                Note("applications.other_other", NoteKind.MERGED, "（六）其他处理印作一行，记在“3.其他”")
            )
        headed = {heading.number for heading in self.headings}
        found = rows_by_section(self.evidence)
        for path in PATHS:
            if path in report.cells:
                continue
            section = next(number for number, table in _TABLES.items() if path.startswith(f"{table}."))
            if not found[section] and section in headed:
                report.cells[path] = Cell(None, Status.UNREADABLE)
                report.notes.append(
                    Note(path, NoteKind.UNREADABLE, "标题下没有读得出的表格，可能是图片或附件")
                )
            else:
                report.cells[path] = Cell(None, Status.ABSENT)
                said = "表中没有这一项" if found[section] else "没有这张表"
                report.notes.append(Note(path, NoteKind.ABSENT, said))
