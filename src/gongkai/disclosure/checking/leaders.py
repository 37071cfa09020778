"""Leaders' names and their order, against who holds which post on the day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from gongkai.disclosure.checking.draft import AppointedLeader, Draft, Passage
from gongkai.disclosure.checking.finding import Finding, Severity
from gongkai.disclosure.checking.quoting import shown
from gongkai.disclosure.checking.registry import Example, Rule, register

__all__ = ["check_leaders"]

_EXAMPLE_LEADERS = (AppointedLeader(1, "王建国", "镇长"), AppointedLeader(2, "李晓梅", "副镇长"))

NAME = register(
    Rule(
        name="leaders.name",
        title="领导姓名与任职相符",
        basis="国办秘函〔2019〕19号：领导姓名、职务不得写错",
        severity=Severity.WARNING,
        explanation="职务相同、姓名只差一个字的，多半是写错了；写“原”“时任”的不看。",
        example=Example("镇长的名字写错一个字", {"title": "镇长王健国调研春耕", "leaders": _EXAMPLE_LEADERS}),
    )
)
ORDER = register(
    Rule(
        name="leaders.order",
        title="领导排序与任职的排序相符",
        basis="国办秘函〔2019〕19号：领导姓名、职务、排序不得有误",
        severity=Severity.WARNING,
        explanation="看用顿号、“和”连着写的几位领导；领导信息栏目看全文的先后。",
        example=Example(
            "副镇长排在镇长前面", {"title": "李晓梅、王建国调研春耕", "leaders": _EXAMPLE_LEADERS}
        ),
    )
)
_FORMER = re.compile(r"(?:原|时任|前任?|曾任|离任|已故|拟任)[^，。；、]{0,8}$")
_JOINED = re.compile(r"[^，。；：！？、\n]{0,14}(?:、|和|及|与|以及)[^，。；：！？、\n]{0,14}")
_HAN = re.compile(r"[\u4e00-\u9fff·]+")
_AGENT = frozenset("副")


def check_leaders(draft: Draft) -> Iterator[Finding]:
    """Names that differ by a character from the one who holds the post, and leaders out of their order."""
    if not draft.leaders:
        return
    by_title: dict[str, list[str]] = {}
    for leader in draft.leaders:
        if leader.title:
            by_title.setdefault(leader.title, []).append(leader.name)
    titles = sorted(by_title, key=len, reverse=True)
    everyone = frozenset(leader.name for leader in draft.leaders)
    told: set[str] = set()
    for passage in draft.passages:
        for title in titles:
            for written, name in _misspelt(passage.text, title, by_title[title], everyone):
                if written not in told:
                    told.add(written)
                    yield NAME.finding(
                        passage.place,
                        f"{title}{written}",
                        f"“{title}{written}”的姓名与任职记录里的“{name}”差一个字。",
                        f"请核对；写错的改为“{name}”。",
                    )
    yield from _order(draft)


def _misspelt(
    text: str, title: str, names: Iterable[str], everyone: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """What is written behind or before a post and differs by one character from a holder of it."""
    start = text.find(title)
    while start >= 0:
        end = start + len(title)
        is_other_post = text[max(0, start - 1) : start] in _AGENT and title[0] not in _AGENT
        if not is_other_post and not _FORMER.search(text[max(0, start - 10) : start]):
            after, before = (
                text[end : end + 8].lstrip(" ：:　"),
                text[max(0, start - 8) : start].rstrip(" 　"),
            )
            if not any(after.startswith(name) or before.endswith(name) for name in everyone):
                yield from _near(after, before, names)
        start = text.find(title, end)


def _near(after: str, before: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        for written in (
            after[: len(name)],
            before[len(before) - len(name) :] if len(before) >= len(name) else "",
        ):
            if len(written) == len(name) and _HAN.fullmatch(written) and _differ_by_one(written, name):
                yield written, name
                return


def _differ_by_one(written: str, name: str) -> bool:
    """One other character; of a name of two the surname must agree, for else half of the names are near."""
    differing = [index for index, (one, other) in enumerate(zip(written, name, strict=True)) if one != other]
    return len(differing) == 1 and (len(name) > 2 or differing == [1])


def _order(draft: Draft) -> Iterator[Finding]:
    ranks: dict[str, int] = {}
    for leader in draft.leaders:
        ranks[leader.name] = min(leader.rank, ranks.get(leader.name, leader.rank))
    pattern = re.compile("|".join(map(re.escape, sorted(ranks, key=len, reverse=True))))
    firsts: dict[str, Passage] = {}
    for passage in draft.passages:
        found = list(pattern.finditer(passage.text))
        for match in found:
            firsts.setdefault(match[0], passage)
        for one, other in pairwise(found):
            if ranks[one[0]] > ranks[other[0]] and _JOINED.fullmatch(passage.text, one.end(), other.start()):
                yield _out_of_order(passage.place, one[0], other[0], passage.text[one.start() : other.end()])
    if draft.column_kind == "leader":
        for before, after in pairwise(firsts):
            if ranks[before] > ranks[after] and firsts[before] is not firsts[after]:
                yield _out_of_order(firsts[after].place, before, after, f"{before}……{after}")


def _out_of_order(place: str, one: str, other: str, quoted: str) -> Finding:
    return ORDER.finding(
        place,
        shown(quoted),
        f"“{one}”写在“{other}”前面，与任职的排序相反。",
        f"请把“{other}”写在“{one}”前面；确需这样排的，请说明。",
        content=f"{one} {other}",
    )
