"""Shapes of bytes: encodings with no declaration, or with a wrong one."""

from __future__ import annotations

from random import Random

from tests.annual.corpus.draft import new_draft
from tests.annual.corpus.grids import tables
from tests.annual.corpus.sample import Sample
from tests.annual.corpus.shapes.html import article, page
from tests.annual.corpus.shapes.lines import document, tabbed
from tests.annual.corpus.shapes.registry import shape

__all__: list[str] = []


def _page(random: Random, encoding: str, declared: str | None) -> Sample:
    draft = new_draft(random)
    text = page(article(draft), "".join(draft.narrative.title), charset=declared)
    return draft.sample(text.encode(encoding, "xmlcharrefreplace"), "年报.html", text)


@shape("encoding_gbk_declared")
def gbk_declared(random: Random) -> Sample:
    """GBK that says so."""
    return _page(random, "gbk", random.choice(("gb2312", "GBK", "gb18030")))


@shape("encoding_gbk_silent")
def gbk_silent(random: Random) -> Sample:
    """GBK or GB18030 without a word of it."""
    return _page(random, random.choice(("gbk", "gb18030")), None)


@shape("encoding_gbk_said_to_be_utf8")
def gbk_wrong(random: Random) -> Sample:
    """GBK said to be UTF-8, and UTF-8 said to be GBK."""
    if random.random() < 0.5:
        return _page(random, "gbk", "utf-8")
    return _page(random, "utf-8", random.choice(("gb2312", "gbk", "iso-8859-1")))


@shape("encoding_utf16")
def utf16(random: Random) -> Sample:
    """UTF-16 with its mark."""
    return _page(random, "utf-16", random.choice((None, "utf-16", "utf-8")))


@shape("encoding_text_gbk")
def text_gbk(random: Random) -> Sample:
    """A text file in GBK, GB18030, UTF-16 or UTF-8 with a mark."""
    draft = new_draft(random)
    text = "\r\n".join(document(draft, {number: tabbed(rows) for number, rows in tables(draft).items()}))
    encoding = random.choice(("gbk", "gb18030", "utf-16", "utf-8-sig"))
    return draft.sample(text.encode(encoding), "年报.txt", text)


@shape("encoding_big5")
def big5(random: Random) -> Sample:
    """Traditional characters in Big5."""
    from opencc import OpenCC

    draft = new_draft(random)
    draft.texts, draft.agency_told = {}, False
    text = OpenCC("s2t").convert(
        page(article(draft), "".join(draft.narrative.title), charset=random.choice((None, "big5")))
    )
    return draft.sample(text.encode("big5", "xmlcharrefreplace"), "年报.html", text)
