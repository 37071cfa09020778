"""The words by which a narrative names what the tables count."""

from __future__ import annotations

import re

from gongkai.annual.form import EDITION_2021

__all__ = [
    "APPLICANTS",
    "APPLICATION",
    "FILL",
    "NARROWER",
    "OUTCOMES",
    "OUTCOME_FILL",
    "RECEIVING",
    "VERBS",
    "compiled",
]

FILL = (
    r"(?:总共|共计|总计|合计|累计|一共|共|总数|总量|数量|件数|总|计|数|了|的|各类|各种|有效|全部|均|都|已|为|是|达到|达"
    r"|书面|办件|案件|新|有|分别|公民|群众|社会公众|公众|申请人|法人|其他组织|和|或者|或|及|提出|提交|：|、|等)*+"
)
"""Words between a verb and its number that do not change what is counted."""

APPLICATION = (
    r"(?:(?:政府|政务)?(?:信息)?依申请公开(?:政府|政务)?(?:信息)?(?:的)?(?:申请|事项|办件)?"
    r"|(?:政府|政务)?(?:信息)?公开(?:的|类)?(?:申请|办件)(?:事项|件)?|(?:申请|要求)公开(?:政府|政务)?(?:信息)?(?:的)?(?:申请)?)"
)
"""A request for disclosure; a bare 申请 may be one for a licence or for relief."""

VERBS = {
    "received": "收到|收悉|接收|接到|新收|收办|受理",
    "concluded": "办结|办理完毕|处理完毕",
    "answered": "答复|回复",
    "handled": "办理|处理",
}
RECEIVING = "|".join(VERBS.values())

OUTCOMES = {
    "予以公开": "granted",
    "同意公开": "granted",
    "全部公开": "granted",
    "部分公开": "partly_granted",
    "不予公开": "refused",
    "无法提供": "unavailable",
    "不予处理": "not_processed",
    "其他处理": "other",
} | {
    str(row.label).split(".", 1)[1]: row.key
    for row in EDITION_2021.result_rows
    if row.label.text[0].isdigit() and not row.label.text.endswith("其他")
}
"""Results as the form names them: the groups, and the leaves in full."""

OUTCOME_FILL = r"(?:的|答复|决定|申请|情形|情况|件数|政府信息公开|政府信息|信息|告知|结果|占比|占|比例|率|约|共计|共|有|为|是|达|：|、)*+"

APPLICANTS = {
    "自然人": "natural_person",
    "公民个人": "natural_person",
    "法人或其他组织": "organisations",
    "法人和其他组织": "organisations",
    "法人及其他组织": "organisations",
    "法人或者其他组织": "organisations",
} | {
    str(column.label): column.key
    for column in EDITION_2021.applicants
    if column.group and column.key != "other_organisation"
}

NARROWER = re.compile(
    r"涉及|关于|通过|来自|针对|领域|转办|转来|交办|转送|代为|协助|配合|指导|网上|网络|互联网|在线|线上|线下|网站|信函|邮寄|来信"
    r"|当面|现场|邮件|邮箱|传真|窗口|微信|平台|渠道|系统|来电|电话|逾期|超期|延期|当场|当日|因|属于|类|重复|不服|补正|撤回|撤销"
    r"|第三方|征求|未|审核|抽查|核查|会商|研判|评查|梳理|发放|咨询|不予受理|备案|审查|名义|试点|培训|提案|建议|留言|信访|党"
)
"""Words that make a part of the whole: what is counted then is no figure of the tables."""


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern in which {FILL}, {APP}, {VERB}, {OUT}, {OUTFILL} and {WHO} stand for the vocabulary.

    The fillers are possessive: no text, however long, makes them try twice.
    """
    longest = sorted(OUTCOMES, key=len, reverse=True)
    who = sorted(APPLICANTS, key=len, reverse=True)
    return re.compile(
        pattern.replace("{FILL}", FILL)
        .replace("{APP}", APPLICATION)
        .replace("{OUTFILL}", OUTCOME_FILL)
        .replace("{OUT}", "|".join(map(re.escape, longest)))
        .replace("{WHO}", "|".join(map(re.escape, who)))
        .replace("{VERB}", RECEIVING)
    )
