"""Slips of the pen in the narrative: words doubled, numbered twice, a sentence without an end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from gongkai.annual.checking.examination import Examination
from gongkai.annual.checking.finding import Evidence, Fault, Finding, Severity
from gongkai.annual.checking.registry import Example, Rule, register
from gongkai.annual.form import EDITION_2021
from gongkai.annual.report import SectionText

__all__ = ["check_text_quality"]

QUALITY = register(
    Rule(
        name="text.quality",
        title="文字没有明显的笔误",
        basis="国办公开办函〔2021〕30号：年度报告内容应当准确、严谨",
        severity=Severity.HINT,
        fault=Fault.REPORT,
        explanation="重复的词、区县名连写两遍、序号重复、句子没有写完。只报看得准的。",
        example=Example("区县名连写了两遍", edits={"青禾县人民政府门户网站": "青禾县青禾县人民政府门户网站"}),
    )
)

_NARRATIVE = frozenset(section.number for section in EDITION_2021.sections if section.table is None)
_SPACES = re.compile(r"[ \t\u3000\u200b\ufeff\xa0]+")
_HAN = "\u4e00-\u9fff"
_DOUBLED = re.compile(rf"([{_HAN}]{{2,9}})\1")
# 县人民政府政府网站, 村务公开公开栏, 政府信息信息化: right as they are.
_MAY_DOUBLE = frozenset(
    {"政府", "公开", "信息", "工作", "服务", "管理", "办公", "委员", "发展", "单位", "部门", "问题"}
)
_NO_PLACE = re.compile(r"^[一二三四五六七八九十百千万零〇两逐每各层]|(.)\1")
_PARTICLE = re.compile(r"(?<![目标有的])的的(?![确的])|(?<![为除末结不临终明罢受])了了(?![解结断事])")
_TWICE_NUMBERED = re.compile(
    r"([一二三四五六七八九十]{1,2}是)[,，:：]?\1"
    r"|（([一二三四五六七八九十]{1,2})）\s*（[一二三四五六七八九十]{1,2}）"
    r"|(?:^|\n)\s*([一二三四五六七八九十]{1,2})、\s*\3、"
    r"|(?:^|\n)\s*(\d{1,2})[.．、]\s*\4[.．、](?!\d)"
)
_NEXT_ITEM = re.compile(
    r"\s*(?:（[一二三四五六七八九十]{1,2}）|[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]{1,2}[，,、])"
)
_NOT_PROSE = re.compile(r"附件|链接|http|www|扫|二维码|打印|关闭|电话|邮编|地址|日\s*$")


def check_text_quality(examination: Examination) -> Iterator[Finding]:
    """Findings on the wording, one for each place."""
    for section in examination.report.sections:
        if section.text and section.number in _NARRATIVE:
            text = _SPACES.sub("", section.text)
            for what, quote, suggestion in _slips(text):
                yield _finding(section, what, quote, suggestion)


def _finding(section: SectionText, what: str, quote: str, suggestion: str) -> Finding:
    return QUALITY.finding(
        f"第{'一二三四五六'[section.number - 1]}部分“{quote}”{what}",
        suggestion=suggestion,
        evidence=[Evidence(quote, section.place)],
    )


def _slips(text: str) -> Iterator[tuple[str, str, str]]:
    for match in _DOUBLED.finditer(text):
        if match[1] not in _MAY_DOUBLE and not _NO_PLACE.search(match[1]):
            yield f"有重复的“{match[1]}”", _around(text, match), "请删去重复的字。"
    for match in _PARTICLE.finditer(text):
        yield f"有重复的“{match[0][0]}”", _around(text, match), "请删去重复的字。"
    for match in _TWICE_NUMBERED.finditer(text):
        yield "序号重复", _around(text, match).replace("\n", ""), "请保留一个序号。"
    yield from _unfinished(text)


def _around(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - 6) : match.end() + 6].replace("\n", "")


def _unfinished(text: str) -> Iterator[tuple[str, str, str]]:
    paragraphs = [line for line in text.split("\n") if line]
    if not paragraphs:
        return
    for line, following in pairwise(paragraphs):
        if line[-1] in "，、,的和与及" and _NEXT_ITEM.match(following) and len(line) > 10:
            yield "这一句没有写完", line[-20:], "请补完这一句。"
    last = paragraphs[-1].rstrip("*#_ ")
    if not last or _NOT_PROSE.search(last):
        return
    if last[-1] in "，、,；;：:" or (len(last) > 30 and "，" in last and re.match(f"[{_HAN}]", last[-1])):
        yield "这一句没有结尾", last[-20:], "请补完这一句，并加上句号。"
