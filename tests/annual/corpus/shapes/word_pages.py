"""Shapes of pages pasted from Word: tags round every few characters, padding, spans forgotten."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from random import Random

from tests.annual.corpus.draft import new_draft
from tests.annual.corpus.grids import Box, tables
from tests.annual.corpus.sample import Sample
from tests.annual.corpus.shapes.html import article, spanned_table, unspanned_table
from tests.annual.corpus.shapes.pages import NAVIGATION, html_sample, metadata_table
from tests.annual.corpus.shapes.registry import shape

__all__ = ["pasted"]

_TAGS = (
    ("<span style='font-size:14px;font-family:仿宋_GB2312'>", "</span>"),
    ("<font face='仿宋'>", "</font>"),
    ("<span lang='EN-US'>", "<o:p></o:p></span>"),
    ("<b style='mso-bidi-font-weight:normal'>", "</b>"),
    ("<span style='mso-spacerun:yes'>", "</span>"),
)
_HEAD = (
    "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml>"
    "<![endif]--><style>td{mso-x:0}</style>"
)


def _pieces(random: Random, text: str) -> list[str]:
    pieces, at = [], 0
    while at < len(text):
        # Word splits a run between letters, and between letters and digits, but not inside a number.
        size = random.randrange(1, 7)
        while at + size < len(text) and text[at + size - 1 : at + size + 1].isdigit():
            size += 1
        pieces.append(text[at : at + size])
        at += size
    return pieces


def pasted(random: Random, cells: bool = False) -> Callable[[str], str]:
    """A wrapper of text as Word's clipboard gives it; with ``cells`` the text is in paragraphs of its own."""

    def wrap(text: str) -> str:
        out = []
        for piece in _pieces(random, text):
            before, behind = random.choice(_TAGS)
            out.append(f"{before}{escape(piece)}{behind}")
        inner = "".join(out) or "<o:p>&nbsp;</o:p>"
        if not cells:
            return inner
        padding = "&nbsp;" * random.choice((0, 0, 1, 2))
        lines = "\n" if random.random() < 0.3 else ""
        return f"<p class='MsoNormal'>{padding}{lines}{inner}{padding}{lines}</p>"

    return wrap


@shape("word_spans_kept")
def spans_kept(random: Random) -> Sample:
    """Tags round every few characters, spans as the form has them."""
    draft = new_draft(random)
    printed = {
        number: spanned_table(rows, pasted(random, cells=True)) for number, rows in tables(draft).items()
    }
    return html_sample(draft, article(draft, pasted(random), printed), head=_HEAD)


@shape("word_spans_forgotten")
def spans_forgotten(random: Random) -> Sample:
    """No rowspan and no colspan: cells with &nbsp; stand in their place."""
    draft = new_draft(random)
    empty = random.choice(("&nbsp;", "", "<p><o:p>&nbsp;</o:p></p>", "<br>"))
    printed = {
        number: unspanned_table(rows, pasted(random, cells=True), empty)
        for number, rows in tables(draft).items()
    }
    return html_sample(draft, article(draft, pasted(random), printed), head=_HEAD)


def _half_forgotten(random: Random, rows: list[list[Box]]) -> str:
    """Row spans are kept as empty cells, column spans are kept; or the other way round."""
    if random.random() < 0.5:
        return spanned_table([list(row) for row in rows], pasted(random, cells=True))
    out = [[Box(box.text, 1, box.rows, box.figure) if box.figure else box for box in row] for row in rows]
    for row in out:
        for at, box in reversed(list(enumerate(row))):
            if box.columns > 1 and not box.figure and box.rows == 1:
                row[at : at + 1] = [Box(box.text), *(Box("") for _ in range(box.columns - 1))]
    return spanned_table(out, pasted(random, cells=True))


@shape("word_spans_half_forgotten")
def spans_half_forgotten(random: Random) -> Sample:
    """Rowspan used, colspan replaced by empty cells."""
    draft = new_draft(random)
    printed = {
        number: _half_forgotten(random, rows)
        if number == 3
        else spanned_table(rows, pasted(random, cells=True))
        for number, rows in tables(draft).items()
    }
    return html_sample(draft, article(draft, pasted(random), printed), head=_HEAD)


@shape("word_everything")
def everything(random: Random) -> Sample:
    """Navigation, metadata, nested tables and forgotten spans in one page."""
    draft = new_draft(random)
    printed = {}
    for number, rows in tables(draft).items():
        maker = random.choice((spanned_table, unspanned_table))
        inner = maker(rows, pasted(random, cells=True))
        printed[number] = (
            f"<div><table><tr><td>{inner}</td></tr></table></div>" if random.random() < 0.5 else inner
        )
    body = metadata_table(draft) + article(draft, pasted(random), printed)
    return html_sample(draft, body, head=_HEAD, around=(NAVIGATION, ""))


@shape("word_total_row_short")
def total_row_short(random: Random) -> Sample:
    """（七）总计 takes one label cell where two are due, with an empty cell behind it."""
    draft = new_draft(random)
    printed = {
        number: spanned_table(rows, pasted(random, cells=True)) for number, rows in tables(draft).items()
    }
    rows = tables(draft)[3]
    for row in rows:
        for at, box in enumerate(row):
            if box.text.startswith("（七）"):
                row[at : at + 1] = [Box(box.text), Box("")]
                break
    printed[3] = spanned_table(rows, pasted(random, cells=True))
    return html_sample(draft, article(draft, pasted(random), printed), head=_HEAD)
