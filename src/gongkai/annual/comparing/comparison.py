"""Two reports compared: their figures, their sections word by word, and how much the second repeats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from gongkai.annual.comparing.figures import FigureChange, compare_figures
from gongkai.annual.comparing.repetition import SHORTEST_RUN, EarlierText, Repetition, summed
from gongkai.annual.comparing.wording import Run, RunKind, compare_wording
from gongkai.annual.pairing import same_body
from gongkai.annual.report import AnnualReport, SectionText

__all__ = ["CompareSettings", "Comparison", "SectionChange", "SectionState", "Subject", "compare"]


@dataclass(frozen=True, slots=True)
class CompareSettings:
    """``shortest_run``: runs of fewer characters than this do not count as repeated."""

    shortest_run: int = SHORTEST_RUN


class SectionState(StrEnum):
    """What became of a section from the first report to the second."""

    SAME = "same"
    CHANGED = "changed"
    ONLY_FIRST = "only_first"
    ONLY_SECOND = "only_second"


@dataclass(frozen=True, slots=True)
class Subject:
    """Which report it is."""

    file: str | None
    agency: str | None
    year: int | None
    edition: str | None

    @property
    def text(self) -> str:
        """The report in a few words for people."""
        named = " ".join(part for part in (self.agency, f"{self.year}年" if self.year else None) if part)
        if named and self.file:
            return f"{named}（{self.file}）"
        return named or self.file or "没有写明单位和年度的报告"


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section in both reports: its heading in each (None where it is not), and its text as runs.

    ``repetition`` is that of the second report's section against the whole of the first report.
    """

    number: int
    first_title: str | None
    second_title: str | None
    state: SectionState
    runs: tuple[Run, ...]
    repetition: Repetition

    @property
    def title(self) -> str:
        """The heading, the second report's where it has one."""
        return self.second_title or self.first_title or ""

    def length(self, kind: RunKind) -> int:
        """How many characters are in runs of that kind."""
        return sum(len(run.text) for run in self.runs if run.kind is kind)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The first report (as a rule the earlier) and the second, compared.

    ``remarks`` are Chinese sentences on what makes them hard to compare. Sections are those that either
    report has with text or heading, by number.
    """

    first: Subject
    second: Subject
    figures: tuple[FigureChange, ...]
    sections: tuple[SectionChange, ...]
    repetition: Repetition
    remarks: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, str]:
        """What to call the two in a narrow column: their years where these differ, else 甲 and 乙."""
        if self.first.year and self.second.year and self.first.year != self.second.year:
            return f"{self.first.year}年", f"{self.second.year}年"
        return "甲", "乙"


def compare(a: AnnualReport, b: AnnualReport, settings: CompareSettings | None = None) -> Comparison:
    """Compare two reports, ``a`` as the earlier one; either may lack figures or sections."""
    earlier = EarlierText(
        (section.text for section in a.sections), shortest_run=(settings or CompareSettings()).shortest_run
    )
    sections = tuple(_sections(a, b, earlier))
    return Comparison(
        first=_subject(a),
        second=_subject(b),
        figures=compare_figures(a, b),
        sections=sections,
        repetition=summed(section.repetition for section in sections),
        remarks=tuple(_remarks(a, b)),
    )


def _subject(report: AnnualReport) -> Subject:
    return Subject(report.file, report.agency, report.year, report.edition)


def _sections(a: AnnualReport, b: AnnualReport, earlier: EarlierText) -> Iterator[SectionChange]:
    numbers = sorted({section.number for report in (a, b) for section in report.sections})
    for number in numbers:
        first, second = _whole(a, number), _whole(b, number)
        first_text = first.text if first else ""
        second_text = second.text if second else ""
        runs = compare_wording(first_text, second_text)
        yield SectionChange(
            number,
            first.title if first else None,
            second.title if second else None,
            _state(first, second, runs),
            runs,
            earlier.repeated_in(second_text),
        )


def _whole(report: AnnualReport, number: int) -> SectionText | None:
    """The section; one that a report has in two pieces is read as one."""
    pieces = [section for section in report.sections if section.number == number]
    if not pieces:
        return None
    return SectionText(number, pieces[0].title, "\n".join(piece.text for piece in pieces))


def _state(first: SectionText | None, second: SectionText | None, runs: tuple[Run, ...]) -> SectionState:
    if first is None or second is None:
        return SectionState.ONLY_SECOND if first is None else SectionState.ONLY_FIRST
    changed = any(run.kind is not RunKind.SAME for run in runs)
    return SectionState.CHANGED if changed else SectionState.SAME


def _remarks(a: AnnualReport, b: AnnualReport) -> Iterator[str]:
    if a.agency and b.agency and not same_body(a.agency, b.agency):
        yield f"两份报告的单位不同：{a.agency}、{b.agency}"
    if a.year and a.year == b.year:
        yield f"两份都是{a.year}年的报告"
    elif a.year and b.year and a.year > b.year:
        yield f"前一份的年度（{a.year}）在后一份（{b.year}）之后，增减和重复率是倒着算的"
    if a.form is not b.form:
        yield "两份报告用的表格版本不同，有的数只有一方有"
