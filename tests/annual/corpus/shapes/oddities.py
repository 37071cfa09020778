"""Shapes that were met once or twice: cells that left their rows, sections in two, text that speaks of tables."""

from __future__ import annotations

from html import escape
from random import Random

from tests.annual.corpus.disturbances import count_in_two_lines
from tests.annual.corpus.draft import new_draft
from tests.annual.corpus.figures import Scale
from tests.annual.corpus.grids import table_three, tables
from tests.annual.corpus.sample import Sample
from tests.annual.corpus.shapes.cells_and_words import as_cells, as_rows
from tests.annual.corpus.shapes.html import article, page, paragraph, spanned_table
from tests.annual.corpus.shapes.lines import document, header_words, two_lines, with_pages
from tests.annual.corpus.shapes.pages import cut_rows, html_sample
from tests.annual.corpus.shapes.registry import shape
from tests.annual.corpus.shapes.text import four_lines, row_lines, text_of

__all__: list[str] = []


@shape("count_left_its_row")
def count_left_its_row(random: Random) -> Sample:
    """22（其中修订 16 件） in a narrow cell: its lines stand above and below the row."""
    draft = new_draft(random, scale=Scale.COUNTY)
    moved = count_in_two_lines(draft)
    two = two_lines(draft)
    at = next(at for at, line in enumerate(two) if line.startswith("行政规范性文件"))
    two[at : at + 1] = moved
    three = [*header_words(random, "words"), *row_lines(draft)]
    return text_of(draft, document(draft, {2: two, 3: three, 4: four_lines(draft)}, width=28))


@shape("html_table_three_in_three_pieces")
def three_pieces(random: Random) -> Sample:
    """Table 3 in three tables, a page number between them at times."""
    draft = new_draft(random)
    printed = {number: spanned_table(rows) for number, rows in tables(draft).items()}
    first, rest = cut_rows(table_three(draft), random.randrange(5, 12))
    second, third = cut_rows(rest, random.randrange(4, 10))
    between = paragraph("— 3 —") if random.random() < 0.5 else ""
    printed[3] = between.join(map(spanned_table, (first, second, third)))
    return html_sample(draft, article(draft, printed_tables=printed))


@shape("text_speaks_of_tables")
def speaks_of_tables(random: Random) -> Sample:
    """The preface names all sections, and the text of section one speaks of what is in which table."""
    draft = new_draft(random)
    contents = "、".join(heading[2:] for heading in draft.headings.values())
    draft.narrative.preface += f"本报告共分六个部分：{contents}。"
    told = "四、政府信息公开申请情况：本年新收政府信息公开申请数量详见第三部分表格，行政复议、行政诉讼详见第四部分。"
    draft.narrative.texts[1].append(told)
    draft.texts[1].append(told)
    return as_rows(draft)


@shape("section_five_in_two")
def section_five_in_two(random: Random) -> Sample:
    """Section five is two headings without its number."""
    draft = new_draft(random)
    draft.headings[5] = "存在的主要问题"
    texts = draft.narrative.texts
    texts[5] = [texts[5][0], "下一步改进措施", *texts[5][1:]]
    return html_sample(draft, article(draft))


@shape("table_four_group_blank")
def table_four_group_blank(random: Random) -> Sample:
    """One of the three groups of Table 4 is blank: the others keep their columns."""
    draft = new_draft(random)
    draft.blank(random.choice(draft.edition.dispute_paths), random.choice(("", "", "/")))
    return as_cells(draft)


@shape("html_lines_with_br")
def lines_with_br(random: Random) -> Sample:
    """Text of a PDF pasted in a page: a line break after each line, in one paragraph or in <pre>."""
    draft = new_draft(random)
    three = [*header_words(random, "words"), *row_lines(draft)]
    lines = document(draft, {2: two_lines(draft), 3: three, 4: four_lines(draft)}, width=30)
    draft.texts = {}
    if random.random() < 0.5:
        return html_sample(draft, "<p>" + "<br>\n".join(map(escape, lines)) + "</p>")
    return html_sample(draft, "<pre>" + "\n".join(map(escape, with_pages(random, lines))) + "</pre>")


@shape("html_unclosed_cells")
def unclosed_cells(random: Random) -> Sample:
    """td and tr are opened and never closed; upper-case tags; attributes without quotes."""
    draft = new_draft(random)
    text = page(article(draft), "".join(draft.narrative.title))
    text = (
        text.replace("</td>", "")
        .replace("</tr>", "")
        .replace("<td", "<TD align=center nowrap")
        .replace("<tr", "<TR")
    )
    return draft.text_sample(text, "htm")


@shape("html_character_references")
def character_references(random: Random) -> Sample:
    """Digits as character references, and cells with comments in them."""
    draft = new_draft(random)
    printed = {}
    for number, rows in tables(draft).items():
        html = spanned_table(rows)
        for box in (box for row in rows for box in row if box.figure and box.text):
            html = html.replace(
                f"<td>{box.text}</td>", f"<td><!-- {box.text}1 -->&#{ord(box.text[0])};{box.text[1:]}</td>", 1
            )
        printed[number] = html
    return html_sample(draft, article(draft, printed_tables=printed))


@shape("text_tabs_short_rows")
def tabs_short_rows(random: Random) -> Sample:
    """Tabs, but labels that span rows are not there at all in the rows below: each row starts with its own."""
    draft = new_draft(random)
    printed = {
        number: ["\t".join(box.text for box in row) for row in rows] for number, rows in tables(draft).items()
    }
    return text_of(draft, document(draft, printed))
