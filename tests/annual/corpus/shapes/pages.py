"""Shapes of pages whose markup is sound: clean, with a site round them, with tables cut or in pieces."""

from __future__ import annotations

from html import escape
from random import Random

from tests.annual.corpus.draft import Draft, new_draft
from tests.annual.corpus.figures import Scale
from tests.annual.corpus.grids import Box, table_three, table_two, tables
from tests.annual.corpus.sample import Sample
from tests.annual.corpus.shapes.html import article, page, paragraph, spanned_table
from tests.annual.corpus.shapes.registry import shape

from gongkai.annual.form import EDITION_2019

__all__ = ["METADATA_TABLE", "NAVIGATION", "html_sample", "merge_other_rows", "metadata_table"]

NAVIGATION = (
    "<ul class='nav'><li><a href='/'>首页</a></li><li><a href='/zwgk/'>政务公开</a></li>"
    "<li><a href='/zfxxgk/'>政府信息公开年报</a></li><li><a href='/fw/'>办事服务</a></li></ul>\n"
    "<div>您当前的位置：首页 &gt; 政务公开 &gt; 政府信息公开 &gt; 法定主动公开内容</div><div>浏览次数：<span>1024</span> 字号：[大 中 小]</div>\n"
)
_FOOT = (
    "<div class='links'><h3>友情链接</h3><table><tr><td><a href='https://www.gov.example/'>中国政府网</a></td>"
    "<td>省政府网站</td><td>市州网站</td></tr></table></div>"
    "<div>主办单位：县人民政府办公室　网站标识码：5100000000　ICP备00000000号-1　公安备51000002000000号</div>"
)


def metadata_table(draft: Draft) -> str:
    """The table of index number and publisher that sites put before the article."""
    year = draft.narrative.year + 1
    cells = [
        ("索引号", f"0082{draft.random.randrange(10_000, 99_999)}/{year}-0000{draft.random.randrange(9)}"),
        ("发布机构", draft.narrative.agency.name),
        ("成文日期", f"{year}-01-{draft.random.randrange(10, 31)}"),
        ("主题分类", "综合政务"),
        ("有效性", "有效"),
        ("浏览次数", str(draft.random.randrange(9_999))),
    ]
    rows = [[Box(text) for pair in cells[at : at + 2] for text in pair] for at in (0, 2, 4)]
    return spanned_table(rows)


METADATA_TABLE = metadata_table


def html_sample(draft: Draft, body: str, **parts: object) -> Sample:
    """A page with that body as UTF-8."""
    text = page(body, "".join(draft.narrative.title), **parts)  # type: ignore[arg-type]
    return draft.text_sample(text, "html")


@shape("html_clean")
def clean(random: Random) -> Sample:
    """Sound markup, spans where the form has them."""
    draft = new_draft(random)
    return html_sample(draft, article(draft))


@shape("html_separate_total_head")
def separate_total_head(random: Random) -> Sample:
    """自然人 and 总计 stand in the second header row with an empty cell under each, as some editors make it."""
    draft = new_draft(random)
    rows = table_three(draft)
    rows[1] = [Box(rows[1][0].text), rows[1][1], Box(rows[1][2].text)]
    rows[2] = [Box(""), *rows[2], Box("")]
    printed = {number: spanned_table(table) for number, table in tables(draft).items()}
    return html_sample(draft, article(draft, printed_tables=printed | {3: spanned_table(rows)}))


@shape("html_site_around")
def site_around(random: Random) -> Sample:
    """Navigation, a table of metadata before the article, friendly links behind it."""
    draft = new_draft(random)
    body = metadata_table(draft) + article(draft)
    return html_sample(draft, body, around=(NAVIGATION, _FOOT))


@shape("html_metadata_before_table_two")
def metadata_before_table_two(random: Random) -> Sample:
    """The table of metadata stands inside the article, right before Table 2."""
    draft = new_draft(random)
    draft.narrative.texts[2] = []
    printed = {number: spanned_table(table) for number, table in tables(draft).items()}
    printed[2] = metadata_table(draft) + printed[2]
    return html_sample(draft, article(draft, printed_tables=printed))


@shape("html_layout_table")
def layout_table(random: Random) -> Sample:
    """The whole article is the cell of a table made for layout, and each table stands in one of its own."""
    draft = new_draft(random)
    printed = {
        number: f"<table width='100%'><tbody><tr><td align='center'>{spanned_table(rows)}</td></tr></tbody></table>"
        for number, rows in tables(draft).items()
    }
    body = article(draft, printed_tables=printed)
    return html_sample(draft, f"<table><tr><td>&nbsp;</td><td>{body}</td><td>&nbsp;</td></tr></table>")


def _two_by_blocks(draft: Draft) -> str:
    rows, pieces, start = table_two(draft), [], 0
    for at, row in enumerate(rows):
        if at and row[0].columns == 4:
            pieces.append(rows[start:at])
            start = at
    pieces.append(rows[start:])
    return "".join(map(spanned_table, pieces))


@shape("html_table_two_in_blocks")
def table_two_in_blocks(random: Random) -> Sample:
    """Table 2 is four tables, one for each item of 第二十条."""
    draft = new_draft(random)
    printed = {number: spanned_table(rows) for number, rows in tables(draft).items()}
    return html_sample(draft, article(draft, printed_tables=printed | {2: _two_by_blocks(draft)}))


