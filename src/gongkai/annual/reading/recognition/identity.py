"""Who reports, on which year, on what date, and whom to ask: from title, signature and the page's own data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from gongkai.annual.reading.recognition.folding import normalise

__all__ = [
    "Title",
    "agency_of",
    "contact_of",
    "date_in",
    "find_title",
    "signature_of",
    "title_of_file",
    "year_in",
]

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = r"(?:20\d\d|二\s*[〇○零0]\s*[〇○零一二三四五六七八九0-9]\s*[〇○零一二三四五六七八九0-9])"
_SUBJECT = r"(?:政府)?(?:信息|政务)(?:与政务)?公开"
_TITLE = re.compile(
    rf"^(?P<agency>.{{0,50}}?)(?P<year>{_YEAR})\s*年\s*度?\s*(?P<after>.{{0,40}}?){_SUBJECT}.{{0,12}}?(?:报告|年报)"
)
_TITLE_YEAR_LAST = re.compile(
    rf"^(?P<agency>.{{0,50}}?){_SUBJECT}.{{0,10}}?(?:报告|年报)\s*[（(]?\s*(?P<year>{_YEAR})\s*年?度?\s*[)）]?"
)
_DATE = re.compile(
    r"(?P<year>20\d\d)\s*(?:年|[-/.])\s*(?P<month>\d{1,2})\s*(?:月|[-/.])\s*(?P<day>\d{1,2})\s*日?(?!\d)"
)
_HAN_DATE = re.compile(
    r"(?P<year>二[〇○零0O][〇○零一二三四五六七八九]{2})年(?P<month>[元一二三四五六七八九十]{1,3})月(?P<day>[一二三四五六七八九十]{1,3})日"
)
_BODY = re.compile(
    r"(?:人民政府|政府|委员会|管委会|办公室|办公厅|局|厅|街道办事处|办事处|中心|委|院|镇|乡|区|县|市|省|处|队|所|站|集团|公司|学校|医院|部|署|行)$"
)
_PERIOD = re.compile(r"统计期限?.{0,12}?(?P<year>20\d\d)\s*年")
_REGION_BEFORE = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:省|自治区|市|州|盟|县|区)+$")
_CONTACT = re.compile(
    r"(?:联系(?:人|地址|电话|方式)?|办公地址|通讯地址|地\s*址|电\s*话|邮\s*编|邮政编码|电子邮箱|电子邮件|传\s*真|邮\s*箱)\s*[:：]\s*[^，。；;,）)\n]+"
)


class Title(NamedTuple):
    """A report's title: the agency named in it (may be empty), the year reported on, the whole text."""

    agency: str
    year: int
    text: str


def _number(text: str) -> int:
    return int(re.sub(r"\s", "", text).replace("O", "0").translate(_DIGITS))


def find_title(lines: Sequence[str]) -> Title | None:
    """The first line, or two or three lines together, that read as the title of an annual report."""
    ends = [at for at, line in enumerate(lines) if "报" in line or "告" in line]
    for start in sorted({at - back for at in ends for back in (0, 1, 2) if at >= back}):
        title = _title_at(lines, start)
        if title is not None:
            return title
    return None


_FILE_NAME = re.compile(rf"^(?P<agency>.*?)(?P<year>{_YEAR})\s*年?度?.*?(?:报告|年报|公开)")


def title_of_file(name: str) -> Title | None:
    """The agency and year that a file is named after, for sources that have no title of their own."""
    stem = name.replace("\\", "/").rpartition("/")[2]
    stem = _cleaned(stem.rpartition(".")[0] or stem)
    match = _FILE_NAME.match(stem)
    return Title(clean_agency(match["agency"]), _number(match["year"]), stem) if match else None


def _cleaned(line: str) -> str:
    return re.sub(r"\s+", "", normalise(line)).strip("#*|《》")


def _title_at(lines: Sequence[str], at: int) -> Title | None:
    """The title that begins on that line and takes one, two or three lines."""
    text = ""
    for count in (1, 2, 3):
        if at + count > len(lines):
            return None
        part = _cleaned(lines[at + count - 1])
        text += part
        if not text or len(text) > 90 or _DATE.fullmatch(text) or (count > 1 and len(part) > 45):
            return None
        match = _TITLE.match(text) or _TITLE_YEAR_LAST.match(text)
        if match:
            agency = clean_agency(match["agency"] or match.groupdict().get("after") or "")
            if not agency and at:
                agency = _agency_above([_cleaned(line) for line in lines[max(0, at - 6) : at]])
            return Title(agency, _number(match["year"]), text[: match.end()])
    return None


def _agency_above(lines: Sequence[str]) -> str:
    """The agency on the line above a title that names none."""
    for line in reversed(lines):
        if line:
            return clean_agency(line) if len(line) <= 30 and _BODY.search(line) else ""
    return ""


def clean_agency(text: str) -> str:
    """An agency's name without what a page puts before or behind it."""
    plain = _BEFORE_NAME.sub("", text.strip("《》“”\"'#*-—_:：、，, "))
    plain = re.split(r"[^\u3400-\u9fff（）()·]", plain)[-1]
    plain = re.sub(r"(?:关于|的|年度)$", "", plain)
    return plain if re.search(r"[\u4e00-\u9fff]{2}", plain) else ""


