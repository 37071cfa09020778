"""Which figure of the tables a number in a clause is, where the words leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from gongkai.annual.checking.text_figures.numbers import Number
from gongkai.annual.checking.text_figures.vocabulary import APPLICANTS, NARROWER, OUTCOMES, VERBS, compiled

__all__ = ["PERMITS_DONE", "PERMITS_TAKEN", "Spot", "applicant_or_outcome", "is_fee", "recognise"]

Subjects = frozenset[str]
_NONE: Subjects = frozenset()
_SURE_UNITS = frozenset(("件次", "件", "宗", "份", "起", "例", ""))


@dataclass(frozen=True, slots=True)
class Spot:
    """A number with the words before it (from the number before) and after it, and the topic it stands under."""

    before: str
    after: str
    number: Number
    topic: str
    sentence: str

    @property
    def narrowed(self) -> bool:
        """True where the words before pick out a part of what is counted."""
        words = _MANY_WAYS.sub("", self.before)
        return NARROWER.search(words) is not None


_MANY_WAYS = re.compile(
    r"通过(?:[\u4e00-\u9fff、]{2,24})等(?:多种|各种|各类)?(?:渠道|方式|途径|形式)|(?:政府|政务)?信息公开(?:系统|平台)"
)
_OUTCOME = compiled(r"(?P<label>{OUT}){OUTFILL}$")
_OUTCOME_AFTER = compiled(r"^(?:的|申请)*(?:作出|已|均|被|依法|是|为|属于|予以)*(?P<label>{OUT})")
_ONLY_FILL = compiled(r"^(?:其中|对|作出|做出|已|均|：){FILL}$|^{FILL}$")
_CARRIED_IN = compiled(
    r"(?:(?:上一?年度?|去年|上期|20\d\d年)度?(?:的)?(?:结转|转入|遗留)|结转上一?年度?){FILL}{APP}?{FILL}$"
)
_CARRIED_OUT = compiled(
    r"(?:(?:结转|顺延|转)(?:至|到|入)?(?:下一?年度?|次年|20\d\d年)度?(?:继续)?(?:办理|答复|处理)?|(?:尚在|正在)(?:办理|处理)(?:中|之中)?){FILL}{APP}?{FILL}$"
)
_CARRIED = compiled(r"(?:结转|顺延){FILL}{APP}?{FILL}$")
_CARRIED_AFTER = re.compile(
    r"^(?:的|申请|已|均|需|将|待)*(?:(?:结转|顺延|转)(?:至|到|入)?(?:下一?年|次年|20\d\d年)|(?:尚在|正在)(?:办理|处理))"
)
_ANSWERED_AFTER = re.compile(r"^(?:申请)?(?:已|均|全部|都)*(?:依法|依规)?(?:已)?(?P<verb>办结|答复|办理完毕)")
_VERBS_LAST = compiled(
    r"(?P<verbs>(?:(?:{VERB}){FILL}(?:并|且)?(?:依法)?)+)(?P<noun>{APP}|申请(?:书|件)?)?{FILL}$"
)
_VERB = compiled(r"(?<![未不无])(?:{VERB})")
_NOUN_LAST = compiled(r"{APP}{FILL}$")
_NOUN = compiled("{APP}")
_NOUN_AFTER = compiled(r"^(?:的)?{APP}")
_APPLICANT = compiled(r"(?P<who>{WHO})(?:申请|提交|提出|的|类)*(?:占比|占|比例)?{FILL}$")
_DISPUTE = compiled(r"(?P<kinds>行政复议|行政诉讼|复议|诉讼)(?:案件|申请|的|案|数){0,2}{FILL}$")
_DISPUTE_AFTER = re.compile(r"^(?:的)?(?P<kinds>行政复议|行政诉讼)(?:案件|申请)?")
_DIRECT = compiled(r"直接(?:起诉|提起(?:行政)?诉讼)(?:的|案件)?{FILL}$")
_AFTER = compiled(r"复议后(?:再)?(?:起诉|提起(?:行政)?诉讼)(?:的|案件)?{FILL}$")
_OF_DISCLOSURE = re.compile(r"信息公开|政务公开|依申请|公开申请|公开工作")
_NO_DISPUTE = re.compile(
    r"审理|复议机关|复议机构|纠正|纠错|败诉|维持|撤销|驳回|一审|二审|应诉|出庭|不服|审结|往年|(?:受理|办理|审查)(?:了|的|各类|行政)*复议"
)
_POWER = compiled(
    r"(?P<verb>作出|做出)?(?:的|了|各类|共|共计)*(?P<power>行政许可|行政处罚|行政强制)(?:处理)?(?P<decision>决定|处理决定)(?:书|数量|的)?{FILL}$"
)
_NO_DECISION = re.compile(
    r"公示|公布|发布|公开|上传|录入|推送|归集|信息|简易|普通程序|一般程序|罚款|听证|复议"
)
_MADE = compiled(
    r"(?:制发|制定|出台|印发)(?:并)?(?:印发|出台|发布|公布)?(?:的|了)?(?P<what>(?:行政)?规范性文件|(?:政府)?规章){FILL}$"
)
_ENDED = compiled(
    r"(?:废止|宣布失效)(?:和|及|、)?(?:宣布失效)?(?:的|了)?(?P<what>(?:行政)?规范性文件|(?:政府)?规章){FILL}$"
)
_FORCE = compiled(
    r"现行有效(?:的)?(?P<what>(?:行政)?规范性文件|(?:政府)?规章){FILL}$|(?P<before>(?:行政)?规范性文件|规章)现行有效{FILL}$"
)
_DOCUMENT_VERB = compiled(r"^{FILL}(?P<verb>制发|废止|现行有效){FILL}$")
_FEES = compiled(r"行政事业性收费(?:收入|金额|总额|共|合计|收取|征收|约)*{FILL}$")
_PERMITS_TAKEN = compiled(r"受理(?:行政)?许可(?:事项|申请|件)?{FILL}$")
_PERMITS_DONE = compiled(r"办结{FILL}$")
PERMITS_TAKEN, PERMITS_DONE = "permits_taken", "permits_done"
_POWERS = {"行政许可": "licences", "行政处罚": "penalties", "行政强制": "coercive_measures"}


def recognise(spot: Spot) -> tuple[Subjects, str] | None:
    """The subjects of a count and the topic it sets; None where the words settle nothing.

    A count of something else answers with no subjects and the topic ``other``.
    """
    for recogniser in _RECOGNISERS:
        subjects = recogniser(spot)
        if subjects is not None:
            return subjects
    return None


def _outcome(spot: Spot) -> tuple[Subjects, str] | None:
    if spot.topic != "applications":
        return None
    match = _OUTCOME.search(spot.before)
    if match is None and _ONLY_FILL.match(spot.before):
        match = _OUTCOME_AFTER.match(spot.after)
        return (frozenset((OUTCOMES[match["label"]],)), "applications") if match else None
    if match is None:
        return None
    reason = spot.before[: match.start()]
    return (_NONE if NARROWER.search(reason) else frozenset((OUTCOMES[match["label"]],))), "applications"


def _carried(spot: Spot) -> tuple[Subjects, str] | None:
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


def _dispute(spot: Spot) -> tuple[Subjects, str] | None:
    words = spot.before
    certain = _OF_DISCLOSURE.search(spot.sentence) is not None or spot.topic in ("applications", "disputes")
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
        return _NONE, "other"
    both = "复议" in words and "诉讼" in words
    kind = "disputes" if both else "review" if "复议" in match["kinds"] else "litigation"
    return frozenset((kind,)), "disputes"


def _applicant(spot: Spot) -> tuple[Subjects, str] | None:
    match = _APPLICANT.search(spot.before)
    if match is None or (spot.topic != "applications" and not _NOUN.search(spot.before)):
        return None
    reason = spot.before[: match.start()]
    narrowed = NARROWER.search(_NOUN.sub("", reason)) is not None
    return (_NONE if narrowed else frozenset((APPLICANTS[match["who"]],))), "applications"


def _application(spot: Spot) -> tuple[Subjects, str] | None:
    match = _VERBS_LAST.search(spot.before)
    noun = (match is not None and match["noun"]) or ""
    named = _NOUN.search(spot.before) is not None or _NOUN_AFTER.match(spot.after) is not None
    if match is None:
        return _application_noun(spot)
    if not named and spot.topic != "applications":
        return _NONE, "other"
    if noun and not named and _foreign(spot.before[: match.start()]):
        return _NONE, "other"
    if spot.narrowed or _negated(spot.before):
        return _NONE, "other"
    verbs = {
        subject
        for subject, words in VERBS.items()
        for word in words.split("|")
        if re.search(rf"(?<![未不无]){word}", match["verbs"])
    }
    return frozenset(verbs), "applications"


def _application_noun(spot: Spot) -> tuple[Subjects, str] | None:
    if _NOUN_LAST.search(spot.before) and spot.number.unit in _SURE_UNITS:
        return (_NONE, "other") if spot.narrowed else (frozenset(("applications",)), "applications")
    if spot.topic == "applications" and _ONLY_FILL.match(spot.before):
        after = _ANSWERED_AFTER.match(spot.after)
        if after:
            return frozenset(("answered" if after["verb"] == "答复" else "concluded",)), "applications"
        if _NOUN_AFTER.match(spot.after) and spot.number.unit in _SURE_UNITS:
            return frozenset(("applications",)), "applications"
    return None


def _foreign(words: str) -> bool:
    return re.search(r"低保|许可|仲裁|救助|复核|认定|补贴|调解|法律援助", words) is not None


def _negated(words: str) -> bool:
    return re.search(r"[未不无没](?:有)?(?:收到|受理|办结|答复|办理)", words) is not None


def _power(spot: Spot) -> tuple[Subjects, str] | None:
    match = _POWER.search(spot.before)
    if match is not None:
        blurred = _NO_DECISION.search(spot.before) or spot.narrowed
        return (_NONE if blurred else frozenset((_POWERS[match["power"]],))), "powers"
    if spot.topic == "permits" and _PERMITS_DONE.search(spot.before):
        return frozenset((PERMITS_DONE,)), "permits"
    if _PERMITS_TAKEN.search(spot.before):
        return frozenset((PERMITS_TAKEN,)), "permits"
    return None


def _document(spot: Spot) -> tuple[Subjects, str] | None:
    for pattern, subject in ((_MADE, "issued"), (_ENDED, "repealed"), (_FORCE, "in_force")):
        match = pattern.search(spot.before)
        if match is not None:
            what = match["what"] or match.groupdict().get("before") or ""
            prefix = "regulations_" if "规章" in what else ""
            blurred = NARROWER.search(spot.before[: match.start()]) is not None
            return (_NONE if blurred else frozenset((prefix + subject,))), f"{prefix}documents"
    if spot.topic in ("documents", "regulations_documents"):
        match = _DOCUMENT_VERB.match(spot.before)
        if match:
            subject = {"制发": "issued", "废止": "repealed", "现行有效": "in_force"}[match["verb"]]
            return frozenset((spot.topic.removesuffix("documents") + subject,)), spot.topic
    return None


def _unknown(spot: Spot) -> tuple[Subjects, str] | None:
    """A count in 件 of something without a name here ends the topic: what follows may be about that."""
    return (_NONE, "other") if spot.number.unit in ("件", "宗", "起", "件次") else None


def is_fee(before: str) -> bool:
    """True where the words before an amount of money say that it is the year's 行政事业性收费."""
    return _FEES.search(before) is not None and NARROWER.search(before) is None


def applicant_or_outcome(before: str) -> Subjects:
    """The subjects of a share, from the words before it; empty where it is a share of something else."""
    match = _OUTCOME.search(before)
    if match:
        return frozenset((OUTCOMES[match["label"]],))
    match = _APPLICANT.search(before)
    return frozenset((APPLICANTS[match["who"]],)) if match else _NONE


_RECOGNISERS: tuple[Callable[[Spot], tuple[Subjects, str] | None], ...] = (
    _outcome,
    _carried,
    _dispute,
    _applicant,
    _power,
    _application,
    _document,
    _unknown,
)