def cut_rows(rows: list[list[Box]], at: int) -> tuple[list[list[Box]], list[list[Box]]]:
    """Cut a table before row ``at``; a label that spans the cut goes on as an empty cell of the second piece."""
    first = [
        [Box(box.text, box.columns, min(box.rows, at - r), box.figure) for box in row]
        for r, row in enumerate(rows[:at])
    ]
    carried = [
        Box("", box.columns, box.rows - (at - r))
        for r, row in enumerate(rows[:at])
        for box in row
        if r + box.rows > at
    ]
    second = [list(row) for row in rows[at:]]
    second[0] = carried + second[0]
    return first, second


def _in_pieces(random: Random, rows: list[list[Box]], earliest: int, header: str) -> str:
    at = random.randrange(earliest, len(rows) - 2)
    first, second = cut_rows(rows, at)
    if header == "invented":
        width = sum(box.columns for box in rows[0])
        second.insert(0, [Box(f"列{number}") for number in range(1, width + 1)])
    break_ = paragraph("- 4 -") if random.random() < 0.5 else ""
    return spanned_table(first) + break_ + spanned_table(second)


@shape("html_table_three_cut")
def table_three_cut(random: Random) -> Sample:
    """A page break cut Table 3 in two; the second piece has no header."""
    draft = new_draft(random)
    printed = {number: spanned_table(rows) for number, rows in tables(draft).items()}
    printed[3] = _in_pieces(random, table_three(draft), 5, "none")
    return html_sample(draft, article(draft, printed_tables=printed))


@shape("html_tables_cut_invented_header")
def tables_cut_invented_header(random: Random) -> Sample:
    """Tables 2 and 3 are cut, and the second pieces have a header that a converter invented."""
    draft = new_draft(random)
    printed = {number: spanned_table(rows) for number, rows in tables(draft).items()}
    printed[2] = _in_pieces(random, table_two(draft), 3, "none")
    printed[3] = _in_pieces(random, table_three(draft), 5, "invented")
    return html_sample(draft, article(draft, printed_tables=printed))


@shape("html_label_cut_between_pieces")
def label_cut_between_pieces(random: Random) -> Sample:
    """The break goes through a group's label: （四）无 ends the first piece, 法提供 begins the second."""
    draft = new_draft(random)
    rows = table_three(draft)
    starts = [
        r
        for r, row in enumerate(rows)
        for box in row
        if box.rows > 2 and box.text.startswith(("（三", "（四", "（五"))
    ]
    start = random.choice(starts)
    label = next(box for box in rows[start] if box.rows > 2 and box.text.startswith("（"))
    at = start + random.randrange(1, label.rows)
    whole, letters = label.text, random.randrange(3, 6)
    first, second = cut_rows(rows, at)
    next(box for box in first[start] if box.text == whole).text = whole[:letters]
    rest = [box for box in second[0] if not box.text][-1]
    rest.text = whole[letters:]
    printed = {number: spanned_table(table) for number, table in tables(draft).items()}
    printed[3] = spanned_table(first) + spanned_table(second)
    return html_sample(draft, article(draft, printed_tables=printed))


@shape("html_note_under_table_four")
def note_under_table_four(random: Random) -> Sample:
    """A note under Table 4 has numbers of its own."""
    draft = new_draft(random)
    note = paragraph("注：以上数据含上年度未审结的行政复议2件、行政诉讼1件，其中1件复议后又起诉。")
    return html_sample(draft, article(draft, after={4: note}))


@shape("html_2019_form")
def trial_form(random: Random) -> Sample:
    """The trial form of 2019, still printed for 2022 and 2023."""
    draft = new_draft(random, EDITION_2019)
    return html_sample(draft, article(draft))


def merge_other_rows(draft: Draft) -> None:
    """（六）其他处理 as one row in the form of 2021: the three rows' sum."""
    keys = ("other_clarification_lapsed", "other_fee_unpaid", "other_other")
    for column in draft.edition.applicants:
        paths = [f"applications.{key}.{column.key}" for key in keys]
        total = sum(int(draft.figures[path]) for path in paths)
        draft.figures[paths[2]] = draft.truth[paths[2]] = total
        draft.printed[paths[2]] = str(total)
        for path in paths[:2]:
            draft.truth.pop(path, None)
    from gongkai.annual.report import NoteKind

    draft.notes.add((f"applications.{keys[2]}", NoteKind.MERGED))
    draft.one_other_row, draft.edition_told = True, False


@shape("html_other_in_one_row")
def other_in_one_row(random: Random) -> Sample:
    """Tables of 2021 with the single row （六）其他处理 of 2019."""
    draft = new_draft(random)
    merge_other_rows(draft)
    return html_sample(draft, article(draft))


@shape("html_several_reports")
def several_reports(random: Random) -> Sample:
    """Two or three reports under one another in one page."""
    drafts = [
        new_draft(random, scale=random.choice((Scale.TOWN, Scale.DEPARTMENT)))
        for _ in range(random.choice((2, 3)))
    ]
    text = page("<hr>".join(article(draft) for draft in drafts), "政府信息公开工作年度报告汇编")
    return Sample(text.encode(), "汇编.html", tuple(draft.expected() for draft in drafts), source=text)


@shape("html_comparison_of_two_years")
def comparison(random: Random) -> Sample:
    """A comparison print: two reports side by side in the cells of a layout table."""
    drafts = [new_draft(random, scale=Scale.COUNTY) for _ in range(2)]
    cells = "".join(f"<td valign='top'><div>{escape('对比')}</div>{article(draft)}</td>" for draft in drafts)
    text = page(f"<table><tr>{cells}</tr></table>", "年度报告对比")
    return Sample(text.encode(), "对比.html", tuple(draft.expected() for draft in drafts), source=text)
