"""The form of a document's number (文号): 惠府发〔2024〕5号."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.disclosure.checking.draft import Draft
from gongkai.disclosure.checking.finding import Finding, Severity
from gongkai.disclosure.checking.registry import Example, Rule, register

__all__ = ["check_document_number", "year_of_number"]

FORM = register(
    Rule(
        name="number.form",
        title="文号合乎格式",
        basis="GB/T 9704—2012《党政机关公文格式》7.2.5：年份用六角括号〔〕，序号不加“第”字、不编虚位",
        severity=Severity.WARNING,
        explanation="正确的样子：惠府发〔2024〕5号。年份要写四位，序号前不写“第”、不写0。",
        example=Example(
            "年份用了方括号",
            {
                "metadata": {
                    "document_number": "惠府发[2024]05号",
                    "issuer": "惠民镇人民政府",
                    "theme": "农业、林业、水利",
                    "summary": "关于做好春耕的通知",
                }
            },
        ),
    )
)
_RIGHT = re.compile(r"[^\W\d_]{1,20}(?:〔[12]\d{3}〕[1-9]\d*号)")
# 公告2024年第5号, 第12号令: numbers of orders and announcements have forms of their own.
_OWN_FORM = re.compile(
    r"(?:.{0,20}(?:令|公告|通告|决议|公报).{0,12}|[12]\d{3}年)第[\d一二三四五六七八九十百零〇]+号(?:令)?"
)
_YEAR = re.compile(r"[〔\[（(【［〈《｛{]\s*([12]\d{3})\s*年?\s*[〕\]）)】］〉》｝}]|^\D{0,20}?([12]\d{3})年")
_BRACKETS = re.compile(r"[\[（(【［〈《｛{]\s*[12]?\d{1,3}\s*年?\s*[\]）)】］〉》｝}]")
_SHORT_YEAR = re.compile(r"〔(?![12]\d{3}〕)[^〕]*〕")
_NOUGHT = re.compile(r"[〕\]）)】］]\s*第?\s*0\d*")


def check_document_number(draft: Draft) -> Iterator[Finding]:
    """At most one finding, which names all that is wrong with the number."""
    number = draft.metadata.get("document_number", "").strip()
    if not number or _RIGHT.fullmatch(number) or _OWN_FORM.fullmatch(number):
        return
    faults = list(_faults(number)) or ["不是“机关代字〔年份〕序号号”的样子"]
    yield FORM.finding(
        "文号",
        number,
        f"文号“{number}”{'；'.join(faults)}。",
        f"请写成{_mended(number) or '“惠府发〔2024〕5号”这样的形式'}。",
    )


def _faults(number: str) -> Iterator[str]:
    if _BRACKETS.search(number):
        yield "年份没有用六角括号〔〕"
    if _SHORT_YEAR.search(number):
        yield "年份没有写全四位"
    if re.search(r"第\s*\d+\s*号", number):
        yield "序号前多了“第”字"
    if _NOUGHT.search(number):
        yield "序号前多了0"
    if not number.endswith("号"):
        yield "末尾没有“号”字"
    if re.search(r"\s", number):
        yield "中间有空格"


def _mended(number: str) -> str:
    """The number in its right form, in quotation marks, where no doubt is left what it is."""
    joined = re.sub(r"\s+", "", number)
    joined = re.sub(r"[\[（(【［〈《｛{〔]([12]\d{3})年?[\]）)】］〉》｝}〕]", r"〔\1〕", joined)
    joined = re.sub(r"〕第?0*([1-9]\d*)号?$", r"〕\1号", joined)
    return f"“{joined}”" if _RIGHT.fullmatch(joined) else ""


def year_of_number(number: str) -> int | None:
    """The year in a number, whatever brackets it stands in; None where there is none."""
    found = _YEAR.search(number)
    return int(found[1] or found[2]) if found else None
