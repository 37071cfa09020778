"""Signs that do not belong: half-width ones amid Chinese, doubled ones, quotation marks and brackets left open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.disclosure.checking.draft import Draft
from gongkai.disclosure.checking.finding import Finding, Severity
from gongkai.disclosure.checking.quoting import around
from gongkai.disclosure.checking.registry import Example, Rule, register

__all__ = ["check_punctuation"]

_BASIS = "GB/T 15834—2011《标点符号用法》"

HALF_WIDTH = register(
    Rule(
        name="punctuation.half_width",
        title="中文里用全角标点",
        basis=_BASIS,
        severity=Severity.HINT,
        explanation="两个汉字之间的逗号、分号、冒号、问号、叹号用全角；数字、英文里的不管。",
        example=Example("汉字之间用了半角逗号", {"title": "关于做好春耕,备好种子的通知"}),
    )
)
DOUBLED = register(
    Rule(
        name="punctuation.doubled",
        title="标点不重复",
        basis=_BASIS,
        severity=Severity.HINT,
        explanation="连着的两个逗号、句号，逗号后又有句号，都是笔误；省略号、破折号和“？！”不算。",
        example=Example("连用了两个逗号", {"title": "关于做好春耕，，备好种子的通知"}),
    )
)
UNPAIRED = register(
    Rule(
        name="punctuation.unpaired",
        title="引号、括号成对",
        basis=_BASIS,
        severity=Severity.HINT,
        explanation="引号、括号、书名号有前半个就有后半个。接着几段都属于同一段引文的，每段只写前引号，不算。",
        example=Example("书名号没有后半个", {"title": "关于学习《条例的通知"}),
    )
)
_HAN = "\u4e00-\u9fff"
_HALF = re.compile(rf"(?<=[{_HAN}])([,;:?!])(?=[{_HAN}])")
_FULL = dict(zip(",;:?!", "，；：？！", strict=True))
_TWICE = re.compile(r"([，。、；：])\s?\1+|[，、；：](?=[。，；])|。(?=[，、；：])")
_PAIRS = {
    "”": "“",
    "’": "‘",
    "）": "（",
    "》": "《",
    "】": "【",
    "〕": "〔",
    "〉": "〈",
    "」": "「",
    "』": "『",
}
_OPENING = {opening: closing for closing, opening in _PAIRS.items()}
_SIGNS = re.compile("[" + "".join(_PAIRS) + "".join(_OPENING) + "()]")
# 1） and 一） number an item.
_NUMBERS_AN_ITEM = re.compile(r"(?:^|[\s，。；：、])[\da-zA-Z一二三四五六七八九十①-⑳]{1,3}$")


def check_punctuation(draft: Draft) -> Iterator[Finding]:
    """Each sign that is out of place."""
    for passage in draft.passages:
        if not passage.prose:
            continue
        for found in _HALF.finditer(passage.text):
            quoted = around(passage.text, found.start(), found.end())
            yield HALF_WIDTH.finding(
                passage.place,
                quoted,
                f"“{quoted}”里的“{found[1]}”是半角标点。",
                f"请改为全角的“{_FULL[found[1]]}”。",
            )
        for found in _TWICE.finditer(passage.text):
            quoted = around(passage.text, found.start(), found.end() + 1)
            yield DOUBLED.finding(passage.place, quoted, f"“{quoted}”里的标点重复了。", "请只留一个。")
        for sign, position in _unpaired(passage.text):
            quoted = around(passage.text, position, position + 1)
            other = _OPENING.get(sign) or _PAIRS.get(sign) or ""
            yield UNPAIRED.finding(
                passage.place,
                quoted,
                f"“{quoted}”里的{sign}没有另一半{other}。",
                "请补上另一半，或删去这个符号。",
            )


def _unpaired(text: str) -> Iterator[tuple[str, int]]:
    """The signs without their other half; a bracket may close with its half-width form."""
    opened: list[tuple[str, int]] = []
    for found in _SIGNS.finditer(text):
        sign = {"(": "（", ")": "）"}.get(found[0], found[0])
        if sign in _OPENING:
            opened.append((sign, found.start()))
        elif opened and opened[-1][0] == _PAIRS[sign]:
            opened.pop()
        elif any(sign_before == _PAIRS[sign] for sign_before, _ in opened):
            while opened[-1][0] != _PAIRS[sign]:
                yield opened.pop()
            opened.pop()
        elif not (sign == "）" and _NUMBERS_AN_ITEM.search(text[: found.start()])) and not _is_apostrophe(
            text, found.start()
        ):
            yield sign, found.start()
    yield from (
        (sign, position) for sign, position in opened if not (sign in "“「" and not text[:position].strip())
    )


def _is_apostrophe(text: str, position: int) -> bool:
    return (
        text[position] == "’"
        and position > 0
        and text[position - 1].isascii()
        and text[position - 1].isalnum()
    )