_BEFORE_NAME = re.compile(
    r"^(?:[（(\[【][^）)\]】]*[）)\]】]|标题|当前位置|首页|关于印发|关于|字[体号]|[:：])+"
)


def date_in(text: str) -> date | None:
    """The date that a text is or contains, written in digits or in Chinese numerals; None where it has none."""
    plain = normalise(text)
    match = _DATE.search(plain)
    if match:
        return _date(int(match["year"]), int(match["month"]), int(match["day"]))
    match = _HAN_DATE.search(re.sub(r"\s", "", plain))
    if match:
        return _date(_number(match["year"]), _han_number(match["month"]), _han_number(match["day"]))
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _han_number(text: str) -> int:
    """元 to 三十一."""
    if text == "元":
        return 1
    tens, mark, ones = text.partition("十")
    if not mark:
        return int(text.translate(_DIGITS))
    return (int(tens.translate(_DIGITS)) if tens else 1) * 10 + (int(ones.translate(_DIGITS)) if ones else 0)


def signature_of(lines: Sequence[str]) -> tuple[str, date | None, int]:
    """The signing agency, the date under it, and how many of the last lines they take (0 without one)."""
    for back in range(1, min(len(lines), 8) + 1):
        line = re.sub(r"\s+", "", normalise(lines[-back]))
        if len(line) > 60 or not line:
            continue
        signed = date_in(line)
        if signed is None:
            continue
        before = _DATE.sub("", _HAN_DATE.sub("", line)).strip("()（）。，,")
        if before and _BODY.search(before) and len(before) <= 40 and not re.search(r"[:：，。；]", before):
            return before, signed, back
        if before:
            continue
        above = re.sub(r"\s+", "", normalise(lines[-back - 1])) if back < len(lines) else ""
        if 3 <= len(above) <= 40 and _BODY.search(above) and not re.search(r"[，。；:：]", above):
            return above, signed, back + 1
        return "", signed, back
    return _undated_signature(lines)


_NAME_ALONE = re.compile(r"[\u4e00-\u9fff]{4,30}")


def _undated_signature(lines: Sequence[str]) -> tuple[str, date | None, int]:
    """A last line that is nothing but a body's name, behind a finished sentence."""
    if len(lines) < 2 or not lines[-2].rstrip().endswith("。"):
        return "", None, 0
    last = re.sub(r"\s+", "", normalise(lines[-1]))
    if _NAME_ALONE.fullmatch(last) and _BODY.search(last):
        return last, None, 1
    return "", None, 0


def agency_of(title: str, signed: str, published: str, texts: Iterable[str]) -> str | None:
    """The reporting agency: the title's, in its fullest form found in signature or text.

    ``published`` is the page's own statement (发布机构), used only when nothing else names a body.
    """
    if not title:
        return signed or published or None
    if signed and (signed == title or signed.endswith(title)):
        return signed
    if signed.startswith(title):
        rest = signed.removeprefix(title)
        if rest in ("人民政府", "政府"):
            return signed
        if rest.startswith("人民政府"):
            return f"{title}人民政府"
    return _fullest(title, texts)


def _fullest(title: str, texts: Iterable[str]) -> str:
    """The name as the text gives it with the regions above, e.g. 淮安市 before 洪泽区人民政府."""
    found: Counter[str] = Counter()
    for text in texts:
        if title[-2:] not in text and " " not in text:
            continue
        plain = re.sub(r"\s+", "", normalise(text))
        start = plain.find(title)
        while start != -1:
            before = _REGION_BEFORE.search(
                re.split(r"[^\u4e00-\u9fff]|[由与和及向对请为在据]", plain[max(0, start - 12) : start])[-1]
            )
            if before and len(before[0]) >= 2:
                found[before[0]] += 1
            start = plain.find(title, start + 1)
    return f"{found.most_common(1)[0][0]}{title}" if found else title


def year_in(texts: Iterable[str]) -> int | None:
    """The year that the text says its figures are of: 统计期限, else the year spoken of most."""
    spoken: Counter[int] = Counter()
    for text in texts:
        if "年" not in text:
            continue
        plain = normalise(text)
        match = _PERIOD.search(plain)
        if match:
            return int(match["year"])
        spoken.update(
            int(year) for year in re.findall(r"(?<!\d)(20\d\d)\s*年(?!\s*\d{1,2}\s*月\s*\d{1,2}\s*日)", plain)
        )
    return spoken.most_common(1)[0][0] if spoken else None


def contact_of(texts: Iterable[str]) -> str | None:
    """Address, telephone and so on, as printed, joined by ；; None where the report gives none."""
    found: dict[str, None] = {}
    for text in texts:
        if "：" not in text and ":" not in text:
            continue
        for match in _CONTACT.finditer(text):
            found[re.sub(r"\s+", "", match[0])] = None
    return "；".join(found) or None
