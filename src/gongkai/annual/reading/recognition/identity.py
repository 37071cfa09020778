"""Who signs a report and when, on which year it reports, and whom to ask."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from gongkai.annual.reading.recognition.bodies import ends_as_body
from gongkai.annual.reading.recognition.dates import date_in, without_date
from gongkai.annual.reading.recognition.folding import normalise, unspaced

__all__ = ["agency_of", "body_spoken_of", "contact_of", "signature_of", "year_in"]

_PERIOD = re.compile(r"统计(?:期限|时限|时间|周期)?.{0,12}?(?P<year>20\d\d)\s*年")
_REGION_BEFORE = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:省|自治区|市|州|盟|县|区)+$")
_CONTACT = re.compile(
    r"(?:联系(?:人|地址|电话|方式)?|办公地址|通讯地址|地\s*址|电\s*话|邮\s*编|邮政编码|电子邮箱|电子邮件|传\s*真|邮\s*箱)\s*[:：]\s*[^，。；;,）)\n]+"
)
_IMPRINT = re.compile(r"印发$|^(?:抄送|主送|抄报|分送)[:：]|^[（(]?此件.{0,8}公开[)）]?$")
"""The foot of an official paper (版记), which stands below the signature."""
_SPEAKER = re.compile(
    r"(?:由|公布|编制|与|联系|现将|制定|发布)(?P<name>[\u4e00-\u9fff]{2,24}?(?:局|委员会|管委会|人民政府|办公室|办公厅|街道办事处|中心|镇|乡|街道|院|厅))"
    r"(?=根据|按照|依据|结合|编制|联系|20\d\d年|政府信息公开)"
)


def signature_of(lines: Sequence[str]) -> tuple[str, date | None, int]:
    """The signing agency, the date under it, and how many of the last lines they take (0 without one)."""
    foot = 0
    while foot < len(lines) and _IMPRINT.search(unspaced(lines[-foot - 1])):
        foot += 1
    if not foot:
        return _signature(lines)
    agency, dated, taken = _signature(lines[:-foot])
    printed = next((found for line in lines[-foot:] if (found := date_in(line))), None)
    return agency, dated or printed, taken + foot


def _signature(lines: Sequence[str]) -> tuple[str, date | None, int]:
    for back in range(1, min(len(lines), 8) + 1):
        line = unspaced(normalise(lines[-back]))
        if len(line) > 60 or not line:
            continue
        signed = date_in(line)
        if signed is None:
            continue
        before = without_date(line).strip("()（）。，,")
        if before and ends_as_body(before) and len(before) <= 40 and not re.search(r"[:：，。；]", before):
            return before, signed, back
        if before:
            continue
        above = unspaced(normalise(lines[-back - 1])) if back < len(lines) else ""
        if 3 <= len(above) <= 40 and ends_as_body(above) and not re.search(r"[，。；:：]", above):
            return above, signed, back + 1
        return "", signed, back
    return _undated_signature(lines)


_NAME_ALONE = re.compile(r"[\u4e00-\u9fff]{4,30}")


def _undated_signature(lines: Sequence[str]) -> tuple[str, date | None, int]:
    """A last line that is nothing but a body's name, behind a finished sentence."""
    if len(lines) < 2 or not lines[-2].rstrip().endswith("。"):
        return "", None, 0
    last = unspaced(normalise(lines[-1]))
    if _NAME_ALONE.fullmatch(last) and ends_as_body(last):
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
        plain = unspaced(normalise(text))
        start = plain.find(title)
        while start != -1:
            before = _REGION_BEFORE.search(
                re.split(r"[^\u4e00-\u9fff]|[由与和及向对请为在据]", plain[max(0, start - 12) : start])[-1]
            )
            if before and len(before[0]) >= 2:
                found[before[0]] += 1
            start = plain.find(title, start + 1)
    return f"{found.most_common(1)[0][0]}{title}" if found else title


_FULL_WIDTH_DIGIT = re.compile("[０-９]")


def year_in(texts: Iterable[str]) -> int | None:
    """The year that the text says its figures are of: 统计期限, else the year spoken of most."""
    spoken: Counter[int] = Counter()
    for text in texts:
        if "年" not in text:
            continue
        plain = normalise(text) if _FULL_WIDTH_DIGIT.search(text) else text
        match = _PERIOD.search(plain)
        if match:
            return int(match["year"])
        spoken.update(
            int(year) for year in re.findall(r"(?<!\d)(20\d\d)\s*年(?!\s*\d{1,2}\s*月\s*\d{1,2}\s*日)", plain)
        )
    return spoken.most_common(1)[0][0] if spoken else None


def body_spoken_of(texts: Iterable[str]) -> str:
    """The body that the text says it is by (由…编制, 请与…联系); empty where it says so of none."""
    for text in texts:
        match = _SPEAKER.search(text)
        if match:
            return match["name"]
    return ""


def contact_of(texts: Iterable[str]) -> str | None:
    """Address, telephone and so on, as printed, joined by ；; None where the report gives none."""
    found: dict[str, None] = {}
    for text in texts:
        if "：" not in text and ":" not in text:
            continue
        for match in _CONTACT.finditer(text):
            found[unspaced(match[0])] = None
    return "；".join(found) or None
