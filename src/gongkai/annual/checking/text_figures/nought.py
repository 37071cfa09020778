"""Nought said in words: 未收到, 未发生, 没有, 无."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.annual.checking.text_figures.vocabulary import OUTCOMES, compiled

__all__ = ["subjects_of_nought"]

_NOT = r"(?:未曾|未|没有|无|尚未|均未|零)"
_ANYONE = r"(?:过|任何|有关|相关|公民|群众|社会公众|公众|个人|单位|法人|其他组织|自然人|企业|和|或者|或|及|与|、|提出|提交|递交|书面|形式|的|对|本机关|我[局镇乡办委]|向)*+"
_NO_APPLICATION = compiled(
    rf"{_NOT}(?:收到|接到|受理|接收|收悉|发生|产生|有)*{_ANYONE}{{APP}}(?=$|(?:的)?(?:情况|情形|事项|要求|案件|件|信件)|[、及和与])"
)
_NO_OUTCOME = compiled(
    r"(?:未(?:发生|出现|作出|产生|有|存在)?|没有|不存在|无)(?:任何|过)*(?P<labels>(?:(?:{OUT})(?:、|和|及|或者|或|以及)?)+)(?=$|等|(?:的)?(?:情况|情形|事项|申请|决定|答复))"
)
_OUTCOME = compiled(r"{OUT}")
_NO_DISPUTE = re.compile(
    r"(?:未曾?|没有|无|零|不存在)(?:发生|收到|产生|引发|出现|涉及|存在|有|接到|被|因|由|任何|过|相关|有关|申请|提起|提出|政府|政务|信息|公开|工作|事项|申请|引起|的|而|、)*+"
    r"(?P<kinds>行政复议|行政诉讼|复议|诉讼)"
    r"(?:案件|案|情况|情形|事项|发生|的|等|申请|提起|被|而|和|、|及|或者|或|与|行政|复议|诉讼|产生|现象|问题)*+$"
)
_NARROWER = re.compile(
    r"纠|败诉|撤销|维持|超期|逾期|不服|一审|二审|应诉|复议后|直接|尚未审结|未审结|信函|网上|网络|邮|当面|重复|法人(?!.{0,3}其他)|企业"
)
_NO_CARRIED = re.compile(
    r"(?:没有|无|未)(?:有|发生)?(?P<what>上一?年度?结转|结转上一?年度?|结转(?:至|到)?(?:下一?年度?|20\d\d年度?)|结转)"
)
_OF_DISCLOSURE = re.compile(r"信息公开|政务公开|依申请|公开申请|公开工作")


def subjects_of_nought(clause: str, sentence: str, topic: str) -> Iterator[str]:
    """The subjects of which a clause says that there was none; only where the words are certain."""
    if not re.search(_NOT, clause):
        return
    narrower = _NARROWER.search(clause) is not None
    dispute = _NO_DISPUTE.search(clause)
    certain = topic in ("applications", "disputes") or _OF_DISCLOSURE.search(sentence)
    if dispute and not narrower and certain:
        yield _kinds(dispute["kinds"], clause)
    if narrower:
        return
    application = _NO_APPLICATION.search(clause)
    if application and not _leads_to_dispute(clause[application.end() :]):
        yield "received_nothing"
    yield from _others(clause, topic)


def _others(clause: str, topic: str) -> Iterator[str]:
    if topic != "applications":
        return
    outcome = _NO_OUTCOME.search(clause)
    if outcome:
        for label in _OUTCOME.findall(outcome["labels"]):
            yield OUTCOMES[label] if OUTCOMES[label] != "granted" else "granted_nothing"
    carried = _NO_CARRIED.search(clause)
    if carried:
        yield (
            "carried_in"
            if "上" in carried["what"]
            else "carried_out"
            if len(carried["what"]) > 2
            else "carried"
        )


def _leads_to_dispute(after: str) -> bool:
    return re.match(r"(?:的)?(?:行政)?(?:复议|诉讼)|引发|引起|被", after) is not None


def _kinds(kinds: str, clause: str) -> str:
    review, suit = "复议" in clause, "诉讼" in clause
    if review and suit:
        return "no_disputes"
    return "review" if "复议" in kinds else "no_litigation"
