"""The title of a report, found among navigation, lists of other reports and letters that send it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongkai.annual.reading.recognition.bodies import clean_agency, ends_as_body, is_part_of_a_name
from gongkai.annual.reading.recognition.dates import YEAR, is_date, number_of
from gongkai.annual.reading.recognition.folding import normalise, unspaced

__all__ = ["Title", "Witness", "find_title", "title_of_file"]

_IN_EVERY_TITLE = "公开"
_SUBJECT = r"(?:政府)?(?:信息|政务)(?:与政务)?公开"
_TITLES = (
    re.compile(
        rf"^(?P<agency>.{{0,50}}?)(?P<year>{YEAR})\s*年\s*度?\s*(?P<after>.{{0,40}}?){_SUBJECT}.{{0,12}}?(?:报告|年报)"
    ),
    re.compile(
        rf"^(?P<agency>.{{0,50}}?){_SUBJECT}.{{0,10}}?(?:报告|年报)\s*[（(]?\s*(?P<year>{YEAR})\s*年?度?\s*[)）]?"
    ),
    re.compile(
        rf"^(?P<agency>.{{0,50}}?){_SUBJECT}(?:工作)?(?P<year>{YEAR})年?(?:年?度)?.{{0,6}}?(?:报告|年报)"
    ),
)
_FILE_NAME = re.compile(rf"^(?P<agency>.*?)(?P<year>{YEAR})\s*年?度?.*?(?:报告|年报|公开)")
_ANNOUNCES = re.compile(r"通知|公告|通告|的函|专栏|解读|图解|一图|印发|报送|格式|发布(?!机构)|公示")
_NAVIGATES = re.compile(r"[>＞»›/／|｜]|位置|首页")
_OTHER_TITLE = re.compile(r"报告|年报|20\d\d年")
_LONGEST, _LONGEST_PART = 90, 45
_LONGEST_LIST = 400
_A_LIST, _KNOWN_BY_MORE = 3, 3.5
"""Titles of so many reports are a list: one of them is the page's own only where more than its words says so."""


class Title(NamedTuple):
    """A report's title: the agency named in it (may be empty), the year reported on, the whole text.

    ``announces`` is true for a line that only speaks of a report: a notice, a news item.
    """

    agency: str
    year: int
    text: str
    announces: bool = False


class Witness(NamedTuple):
    """What else tells which of several titles is the report's own."""

    names: str = ""
    """What the page calls itself, without spaces."""
    words: str = ""
    """The report's own text and signature."""
    year: int | None = None


class _Candidate(NamedTuple):
    title: Title
    at: int
    lines: int
    whole: bool
    navigates: bool


def find_title(lines: Sequence[str], witness: Witness | None = None) -> Title | None:
    """The likeliest title of an annual report among lines; it may take two or three of them.

    A later one is likelier than an earlier one, for lists of reports and letters stand before the report.
    """
    lines = lines[-_LONGEST_LIST:]
    ends = [at for at, line in enumerate(lines) if "报" in line or "告" in line]
    starts = sorted({at - back for at in ends for back in (0, 1, 2) if at >= back})
    candidates = [found for start in starts for found in _titles_at(lines, start)]
    if not candidates:
        return None
    known = witness or Witness()
    likelihood, best = max(
        ((_likelihood(found, known, len(lines)), found.title) for found in candidates),
        key=lambda pair: pair[0],
    )
    listed = len({(found.title.agency, found.title.year) for found in candidates}) >= _A_LIST
    return None if witness and listed and likelihood < _KNOWN_BY_MORE else best


def _likelihood(found: _Candidate, witness: Witness, lines: int) -> float:
    title = found.title
    score = 0.8 * found.at / lines - 0.3 * found.lines
    score += 2.0 * found.whole - 2.0 * title.announces - 1.5 * found.navigates
    score += 2.0 * (title.year == witness.year)
    if title.agency and not is_part_of_a_name(title.agency):
        confirmed = title.agency in witness.words or title.agency in witness.names
        score += 1.5 + len(title.agency) / 100 if confirmed else 0.3
    if title.text in witness.names:
        score += 2.5
    return score


def _titles_at(lines: Sequence[str], at: int) -> Iterator[_Candidate]:
    """The titles that begin on that line and take one, two or three lines."""
    text = ""
    for count in (1, 2, 3):
        if at + count > len(lines):
            return
        part = _cleaned(lines[at + count - 1])
        text += part
        if not text or len(text) > _LONGEST or is_date(text) or (count > 1 and len(part) > _LONGEST_PART):
            return
        if _IN_EVERY_TITLE not in text:
            continue
        match = next((match for form in _TITLES if (match := form.match(text))), None)
        after = (match.groupdict().get("after") or "") if match else ""
        if match is None or _OTHER_TITLE.search(after):
            continue
        named = match["agency"] or after
        agency = clean_agency(named) or _agency_beside(lines, at, at + count)
        rest = text[match.end() :]
        # what a page prints in front (标题：, 浏览次数) is not the title's
        start = max(0, match[0].find(agency)) if agency else 0
        title = Title(
            agency, number_of(match["year"]), match[0][start:], bool(_ANNOUNCES.search(named + rest))
        )
        yield _Candidate(title, at, count, _ends_there(rest), bool(_NAVIGATES.search(named)))
        return


def _ends_there(rest: str) -> bool:
    """True where nothing but a bracket, a page's name behind a dash or punctuation follows a title."""
    return re.fullmatch(r"(?:[（(][^（()）]*[）)]|[-—_－|｜].*|[》。”]|全文)*", rest) is not None


def _agency_beside(lines: Sequence[str], start: int, end: int) -> str:
    """The agency on the line above a title that names none, or on the line below it."""
    above = next(
        (line for at in range(start - 1, max(0, start - 6) - 1, -1) if (line := _cleaned(lines[at]))), ""
    )
    if len(above) <= 30 and ends_as_body(above):
        return clean_agency(above)
    below = _cleaned(lines[end]) if end < len(lines) else ""
    name = below[1:-1] if re.fullmatch(r"[（(].*[)）]", below) else below
    if re.fullmatch(r"[\u4e00-\u9fff]{4,30}", name) and ends_as_body(name):
        return name
    return ""


def title_of_file(name: str) -> Title | None:
    """The agency and year that a file is named after, for sources that have no title of their own."""
    stem = name.replace("\\", "/").rpartition("/")[2]
    stem = _cleaned(stem.rpartition(".")[0] or stem)
    match = _FILE_NAME.match(stem)
    return Title(clean_agency(match["agency"]), number_of(match["year"]), stem) if match else None


def _cleaned(line: str) -> str:
    return unspaced(normalise(line)).strip("#*|《》")
