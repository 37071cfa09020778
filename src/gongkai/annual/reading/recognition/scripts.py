"""Mirror pages undone: traditional characters back to simplified ones, pinyin in brackets taken out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from gongkai.annual.reading.blocks import Document, Grid, Paragraph

__all__ = ["to_plain_simplified"]

_TRADITIONAL = re.compile(
    "[開請數總計處關應與條項機構質實規範維尚審結複議訴訟額業單萬許可決當這個報導縣區們]"
)
"""Characters that simplified text does not have and that the form's labels have in traditional writing."""
_IN_EVERY_TITLE = "開報"
"""One of these stands in any title or heading of a report (公開, 報告) that is in traditional writing."""
_PINYIN = re.compile(
    r"(?<=[\u3400-\u9fff])\s*[(（]\s*[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ]{1,7}\s*[)）]", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"[(（]\s*[a-zāáǎàēéěèīíǐìōóǒòūúǔù]", re.IGNORECASE)
"""What pinyin in brackets begins with; looked for first, because it is found without looking behind."""

_ENOUGH = 12
_SAMPLE = 4_000
_LABEL_COLUMNS = 4
"""Columns of a table in which its words stand; behind them are numbers."""


def to_plain_simplified(document: Document) -> list[str]:
    """Convert the document in place where it is a mirror; says in Chinese what was done."""
    sample = "".join(_texts(document, _SAMPLE))
    done = []
    changes: list[Callable[[str], str]] = []
    brackets = sample.count("(") + sample.count("（")
    if brackets >= _ENOUGH and len(_IN_BRACKETS.findall(sample)) >= _ENOUGH <= len(_PINYIN.findall(sample)):
        changes.append(lambda text: _PINYIN.sub("", text))
        done.append("原文汉字后带有拼音，已去掉")
    if (
        any(character in sample for character in _IN_EVERY_TITLE)
        and len(_TRADITIONAL.findall(sample)) >= _ENOUGH
    ):
        changes.append(lru_cache(maxsize=4096)(_converter()))
        done.append("原文是繁体字，已转换为简体字后识别")
    for change in changes:
        _apply(document, change)
    return done


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def _texts(document: Document, limit: int) -> Iterable[str]:
    """The running text first; tables only where there is little of it."""
    total = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text
            total += len(block.text)
            if total > limit:
                return
    if total > limit // 4:
        return
    for block in document.blocks:
        if isinstance(block, Grid):
            labels = [cell.text for row in block.rows for cell in row[:_LABEL_COLUMNS] if cell is not None]
            yield "".join(labels)


def _apply(document: Document, change: Callable[[str], str]) -> None:
    document.title = change(document.title)
    document.metadata = {name: change(value) for name, value in document.metadata.items()}
    for block in document.blocks:
        if isinstance(block, Paragraph):
            block.text = change(block.text)
        elif isinstance(block, Grid):
            for row in range(len(block.rows)):
                for cell in block.anchors(row):
                    cell.text = change(cell.text)
