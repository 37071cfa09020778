"""The text of the sections, clean: without page furniture, signature and what the page puts around."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import islice

from gongkai.annual.form import EDITION_2021
from gongkai.annual.reading.recognition.folding import fold, normalise
from gongkai.annual.reading.recognition.identity import signature_of
from gongkai.annual.reading.recognition.pieces import Piece
from gongkai.annual.reading.recognition.sections import Heading
from gongkai.annual.report import SectionText

__all__ = ["ending_of", "narrative", "preface_of"]

_FURNITURE = re.compile(
    r"\s*(?:[-—–]\s*\d{1,3}\s*[-—–]|第\s*\d+\s*页.{0,8}|[\s|]*(?::?-{3,}:?[\s|]*)+|[=*_|]{4,}|"
    r"(?:上一篇|下一篇|打印|关闭|分享到?|返回顶部|字体|【.{0,12}】|附件|扫一扫|相关链接|友情链接).{0,60})\s*"
)
_LONGEST_FURNITURE = 80
_FOOTER = re.compile(
    r"上一[篇条]|下一[篇条]|版权所有|ICP备|公网安备|主办[:：单]|承办[:：单]|网站标识码|关闭窗口|打印本页|扫一扫|友情链接|分享到|责任编辑|返回顶部"
)
_PAGE_DATA = re.compile(
    r"^\s*(?:标题|发布时间|发布日期|文号|发文字号|发布机构|来源|栏目|原文链接|索引号|信息来源|浏览|字[体号]|访问量|本地目录|页面链接|当前位置|=+)"
)


def _useful(piece: Piece) -> bool:
    return (
        piece.grid is None
        and not piece.picture
        and bool(piece.text.strip())
        and (len(piece.text) > _LONGEST_FURNITURE or not _FURNITURE.fullmatch(normalise(piece.text)))
    )


def _text(pieces: Sequence[Piece]) -> str:
    """The pieces' lines; lines that were broken at the edge of the page are joined again."""
    kept = [piece for piece in pieces if _useful(piece)]
    lines = [piece.text.replace("**", "").strip().lstrip("#").strip() for piece in kept]
    edge = _edge(lines)
    joined: list[str] = []
    open_line = False
    for line in lines:
        if joined and (_CONTINUES.match(line) or (open_line and not _BEGINS.match(line))):
            joined[-1] += line
        else:
            joined.append(line)
        open_line = edge > 0 and len(line) >= edge - 2 and not line.endswith(("。", "：", "；", "！"))
    return "\n".join(joined)


_BEGINS = re.compile(r"[（(][一二三四五六七八九十]{1,2}[）)]|[一二三四五六七八九十]{1,2}、|\d{1,2}[.．、]\D")
_CONTINUES = re.compile(r"[，。；：、！）”》]")
_WIDEST_EDGE, _NARROWEST_EDGE = 60, 14


def _edge(lines: Sequence[str]) -> int:
    """The width at which the source breaks its lines, 0 where its lines are whole paragraphs."""
    unfinished = [len(line) for line in lines if line and not line.endswith(("。", "：", "；", "！"))]
    if len(unfinished) < 2:
        return 0
    widest = max(unfinished)
    near = sum(width >= widest - 2 for width in unfinished)
    regular = _NARROWEST_EDGE <= widest <= _WIDEST_EDGE and near * 10 >= 6 * len(unfinished)
    return widest if regular and max(map(len, lines)) <= widest + 3 else 0


def ending_of(pieces: Sequence[Piece], start: int) -> int:
    """The piece at which the page's own footer begins, from ``start`` on; the number of pieces without one."""
    return next(
        (
            at
            for at in range(start, len(pieces))
            if len(pieces[at].text) < 400 and _FOOTER.search(pieces[at].text)
        ),
        len(pieces),
    )


def preface_of(pieces: Sequence[Piece], headings: Sequence[Heading], title: str) -> str:
    """What stands between the title and section one, without the page's own data."""
    end = headings[0].at if headings and headings[0].number == 1 else 0
    kept = [
        piece
        for piece in pieces[:end]
        if len(piece.text) >= 30
        and "报告" in piece.text
        and not _PAGE_DATA.match(piece.text)
        and piece.text.strip() not in title
    ]
    return _text(kept)


_TABLE_SECTIONS = frozenset(section.number for section in EDITION_2021.sections if section.table)


@cache
def _words_of_tables() -> str:
    """All labels of the tables in print order: a line of them that a table lost is no narrative."""
    labels = [EDITION_2021.balance_note, EDITION_2021.applicants_heading]
    for block in EDITION_2021.proactive:
        labels += [str(block.basis), EDITION_2021.contents_heading, *map(str, block.columns)]
        labels += [str(row.label) for row in block.rows]
    for columns in (EDITION_2021.applicants, EDITION_2021.dispute_groups, EDITION_2021.dispute_columns):
        labels += [f"{column.group or ''} {column.label}" for column in columns]
    labels += [str(group.label) for group in EDITION_2021.groups]
    labels += [str(row.label) for row in EDITION_2021.applications]
    return " ".join(map(fold, labels))


def _is_words_of_table(text: str) -> bool:
    folded = fold(text)
    return len(folded) >= _SHORTEST_WORDS and folded in _words_of_tables()


_SHORTEST_WORDS = 4
_SIGNATURE_WITHIN = 12
"""Lines from the end of the text among which agency and date are looked for."""


def narrative(
    pieces: Sequence[Piece], headings: Sequence[Heading], table_lines: set[int]
) -> tuple[list[SectionText], tuple[str, date | None]]:
    """The sections' texts and the signature (agency and date) under the last one.

    ``table_lines`` are the pieces that were read as a table's text: they are no narrative.
    """
    end = ending_of(pieces, headings[-1].at + 1 if headings else 0)
    tail = list(islice((at for at in range(end - 1, -1, -1) if _useful(pieces[at])), _SIGNATURE_WITHIN))[::-1]
    signed, dated, taken = signature_of([pieces[at].text for at in tail])
    stop = tail[-taken] if taken and taken <= len(tail) else end
    sections = []
    for number, heading in enumerate(headings):
        following = (
            headings[number + 1].at if number + 1 < len(headings) else max(stop, heading.at + heading.span)
        )
        body = [pieces[at] for at in range(heading.at + heading.span, following) if at not in table_lines]
        if heading.number in _TABLE_SECTIONS:
            body = [piece for piece in body if not _is_words_of_table(piece.text)]
        sections.append(SectionText(heading.number, heading.title, _text(body), pieces[heading.at].place))
    return sections, (signed, dated)
