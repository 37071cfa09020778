"""Counts of Table 2 in a narrative: decisions of licence, penalty and force, documents, charges."""

from __future__ import annotations

import re

from gongkai.annual.checking.text_figures.spot import NOTHING, Found, Spot
from gongkai.annual.checking.text_figures.vocabulary import NARROWER, compiled

__all__ = ["PERMITS_DONE", "PERMITS_TAKEN", "document", "is_fee", "power"]

PERMITS_TAKEN, PERMITS_DONE = "permits_taken", "permits_done"
"""Licences applied for and done with: decisions only where both are as many."""

_POWERS = {"行政许可": "licences", "行政处罚": "penalties", "行政强制": "coercive_measures"}
_POWER = compiled(
    r"(?:(?P<verb>作出|做出|下达|实施|采取)(?:的|了|各类|共|共计)*)?(?P<power>行政许可|行政处罚|行政强制)(?:处理)?(?P<decision>措施|(?:处理)?决定)?(?:书|数量|的)?{FILL}$"
)
_NO_DECISION = re.compile(
    r"公示|公布|发布|公开|上传|录入|推送|归集|信息|简易|普通程序|一般程序|罚款|听证|复议|移送|解除|撤销|典型|不予|准予|拟"
)
_DOCUMENT = r"(?P<what>(?:行政)?规范性文件|(?:[省市州]?政府)?规章)"
_MADE = compiled(
    rf"(?:制发|制定|制订|出台|印发)(?:并|和|、)?(?:印发|出台|发布|公布)?(?:的|了)?{_DOCUMENT}{{FILL}}$"
)
_ENDED = compiled(rf"(?:废止|宣布失效)(?:和|及|、)?(?:宣布失效)?(?:的|了)?{_DOCUMENT}{{FILL}}$")
_FORCE = compiled(
    rf"现行有效(?:的)?{_DOCUMENT}{{FILL}}$|(?P<before>(?:行政)?规范性文件|规章)现行有效{{FILL}}$"
)
_DOCUMENT_ALONE = compiled(rf"^(?:和|及)?{_DOCUMENT}{{FILL}}$")
_DOCUMENT_VERB = compiled(r"^{FILL}(?P<verb>制发|废止|现行有效){FILL}$")
_ACTS = {"制发": "issued", "废止": "repealed", "现行有效": "in_force"}
_FEES = compiled(r"行政事业性收费(?:收入|金额|总额|共|合计|收取|征收|约)*{FILL}$")
_PERMITS_TAKEN = compiled(r"受理(?:行政)?许可(?:事项|申请|件)?{FILL}$")
_PERMITS_DONE = compiled(r"办结{FILL}$")


def power(spot: Spot) -> Found | None:
    """Decisions of licence, penalty or force."""
    match = _POWER.search(spot.before)
    if match is not None and (match["verb"] or (match["decision"] or "").endswith("决定")):
        blurred = _NO_DECISION.search(spot.before) or spot.narrowed
        return (NOTHING if blurred else frozenset((_POWERS[match["power"]],))), "powers"
    if spot.topic == "permits" and _PERMITS_DONE.search(spot.before):
        return frozenset((PERMITS_DONE,)), "permits"
    if _PERMITS_TAKEN.search(spot.before):
        return frozenset((PERMITS_TAKEN,)), "permits"
    return None


def document(spot: Spot) -> Found | None:
    """规章 and 行政规范性文件 made, repealed and in force."""
    for pattern, act in ((_MADE, "issued"), (_ENDED, "repealed"), (_FORCE, "in_force")):
        match = pattern.search(spot.before)
        if match is not None:
            prefix = _prefix(match["what"] or match.groupdict().get("before") or "")
            blurred = NARROWER.search(spot.before[: match.start()]) is not None
            return (NOTHING if blurred else frozenset((prefix + act,))), f"{prefix}documents"
    if spot.topic not in ("documents", "regulations_documents"):
        return None
    verb = _DOCUMENT_VERB.match(spot.before)
    if verb:
        return frozenset((spot.topic.removesuffix("documents") + _ACTS[verb["verb"]],)), spot.topic
    alone = _DOCUMENT_ALONE.match(spot.before)
    same = next((act for act in _ACTS.values() if any(subject.endswith(act) for subject in spot.last)), None)
    if alone and same:  # 制定规章3件、行政规范性文件120件
        prefix = _prefix(alone["what"])
        return frozenset((prefix + same,)), f"{prefix}documents"
    return None


def _prefix(what: str) -> str:
    return "regulations_" if "规章" in what else ""


def is_fee(before: str) -> bool:
    """True where the words before an amount of money say that it is the year's 行政事业性收费."""
    return _FEES.search(before) is not None and NARROWER.search(before) is None
