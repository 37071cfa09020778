"""Whether a reader's answer to a sample is right: never a wrong number, null only where it may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.annual.corpus.sample import Expected, Sample

from gongkai.annual.form import PATHS
from gongkai.annual.report import AnnualReport, Cell, NoteKind, Status

__all__ = ["Fault", "FaultKind", "Verdict", "judge"]

FaultKind = str
"""``wrong``: a figure that is not there. ``missing``: one that is there and was not given. ``status``: another
status than the contract fixes. ``note``: a null without its note, or a note of the contract that is not there.
``identity``: another agency, year, date or edition. ``text``: a section's text that was lost. ``reports``:
another number of reports. ``error``: an exception. ``refusal``: an answer where none was due, or other words."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in an answer."""

    kind: FaultKind
    where: str
    expected: object
    got: object

    def __str__(self) -> str:
        return f"{self.kind:8} {self.where}: expected {self.expected!r}, got {self.got!r}"


@dataclass
class Verdict:
    """All that was found wrong in the answer to one sample, and how many cells were looked at."""

    cells: int = 0
    faults: list[Fault] = field(default_factory=list)

    def count(self, *kinds: FaultKind) -> int:
        """How many faults of these kinds there are."""
        return sum(fault.kind in kinds for fault in self.faults)


_NULL = frozenset({Status.BLANK, Status.ABSENT, Status.UNREADABLE})


def _cell_faults(path: str, expected: Expected, cell: Cell) -> Fault | None:
    value = expected.figures[path]
    if cell.value is not None:
        if value is None or cell.value != value:
            return Fault("wrong", path, value, cell.value)
        return (
            None if cell.status in (Status.PRINTED, Status.RECONCILED) else Fault("status", path, value, cell)
        )
    if cell.status not in _NULL:
        return Fault("status", path, "blank, absent or unreadable", cell.status)
    if value is not None:
        allowed = path in expected.may_be_null and cell.status is Status.UNREADABLE
        return None if allowed else Fault("missing", path, value, f"{cell.status} {cell.printed or ''}")
    wanted = expected.statuses.get(path)
    if wanted and cell.status is not wanted:
        return Fault("status", path, wanted.value, cell.status.value)
    return None


def _note_faults(expected: Expected, report: AnnualReport) -> list[Fault]:
    noted = {(note.cell, note.kind) for note in report.notes}
    faults = []
    told = {cell for cell, _ in noted}
    for path in PATHS:
        cell = report.cell(path)
        if cell.status is not Status.PRINTED and path not in told:
            faults.append(Fault("note", path, f"a note for {cell.status.value}", None))
    # A row's note may hang on any of its cells.
    rows = {(_row(cell), found) for cell, found in noted}
    for at, kind in expected.notes:
        if (_row(at), kind) not in rows and (None, kind) not in noted:
            faults.append(Fault("note", str(at), kind.value, None))
    return faults


def _row(path: str | None) -> str | None:
    return path.rsplit(".", 1)[0] if path else None


def _identity_faults(expected: Expected, report: AnnualReport) -> list[Fault]:
    pairs = (
        ("agency", _short(expected.agency), _short(report.agency)),
        ("year", expected.year, report.year),
        ("dated", expected.dated, report.dated),
    )
    faults = [Fault("identity", name, wanted, got) for name, wanted, got in pairs if wanted and wanted != got]
    if expected.edition and expected.edition != report.edition:
        faults.append(Fault("identity", "edition", expected.edition, report.edition))
    return faults


def _short(agency: str | None) -> str | None:
    """柳河镇人民政府 and 云栖县柳河镇 are one body: pages name it either way."""
    return agency.removesuffix("人民政府")[-3:] if agency else None


_SPACE = str.maketrans("", "", " \t\n\u3000\u00a0\u200b")


def _text_faults(expected: Expected, report: AnnualReport) -> list[Fault]:
    faults = []
    for number, texts in expected.texts.items():
        section = report.section(number)
        found = section.text.translate(_SPACE) if section else ""
        lost = [text for text in texts if text.translate(_SPACE) not in found]
        if lost and number in (1, 5, 6):
            faults.append(Fault("text", f"section {number}", lost[0][:40], found[:60]))
    return faults


def _report_verdict(expected: Expected, report: AnnualReport, verdict: Verdict) -> None:
    verdict.cells += len(PATHS)
    for path in PATHS:
        if fault := _cell_faults(path, expected, report.cell(path)):
            verdict.faults.append(fault)
    verdict.faults += _note_faults(expected, report)
    verdict.faults += _identity_faults(expected, report)
    verdict.faults += _text_faults(expected, report)


def judge(sample: Sample, answer: Sequence[AnnualReport] | Exception) -> Verdict:
    """Compare an answer (the reports, or what was raised) with the truth of a sample."""
    verdict = Verdict()
    if isinstance(answer, Exception):
        known = type(answer).__name__ == "UnreadableError"
        if not (sample.refusal and known):
            verdict.faults.append(Fault("error", type(answer).__name__, "a report", str(answer)))
        elif not any(word in str(answer) for word in sample.refusal):
            verdict.faults.append(Fault("refusal", "message", sample.refusal, str(answer)))
    elif sample.refusal:
        _judge_refusal(sample, answer, verdict)
    elif len(answer) != len(sample.reports):
        verdict.faults.append(Fault("reports", "number of reports", len(sample.reports), len(answer)))
    else:
        for expected, report in zip(sample.reports, answer, strict=True):
            _report_verdict(expected, report, verdict)
    return verdict


def _judge_refusal(sample: Sample, answer: Sequence[AnnualReport], verdict: Verdict) -> None:
    """A report whose tables are pictures may also be answered by its text alone, with a note that says so."""
    for report in answer:
        verdict.cells += len(PATHS)
        verdict.faults += [
            Fault("wrong", path, None, report.value(path)) for path in PATHS if report.value(path) is not None
        ]
        details = "".join(
            note.detail for note in report.notes if note.kind in (NoteKind.UNREADABLE, NoteKind.ABSENT)
        )
        if not any(word in details for word in sample.refusal):
            verdict.faults.append(Fault("refusal", "answer", sample.refusal, f"a report; {details[:80]}"))
