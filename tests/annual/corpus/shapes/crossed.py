"""Every disturbance in every format: what meets nowhere else meets here."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.annual.corpus import disturbances
from tests.annual.corpus.draft import Draft, new_draft
from tests.annual.corpus.grids import table_three, tables
from tests.annual.corpus.sample import Sample
from tests.annual.corpus.shapes.cells_and_words import as_cells, as_rows
from tests.annual.corpus.shapes.documents import by_hand
from tests.annual.corpus.shapes.pages import cut_rows, merge_other_rows
from tests.annual.corpus.shapes.prints import as_pdf, pdf_sample
from tests.annual.corpus.shapes.registry import shape
from tests.annual.corpus.shapes.sheets import as_csv, as_xlsx
from tests.annual.corpus.shapes.word_xml import body_table

from gongkai.annual.form import EDITION_2019, EDITION_2021

__all__: list[str] = []

Change = Callable[[Draft], None]

_WORDS: tuple[Change, ...] = (
    disturbances.labels_misprinted,
    disturbances.labels_shortened,
    disturbances.half_width_brackets,
    disturbances.headings_varied,
    disturbances.headings_misnumbered,
)
_FIGURES: tuple[Change, ...] = (
    disturbances.thousands,
    disturbances.full_width_digits,
    disturbances.fee_in_words,
    disturbances.note_in_count,
)
_BLANKS: tuple[Change, ...] = (
    lambda draft: disturbances.blank_marks(draft, ("", "-", "/", "—", "无")),
    disturbances.total_column_blank,
    disturbances.five_columns_blank,
)


def _draft(random: Random, blanks: bool) -> Draft:
    edition = EDITION_2019 if random.random() < 0.2 else EDITION_2021
    draft = new_draft(random, edition)
    if edition is EDITION_2021 and random.random() < 0.2:
        merge_other_rows(draft)
    for change in random.sample(_WORDS, random.randrange(3)):
        change(draft)
    if random.random() < 0.5:
        random.choice(_FIGURES[1:] if edition is EDITION_2019 else _FIGURES)(draft)
    if blanks and random.random() < 0.6:
        random.choice(_BLANKS)(draft)
    return draft


def _figures_fit(draft: Draft) -> None:
    """Drop from the truth what the edition has no place for, which a change may have put there."""
    known = set(draft.edition.paths)
    draft.truth = {path: value for path, value in draft.truth.items() if path in known}


@shape("crossed_cells")
def crossed_cells(random: Random) -> Sample:
    """HTML, tabs and Markdown."""
    draft = _draft(random, blanks=True)
    _figures_fit(draft)
    return as_cells(draft)


@shape("crossed_rows")
def crossed_rows(random: Random) -> Sample:
    """A row a line among them, and so without blanks."""
    draft = _draft(random, blanks=False)
    _figures_fit(draft)
    return as_rows(draft)


@shape("crossed_docx")
def crossed_docx(random: Random) -> Sample:
    """Word, with tables cut at times."""
    draft = _draft(random, blanks=True)
    _figures_fit(draft)
    printed = {number: body_table(rows) for number, rows in tables(draft).items()}
    if random.random() < 0.3:
        printed[3] = "<w:p/>".join(map(body_table, cut_rows(table_three(draft), random.randrange(5, 20))))
    return by_hand(draft, printed)


@shape("crossed_sheets")
def crossed_sheets(random: Random) -> Sample:
    """CSV and XLSX with figures as text."""
    draft = _draft(random, blanks=True)
    _figures_fit(draft)
    name = f"{draft.narrative.agency.name}{draft.narrative.year}年度报告"
    if random.random() < 0.5:
        text = as_csv(draft)
        return draft.sample(text.encode(), f"{name}.csv", text)
    return draft.sample(as_xlsx(draft, sheets=random.random() < 0.5, numbers=False), f"{name}.xlsx", "(XLSX)")


@shape("crossed_pdf")
def crossed_pdf(random: Random) -> Sample:
    """Ruled PDF."""
    draft = _draft(random, blanks=True)
    _figures_fit(draft)
    return pdf_sample(draft, as_pdf(draft, True, random.choice((8, 9.5))))
