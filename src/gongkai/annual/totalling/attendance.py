"""The list of bodies that are to report, and who on it did not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath

from gongkai.annual.body_name import BodyName, clean_name
from gongkai.annual.totalling.remarks import Remark, RemarkKind
from gongkai.annual.totalling.result import Unread

__all__ = ["hints", "missing", "nearest", "read_expected"]

_ALIKE = 70.0
"""How alike two names must be, of 100, for one to be offered for the other."""


def read_expected(text: str) -> list[str]:
    """The names of a list, one a line; blank lines and lines that start with # are left out."""
    lines = (line.strip().lstrip("\ufeff").strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name on the list that is most like this one, None where none is like it."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(
        clean_name(name), list(names), scorer=fuzz.ratio, processor=clean_name, score_cutoff=_ALIKE
    )
    return found[0] if found else None


def hints(unread: Iterable[Unread], remarks: Iterable[Remark]) -> dict[str, str]:
    """What may be a missing body's report: the name printed, or its file's, to a phrase on it."""
    found = {
        clean_name(PurePath(file.file).stem): f"读不出的文件“{PurePath(file.file).name}”或许就是它的"
        for file in unread
    }
    for remark in remarks:
        if remark.kind is RemarkKind.OTHER_YEAR and remark.agency:
            found[clean_name(remark.agency)] = "交来的是别的年度的报告"
        elif remark.kind is RemarkKind.UNREADABLE and remark.agency:
            found[clean_name(remark.agency)] = "交来的报告三张表都读不出"
    return found


def missing(
    expected: Mapping[BodyName, str],
    reported: Mapping[BodyName, object],
    known: Mapping[str, str],
    year: int,
) -> Iterator[Remark]:
    """A remark on every body of the list of which no report of the year came."""
    for key, name in expected.items():
        if key in reported:
            continue
        cleaned = clean_name(name)
        hint = next((phrase for text, phrase in known.items() if cleaned in text or text == cleaned), "")
        sentence = f"{name}：在单位名单上，没有{year}年的报告{f'（{hint}）' if hint else ''}"
        yield Remark(RemarkKind.MISSING, name, (), (), sentence)
