"""Printing a draft as HTML: the pieces that the shapes of pages put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from tests.annual.corpus.draft import Draft
from tests.annual.corpus.grids import Box, matrix, tables

__all__ = ["article", "page", "paragraph", "spanned_table", "unspanned_table"]

Wrap = Callable[[str], str]


def paragraph(text: str, wrap: Wrap = escape) -> str:
    """A paragraph."""
    return f"<p>{wrap(text)}</p>\n"


def spanned_table(rows: list[list[Box]], wrap: Wrap = escape) -> str:
    """A table with the spans that it has."""
    out = ["<table border='1'>\n"]
    for row in rows:
        out.append("<tr>")
        for box in row:
            spans = f' colspan="{box.columns}"' if box.columns > 1 else ""
            spans += f' rowspan="{box.rows}"' if box.rows > 1 else ""
            out.append(f"<td{spans}>{wrap(box.text)}</td>")
        out.append("</tr>\n")
    return "".join([*out, "</table>\n"])


def unspanned_table(rows: list[list[Box]], wrap: Wrap = escape, empty: str = "&nbsp;") -> str:
    """A table whose spans were forgotten: empty cells stand where a cell should have reached."""
    out = ["<table>\n"]
    for row in matrix(rows):
        cells = (f"<td>{wrap(box.text) if anchor else empty}</td>" for box, anchor in row)
        out.append(f"<tr>{''.join(cells)}</tr>\n")
    return "".join([*out, "</table>\n"])


def article(
    draft: Draft,
    wrap: Wrap = escape,
    printed_tables: dict[int, str] | None = None,
    after: dict[int, str] | None = None,
) -> str:
    """The body of a report: title, preface, sections, signature. ``after`` goes behind a section's table."""
    narrative = draft.narrative
    if printed_tables is None:
        printed_tables = {number: spanned_table(rows, wrap) for number, rows in tables(draft).items()}
    out = [f"<h1>{'<br>'.join(map(escape, narrative.title))}</h1>\n", paragraph(narrative.preface, wrap)]
    for number in range(1, 7):
        if draft.headings.get(number):
            out.append(paragraph(draft.headings[number], wrap))
        out.extend(paragraph(text, wrap) for text in narrative.texts.get(number, []))
        out.append(printed_tables.get(number, ""))
        out.append((after or {}).get(number, ""))
    out.extend(paragraph(text, wrap) for text in (narrative.signature, narrative.dated_text) if text)
    return "".join(out)


def page(
    body: str,
    title: str = "",
    charset: str | None = "utf-8",
    head: str = "",
    around: Sequence[str] = ("", ""),
) -> str:
    """A whole page; ``around`` is what stands before and after the article."""
    declared = f'<meta charset="{charset}">' if charset else ""
    before, behind = around
    return (
        f"<!DOCTYPE html><html><head>{declared}<title>{escape(title)}</title>{head}</head>\n"
        f"<body>{before}<div class='article-content'>{body}</div>{behind}</body></html>\n"
    )
