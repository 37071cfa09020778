"""Shapes that differ in words and cells: each disturbance in whatever format can print it."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.annual.corpus import disturbances
from tests.annual.corpus.draft import Draft, new_draft
from tests.annual.corpus.figures import Scale
from tests.annual.corpus.grids import tables
from tests.annual.corpus.sample import Sample
from tests.annual.corpus.shapes.html import article, spanned_table, unspanned_table
from tests.annual.corpus.shapes.lines import document, header_words, tabbed, two_lines
from tests.annual.corpus.shapes.markdown import markdown_of, piped
from tests.annual.corpus.shapes.pages import html_sample
from tests.annual.corpus.shapes.registry import shape
from tests.annual.corpus.shapes.text import four_lines, row_lines, text_of
from tests.annual.corpus.shapes.word_pages import pasted

__all__ = ["as_cells", "as_rows"]

_MARKS = ("-", "—", "/", "无", "－", "--")


def as_cells(draft: Draft) -> Sample:
    """A format that keeps empty cells: HTML clean or from Word, tabs, Markdown."""
    random, grids = draft.random, tables(draft)
    kind = random.choice(("clean", "word", "forgotten", "tabs", "markdown"))
    if kind == "tabs":
        return text_of(draft, document(draft, {number: tabbed(rows) for number, rows in grids.items()}))
    if kind == "markdown":
        return markdown_of(draft, {number: piped(rows) for number, rows in grids.items()})
    wrap = pasted(random, cells=True)
    if kind == "forgotten":
        printed = {number: unspanned_table(rows, wrap) for number, rows in grids.items()}
    elif kind == "word":
        printed = {number: spanned_table(rows, wrap) for number, rows in grids.items()}
    else:
        printed = {number: spanned_table(rows) for number, rows in grids.items()}
    return html_sample(draft, article(draft, printed_tables=printed))


def as_rows(draft: Draft) -> Sample:
    """Any format of :func:`as_cells`, or a row a line."""
    if draft.random.random() < 0.7:
        return as_cells(draft)
    three = [draft.edition.balance_note, *header_words(draft.random, "words"), *row_lines(draft)]
    return text_of(draft, document(draft, {2: two_lines(draft), 3: three, 4: four_lines(draft)}, width=28))


def _shape(name: str, disturb: Callable[[Draft], None], to_sample: Callable[[Draft], Sample]) -> None:
    def make(random: Random) -> Sample:
        draft = new_draft(random)
        disturb(draft)
        return to_sample(draft)

    make.__doc__ = disturb.__doc__
    shape(name)(make)


def _blank_signs(draft: Draft) -> None:
    """Signs for a blank among the figures."""
    disturbances.blank_marks(draft, _MARKS)


def _blank_cells(draft: Draft) -> None:
    """Cells with nothing, or spaces, or signs."""
    disturbances.blank_marks(draft, ("", "", "　", "\u00a0", *_MARKS))


def _zero_width(draft: Draft) -> None:
    """Zero-width characters in labels, headings and figures."""
    disturbances.in_text(draft, lambda text: disturbances.zero_width(text, draft))
    draft.printed = {path: disturbances.zero_width(text, draft, 0.05) for path, text in draft.printed.items()}


_PINYIN = dict(
    zip(
        "政府信息公开申请行不予自然人法律其他总计本年新收上结转下度继续办理部分",
        [
            "zhèng",
            "fǔ",
            "xìn",
            "xī",
            "gōng",
            "kāi",
            "shēn",
            "qǐng",
            "xíng",
            "bù",
            "yǔ",
            "zì",
            "rán",
            "rén",
            "fǎ",
            "lǜ",
            "qí",
            "tā",
            "zǒng",
            "jì",
            "běn",
            "nián",
            "xīn",
            "shōu",
            "shàng",
            "jié",
            "zhuǎn",
            "xià",
            "dù",
            "jì",
            "xù",
            "bàn",
            "lǐ",
            "bù",
            "fēn",
        ],
        strict=True,
    )
)


def _pinyin(draft: Draft) -> None:
    """Pinyin in brackets behind characters, as mirror sites for learners print."""

    def change(text: str) -> str:
        return "".join(
            f"{letter}({_PINYIN[letter]})" if letter in _PINYIN and draft.random.random() < 0.3 else letter
            for letter in text
        )

    disturbances.in_text(draft, change)
    draft.texts, draft.agency_told = {}, False


def _traditional(draft: Draft) -> None:
    """Traditional characters throughout."""
    from opencc import OpenCC

    disturbances.in_text(draft, OpenCC(draft.random.choice(("s2t", "s2tw", "s2hk"))).convert)
    draft.texts, draft.agency_told = {}, False


def _everything(draft: Draft) -> None:
    """Several disturbances at once."""
    for disturb in draft.random.sample(
        (
            disturbances.labels_misprinted,
            disturbances.headings_varied,
            disturbances.thousands,
            disturbances.half_width_brackets,
            disturbances.labels_spaced,
            disturbances.headings_misnumbered,
        ),
        3,
    ):
        disturb(draft)


_shape("blank_signs", _blank_signs, as_rows)
_shape("blank_cells", _blank_cells, as_cells)
_shape("total_column_blank", disturbances.total_column_blank, as_cells)
_shape("five_columns_blank", disturbances.five_columns_blank, as_cells)
_shape("thousands_separators", disturbances.thousands, as_rows)
_shape("full_width_digits", disturbances.full_width_digits, as_rows)
_shape("fee_in_words", disturbances.fee_in_words, as_rows)
_shape("note_in_count", disturbances.note_in_count, as_rows)
_shape("labels_spaced", disturbances.labels_spaced, as_cells)
_shape("labels_half_width", disturbances.half_width_brackets, as_rows)
_shape("labels_misprinted", disturbances.labels_misprinted, as_rows)
_shape("labels_short", disturbances.labels_shortened, as_rows)
_shape("headings_varied", disturbances.headings_varied, as_rows)
_shape("headings_misnumbered", disturbances.headings_misnumbered, as_rows)
_shape("zero_width_characters", _zero_width, as_rows)
_shape("pinyin_in_brackets", _pinyin, as_cells)
_shape("traditional_characters", _traditional, as_rows)
_shape("several_disturbances", _everything, as_rows)


@shape("tables_numbered_again")
def numbered_again(random: Random) -> Sample:
    """The tables are numbered from 一 again, with titles of their own over them."""
    draft = new_draft(random)
    titles = {
        2: "一、主动公开政府信息情况",
        3: "二、收到和处理政府信息公开申请情况",
        4: "三、政府信息公开行政复议、行政诉讼情况",
    }
    printed = {
        number: f"<p>{titles[number]}</p>" + spanned_table(rows) for number, rows in tables(draft).items()
    }
    for number in titles:
        draft.headings[number] = draft.headings[number] if random.random() < 0.5 else ""
    return html_sample(draft, article(draft, printed_tables=printed))


@shape("section_six_without_heading")
def section_six_without_heading(random: Random) -> Sample:
    """Only the sentence on the processing fee, with no heading of section six."""
    draft = new_draft(random)
    draft.headings[6] = ""
    draft.texts = {number: texts for number, texts in draft.texts.items() if number == 1}
    return as_cells_without_markdown(draft)


@shape("section_one_without_heading")
def section_one_without_heading(random: Random) -> Sample:
    """Section one starts without its heading."""
    draft = new_draft(random)
    draft.headings[1] = ""
    draft.texts.pop(1)
    return as_cells_without_markdown(draft)


def as_cells_without_markdown(draft: Draft) -> Sample:
    """HTML with the spans that the form has."""
    return html_sample(draft, article(draft))


@shape("false_totals")
def false_totals(random: Random) -> Sample:
    """Printed figures that break the form's equations: they are read as printed, never mended."""
    draft = new_draft(random, scale=random.choice((Scale.DEPARTMENT, Scale.COUNTY)))
    identities = random.sample(draft.edition.identities, 3)
    for identity in identities:
        path = identity.right[-1] if identity.rule != "applications.balance" else identity.left[-1]
        wrong = random.choice((0, int(draft.figures[path]) + 1, 21))
        draft.printed[path], draft.truth[path] = str(wrong), wrong
    return as_rows(draft)


@shape("heading_glued_to_sentence")
def heading_glued(random: Random) -> Sample:
    """A heading stands at the end of the paragraph before it, and the text of a section behind its heading."""
    draft = new_draft(random)
    texts = draft.narrative.texts
    texts[1] = [*texts[1][:-1], texts[1][-1] + draft.headings[2]]
    texts[5] = [draft.headings[5] + texts[5][0], *texts[5][1:]]
    draft.headings[2] = draft.headings[5] = ""
    return as_cells_without_markdown(draft)
