"""Running text cut into tokens: words, numbers, blank marks; page furniture left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from gongkai.annual.reading.recognition.folding import normalise
from gongkai.annual.report import Place

__all__ = ["Line", "Run", "Stream", "Token", "stream_of"]


class Line(NamedTuple):
    """A line of text and where it stands."""

    text: str
    place: Place


class Token(NamedTuple):
    """A number or a blank mark; ``line`` counts the stream's lines from 0."""

    text: str
    place: Place
    line: int


class Run(NamedTuple):
    """Numbers with no text between them; ``at`` is where they stand in the stream's words."""

    at: int
    tokens: tuple[Token, ...]


class Stream(NamedTuple):
    """A piece of text: its words folded into one string, and the runs of numbers between them."""

    words: str
    runs: tuple[Run, ...]


_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–－·•]\s*\d{1,3}\s*[-—–－·•]|第\s*\d{1,3}\s*页(?:\s*[,，]?\s*共\s*\d{1,3}\s*页)?|\d{1,3}\s*/\s*\d{1,3})\s*"
)
_NOTE = re.compile(r"(?<=\d)\s*(?:件|条|项)?\s*\((?:其中|含|包括|均|系|为|同比|较)[^()]*\)")
_RULE = re.compile(r"[|:]*(?:\s*:?-{3,}:?\s*\|?)+")
_ITEM = re.compile(
    r"""(?P<basis>第[二一三四五六七八九十]+条)
      | (?P<change>(?<!\S)[增减+−-]\d+)
      | (?P<listed>(?<![\d.])\d{1,2}\s*[.、．](?!\d)\s*(?=[^\d\s]))
      | (?P<number>(?:\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?)(?:[万亿]?元)?)(?:[件条项宗份次](?![\u3400-\u9fff]))?
      | (?P<blank>(?<![^\s|])(?:-{1,2}|—{1,2}|–|/|无|\\)(?![^\s|]))
      | (?P<word>[A-Za-z\u3400-\u9fff]+)
      | (?P<stop>。)
    """,
    re.VERBOSE,
)
_GLUED_ORDINAL = re.compile(r"(\d+)(\d[.、．])(?=[\u3400-\u9fff])")


_NOTE_OPENS = re.compile(r"(?<=\d)\s*[件条项]?\s*[(（](?:其中|含|包括)[^()（）]*$")
_NOTE_CLOSES = re.compile(r"^[^()（）]{0,20}[)）]")
_LINES_OF_A_NOTE = 4


def _without_broken_notes(lines: Iterable[Line]) -> list[Line]:
    """Notes in brackets that are broken over lines (22（其中修订 … 16 件）), both pieces left out."""
    kept = list(lines)
    for at, line in enumerate(kept):
        opens = _NOTE_OPENS.search(line.text)
        if opens is None:
            continue
        for after in range(at + 1, min(at + _LINES_OF_A_NOTE, len(kept))):
            closes = _NOTE_CLOSES.match(kept[after].text)
            if closes:
                kept[at] = Line(line.text[: opens.start()], line.place)
                kept[after] = Line(kept[after].text[closes.end() :], kept[after].place)
                break
    return kept


_ORDINAL_ALONE = re.compile(r"\s*\d{1,2}\s*[.、．]\s*")
"""The numbering of a label whose words stand on other lines."""
_LONGEST_SENTENCE = 120
_WORDS = re.compile("[\u4e00-\u9fff]{4}")


_REMARK = re.compile(r"\s*[(（]?(?:注|备注|附注|说明)\s*\d*\s*[:：]")


def _is_sentence(text: str) -> bool:
    """True for a remark between the rows; what is longer may be a whole table run together with one."""
    if _REMARK.match(text) and len(text) <= _LONGEST_SENTENCE:
        return True
    return text.rstrip().endswith("。") and len(text) <= _LONGEST_SENTENCE and _WORDS.search(text) is not None


def stream_of(lines: Iterable[Line]) -> Stream:
    """Cut lines into words and runs of numbers.

    Page numbers, rules of Markdown and notes in brackets behind a figure are left out; the numbering of a
    label (2.) is part of the label and no figure, also where it is glued to the digits before it.
    """
    words: list[str] = []
    length = 0
    runs: list[Run] = []
    open_run: list[Token] = []

    def close() -> None:
        if open_run:
            runs.append(Run(length, tuple(open_run)))
            open_run.clear()

    for number, line in enumerate(_without_broken_notes(lines)):
        if _PAGE_NUMBER.fullmatch(line.text) or _RULE.fullmatch(line.text.strip()) or _is_sentence(line.text):
            continue
        if _ORDINAL_ALONE.fullmatch(line.text):
            close()
            continue
        text = _NOTE.sub("", normalise(line.text))
        text = _GLUED_ORDINAL.sub(r"\1 \2", text)
        for item in _ITEM.finditer(text):
            kind = item.lastgroup
            # a label printed one character a line has 无 (无法提供) on a line of its own: that is no blank
            alone = item[0] == "无" and text.strip() == "无"
            if kind in ("number", "change") or (kind == "blank" and not alone):
                open_run.append(Token((item["number"] or item[0]).replace(",", ""), line.place, number))
                continue
            close()
            if kind in ("listed", "stop"):
                continue
            words.append(item[0])
            length += len(item[0])
    close()
    return Stream("".join(words), tuple(runs))
