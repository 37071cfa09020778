"""Which figure of the tables a number in a clause is, where the words leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Callable

from gongkai.annual.checking.text_figures.proactive_words import document, power
from gongkai.annual.checking.text_figures.spot import NOTHING, PART, SURE_UNITS, Found, Spot, Subjects
from gongkai.annual.checking.text_figures.vocabulary import (
    APPLICANTS,
    FOREIGN,
    NARROWER,
    OUTCOMES,
    PARTS,
    VERBS,
    compiled,
)

__all__ = ["ANSWERING", "applicant_or_outcome", "recognise"]

ANSWERING = frozenset(("received", "concluded", "answered", "handled"))
"""What a bare verb counts, which may be a part or the whole."""

_OUTCOME = compiled(r"(?:(?<![不未])(?:{OUT}){OUTFILL}(?:以及|和|及|与|或|或者)?)+$")
_LABEL = compiled(r"(?<![不未])(?:{OUT})")
_OUTCOME_AFTER = compiled(r"^(?:的|申请)*(?:作出|已|均|被|依法|是|为|属于|予以)*(?P<label>{OUT})")
_OPEN_PAIR = re.compile(r"(?<![以意部全分予不])公开(以及|和|及|与|、|或)部分公开")
_ONLY_FILL = compiled(r"^(?:其中|对|作出|做出|已|均|：){FILL}$|^{FILL}$")
_CARRIED_IN = compiled(
    r"(?:(?:上一?年度?|去年|上期|20\d\d年)度?(?:的)?(?:结转|转入|遗留)|结转上一?年度?){FILL}{APP}?件?{FILL}$"
)
_CARRIED_OUT = compiled(
    r"(?:(?:结转|转结|顺延|转)(?:至|到|入)?(?:下一?年度?|次年|20\d\d年)度?(?:继续)?(?:办理|答复|处理)?|(?:尚在|正在)(?:办理|处理)(?:中|之中)?){FILL}{APP}?{FILL}$"
)
_CARRIED = compiled(r"(?:结转|转结|顺延){FILL}{APP}?{FILL}$")
_CARRIED_AFTER = re.compile(
    r"^(?:的|申请|已|均|需|将|待)*(?:(?:结转|转结|顺延|转)(?:至|到|入)?(?:下一?年|次年|20\d\d年)|(?:尚在|正在)(?:办理|处理))"
)
_ANSWERED_AFTER = re.compile(r"^(?:申请)?(?:已|均|全部|都)*(?:依法|依规)?(?:已)?(?P<verb>办结|答复|办理完毕)")
_VERBS_LAST = compiled(
    r"(?P<verbs>(?:(?:{VERB}){FILL}(?:并|且)?(?:依法)?)+)(?P<noun>{APP}|申请(?:书|件)?)?{FILL}$"
)
_NOUN_LAST = compiled(r"{APP}{FILL}$")
_NOUN = compiled("{APP}")
_NOUN_AFTER = compiled(r"^(?:的)?{APP}")
_APPLICANT = compiled(r"(?P<who>{WHO})(?:申请|提交|提出|的|类)*(?:占比|占|比例)?{FILL}$")
_APPLICANT_AFTER = compiled(r"^(?:申请)?(?:为|是|系|由)(?P<who>{WHO})(?:申请|提出|提交)?")
_MATTER = re.compile(r"涉及|关于|通过|要求|申请公开")
_OTHER_WORDS = re.compile(
    r"公开|不存在|非本机关|不属于|秘密|隐私|内部|过程性|案卷|审结|维持|纠正|撤销|驳回|撤回|延期|补正|第三方|终止|不再|联合|上年|结转|条例|第.{1,4}[条款项]"
)
_JOINED = re.compile(r"[、和及与或]$")
_DISPUTE = compiled(r"(?P<kinds>行政复议|行政诉讼|复议|诉讼)(?:案件|申请|的|案|数){0,2}{FILL}$")
_DISPUTE_AFTER = re.compile(r"^(?:的)?(?P<kinds>行政复议|行政诉讼)(?:案件|申请)?")
_DIRECT = compiled(r"直接(?:起诉|提起(?:行政)?诉讼)(?:的|案件)?{FILL}$")
_AFTER = compiled(r"复议后(?:再)?(?:起诉|提起(?:行政)?诉讼)(?:的|案件)?{FILL}$")
_OF_DISCLOSURE = re.compile(r"信息公开|政务公开|依申请|公开申请|公开工作")
_NO_DISPUTE = re.compile(
    r"审理|复议机关|复议机构|纠正|纠错|败诉|维持|撤销|驳回|一审|二审|应诉|出庭|不服|审结|往年|(?:受理|办理|审查)(?:了|的|各类|行政)*复议"
)


def recognise(spot: Spot) -> Found | None:
    """The subjects of a count and the topic it sets; None where the words settle nothing.

    A count of something else answers with no subjects and the topic ``other``.
    """
    if "分别" in spot.before:
        return NOTHING, spot.topic  # which figure belongs to which word is not certain
    for recogniser in _RECOGNISERS:
        subjects = recogniser(spot)
        if subjects is not None:
            return subjects
    return None


def _outcome(spot: Spot) -> Found | None:
    if spot.topic != "applications":
        return None
    subjects, reason = _outcomes(spot.before)
    if not subjects and _ONLY_FILL.match(spot.before):
        match = _OUTCOME_AFTER.match(spot.after)
        return (frozenset((OUTCOMES[match["label"]],)), "applications") if match else None
    if not subjects:
        return None
    return (NOTHING, PART) if NARROWER.search(reason) else (subjects, "applications")


def _outcomes(before: str) -> tuple[Subjects, str]:
    """The outcome that a count is of, or the sum of several, and the words before; empty without any."""
    words = _OPEN_PAIR.sub(r"予以公开\1部分公开", before)
    match = _OUTCOME.search(words)
    if match is None:
        return NOTHING, before
    labels = dict.fromkeys(OUTCOMES[label] for label in _LABEL.findall(match[0]))
    return frozenset(("+".join(labels),)), words[: match.start()]


def _carried(spot: Spot) -> Found | None:
    named = _NOUN.search(spot.before) is not None
    if spot.topic != "applications" and not named:
        return None
    if _CARRIED_IN.search(spot.before):
        return frozenset(("carried_in",)), "applications"
    if _CARRIED_OUT.search(spot.before):
        return frozenset(("carried_out",)), "applications"
    if _CARRIED.search(spot.before):
        return frozenset(("carried",)), "applications"
    if _ONLY_FILL.match(spot.before) and _CARRIED_AFTER.match(spot.after):
        return frozenset(("carried_out",)), "applications"
    return None


def _dispute(spot: Spot) -> Found | None:
    words = spot.before
    certain = _OF_DISCLOSURE.search(spot.said) is not None or spot.topic in ("applications", "disputes")
    if not certain:
        return None
    if _DIRECT.search(words):
        return frozenset(("litigation_direct",)), "disputes"
    if _AFTER.search(words):
        return frozenset(("litigation_after_review",)), "disputes"
    match = _DISPUTE.search(words)
    if match is None and "复议" not in words and "诉讼" not in words:
        match = _DISPUTE_AFTER.match(spot.after)
    if match is None:
        return None
    if _NO_DISPUTE.search(spot.before + spot.after):
        return NOTHING, "other"
    both = "复议" in words and "诉讼" in words
    kind = "disputes" if both else "review" if "复议" in match["kinds"] else "litigation"
    return frozenset((kind,)), "disputes"


def _applicant(spot: Spot) -> Found | None:
    match = _APPLICANT.search(spot.before)
    if match is None and _ONLY_FILL.match(spot.before):
        match = _APPLICANT_AFTER.match(spot.after)
    if match is None or (spot.topic != "applications" and not _NOUN.search(spot.before)):
        return None
    reason = spot.before[: match.start()] if match.re is _APPLICANT else ""
    if NARROWER.search(_NOUN.sub("", reason)) or _JOINED.search(reason):
        return NOTHING, PART
    return APPLICANTS[match["who"]], "applications"


def _application(spot: Spot) -> Found | None:
    match = _VERBS_LAST.search(spot.before)
    noun = (match is not None and match["noun"]) or ""
    named = _NOUN.search(spot.before) is not None or _NOUN_AFTER.match(spot.after) is not None
    if match is None:
        return _application_noun(spot)
    if not named and spot.topic != "applications":
        return NOTHING, "other"
    if noun and not named and _foreign(spot.before[: match.start()]):
        return NOTHING, "other"
    if _negated(spot.before) or FOREIGN.search(spot.before):
        return NOTHING, "other"
    if spot.narrowed:
        return NOTHING, PART
    if not named and spot.number.unit not in SURE_UNITS:
        return NOTHING, "other"
    if not named and _OTHER_WORDS.search(spot.before[: match.start()]):
        return NOTHING, spot.topic
    verbs = {
        subject
        for subject, words in VERBS.items()
        for word in words.split("|")
        if re.search(rf"(?<![未不无]){word}", match["verbs"])
    }
    return frozenset(verbs), "applications"


def _application_noun(spot: Spot) -> Found | None:
    if _NOUN_LAST.search(spot.before) and spot.number.unit in SURE_UNITS:
        if FOREIGN.search(spot.before):
            return NOTHING, "other"
        return (NOTHING, PART) if spot.narrowed else (frozenset(("applications",)), "applications")
    if spot.topic == "applications" and _ONLY_FILL.match(spot.before):
        after = _ANSWERED_AFTER.match(spot.after)
        if after:
            return frozenset(("answered" if after["verb"] == "答复" else "concluded",)), "applications"
        if _NOUN_AFTER.match(spot.after) and spot.number.unit in SURE_UNITS:
            return frozenset(("applications",)), "applications"
    return None


def _foreign(words: str) -> bool:
    return re.search(r"低保|许可|仲裁|救助|复核|认定|补贴|调解|法律援助", words) is not None


def _negated(words: str) -> bool:
    return re.search(r"[未不无没](?:有)?(?:收到|受理|办结|答复|办理)", words) is not None


def _unknown(spot: Spot) -> Found | None:
    """A count in 件 of something without a name here ends the topic, unless it is a part of what was counted."""
    if spot.number.unit not in ("件", "宗", "起", "件次"):
        return None
    if _ONLY_FILL.match(spot.before) and not spot.after:
        return NOTHING, spot.topic
    words = spot.before + spot.after
    if _OTHER_WORDS.search(spot.before) and not _MATTER.search(spot.before) and not FOREIGN.search(words):
        return NOTHING, spot.topic
    if _MATTER.search(spot.before) or (PARTS.search(words) and not FOREIGN.search(words)):
        return NOTHING, PART
    return NOTHING, "other"


def applicant_or_outcome(before: str) -> Subjects:
    """The subjects of a share, from the words before it; empty where it is a share of something else."""
    subjects, _ = _outcomes(before)
    if subjects:
        return subjects
    match = _APPLICANT.search(before)
    return APPLICANTS[match["who"]] if match and not _JOINED.search(before[: match.start()]) else NOTHING


_RECOGNISERS: tuple[Callable[[Spot], Found | None], ...] = (
    _outcome,
    _carried,
    _dispute,
    _applicant,
    power,
    _application,
    document,
    _unknown,
)
