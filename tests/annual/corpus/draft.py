"""A report about to be printed: its figures, the words round them, and what a disturbance did to either.

Disturbances (:mod:`tests.annual.corpus.disturbances`) change a draft; the shapes
(:mod:`tests.annual.corpus.shapes`) print it. Both keep the truth beside what is printed, so that any
disturbance goes with any format.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random

from tests.annual.corpus.figures import Figures, Scale, random_figures
from tests.annual.corpus.narrative import Narrative, random_agency, random_narrative
from tests.annual.corpus.sample import Expected, Sample

from gongkai.annual.form import EDITION_2021, PATHS, Edition
from gongkai.annual.report import NoteKind, Status

__all__ = ["Draft", "new_draft", "outside_path"]

_YEARS = {"2021": (2021, 2025), "2019": (2019, 2023)}


@dataclass
class Draft:
    """``printed`` is the text of each cell, ``truth`` the figure that it stands for.

    ``labels`` maps an official label to what is printed in its place; ``headings`` a section's number to its
    whole heading. ``texts`` is what a reader must find of sections 1, 5 and 6. ``one_other_row`` prints
    （六）其他处理 as one row, as the 2019 form does.
    """

    random: Random
    edition: Edition
    figures: Figures
    narrative: Narrative
    printed: dict[str, str]
    truth: dict[str, int | Decimal | None]
    headings: dict[int, str]
    labels: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, Status] = field(default_factory=dict)
    notes: set[tuple[str | None, NoteKind]] = field(default_factory=set)
    may_be_null: set[str] = field(default_factory=set)
    one_other_row: bool = False
    edition_told: bool = True
    agency_told: bool = True
    texts: dict[int, list[str]] = field(default_factory=dict)

    def label(self, text: str) -> str:
        """An official label as this report prints it."""
        return self.labels.get(text, text)

    def blank(self, paths: Iterable[str], mark: str = "") -> None:
        """Print nothing, or a mark for nothing, in these cells."""
        for path in paths:
            if path not in self.truth:
                continue
            self.printed[path] = mark
            self.truth[path] = None
            self.statuses[path] = Status.BLANK

    def untold(self, paths: Iterable[str]) -> None:
        """The source does not tell these figures: null and unreadable, however likely a guess may be."""
        for path in paths:
            self.truth[path] = None
            self.statuses[path] = Status.UNREADABLE

    def expected(self) -> Expected:
        """The truth of the draft as it stands."""
        figures = {path: self.truth.get(path) for path in PATHS}
        statuses = {path: Status.ABSENT for path in PATHS if path not in self.truth} | self.statuses
        return Expected(
            figures=figures,
            statuses=statuses,
            notes=set(self.notes),
            may_be_null=frozenset(self.may_be_null),
            edition=self.edition.key if self.edition_told else None,
            agency=self.narrative.agency.name if self.agency_told else None,
            year=self.narrative.year,
            dated=self.narrative.dated,
            texts=self.texts,
        )

    def sample(self, data: bytes, name: str, source: str = "") -> Sample:
        """The draft printed as ``data``."""
        return Sample(data, name, (self.expected(),), source=source)

    def text_sample(self, text: str, ending: str) -> Sample:
        """The draft printed as UTF-8 text."""
        return self.sample(
            text.encode(), f"{self.narrative.agency.short}{self.narrative.year}.{ending}", text
        )

    def without_signature(self) -> None:
        """Leave out the lines after section six."""
        self.narrative = replace(self.narrative, signature="", dated=None)


def outside_path(block: int, row: int, column: int) -> str:
    """The key of a printed figure of the 2019 form that the schema has no place for."""
    return f"outside.{block}.{row}.{column}"


def _outside(random: Random, edition: Edition) -> dict[str, str]:
    printed = {}
    for b, block in enumerate(edition.proactive):
        for r, row in enumerate(block.rows):
            for c, cell in enumerate(row.cells):
                if cell.path is None:
                    change = "减" in str(cell.column)
                    choices = ("0", "-417", "减3", "12", "+5") if change else ("0", "0", "7", "138")
                    printed[outside_path(b, r, c)] = random.choice(choices)
    return printed


def _printed(path: str, value: int | Decimal) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def new_draft(
    random: Random,
    edition: Edition = EDITION_2021,
    scale: Scale | None = None,
    figures: Figures | None = None,
) -> Draft:
    """A plain, correct report of an invented body; ``figures`` are drawn when not given."""
    scale = scale or random.choice(tuple(Scale))
    figures = figures or random_figures(random, scale, edition)
    year = random.randint(*_YEARS[edition.key])
    draft = Draft(
        random=random,
        edition=edition,
        figures=figures,
        narrative=random_narrative(random, figures, random_agency(random, scale), year),
        printed={path: _printed(path, value) for path, value in figures.items()} | _outside(random, edition),
        truth=dict(figures),
        headings={section.number: section.heading for section in edition.sections},
    )
    draft.texts = {number: list(texts) for number, texts in draft.narrative.texts.items()}
    if edition.key == "2019":
        draft.one_other_row = True
        draft.notes.add(("applications.other_other", NoteKind.MERGED))
    return draft
