"""The words by which a narrative names what the tables count."""

from __future__ import annotations

import re

from gongkai.annual.form import EDITION_2021

__all__ = [
    "APPLICANTS",
    "APPLICATION",
    "FILL",
    "FOREIGN",
    "NARROWER",
    "OUTCOMES",
    "OUTCOME_FILL",
    "PARTS",
    "RECEIVING",
    "VERBS",
    "compiled",
]

FILL = (
    r"(?:总共|共计|总计|合计|累计|一共|共|总数|总量|数量|件数|总|计|数|量|结果|了|的|各类|各种|有效|全部|均|都|已|为|是|达到|达"
    r"|书面|办件|案件|新|有|分别|公民|群众|社会公众|公众|申请人|法人|其他组织|和|或者|或|及|提出|提交|：|、|等)*+"
)
"""Words between a verb and its number that do not change what is counted."""

APPLICATION = (
    r"(?:(?:政府|政务)?(?:信息)?依申请公开(?:政府|政务)?(?:信息)?(?:的)?(?:申请|事项|办件|件(?=\d|$))?"
    r"|(?:政府|政务)?(?:信息)?公开(?:的|类)?(?:申请|办件)(?:事项|件)?|申请(?:政府|政务)信息公开|(?:申请|要求)公开(?:政府|政务)?(?:信息)?(?:的)?(?:申请)?)"
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
    "不同意公开": "refused",
    "全部公开": "granted",
    "部分公开": "partly_granted",
    "不予公开": "refused",
    "无法提供": "unavailable",
    "不予处理": "not_processed",
    "其他处理": "other",
} | {
    re.sub("[“”]", "", str(row.label)).split(".", 1)[1]: row.key
    for row in EDITION_2021.result_rows
    if row.label.text[0].isdigit() and not row.label.text.endswith("其他")
}
"""Results as the form names them, without its quotation marks: the groups, and the leaves in full."""

_SHORT = (
    "国家秘密",
    "本机关不掌握",
    "没有现成信息",
    "行政执法案卷",
    "行政查询事项",
    "三类内部事务信息",
    "四类过程性信息",
)
OUTCOMES |= {
    short: next(key for label, key in OUTCOMES.items() if short in label and label != short)
    for short in _SHORT
}

OUTCOME_FILL = r"(?:的|答复|决定|申请|情形|情况|类|件数|政府信息公开|政府信息|信息|告知|结果|占比|占|比例|率|约|共计|共|有|为|是|达|：|、)*+"

APPLICANTS = {
    "自然人": frozenset(("natural_person",)),
    "公民个人": frozenset(("natural_person",)),
    "公民": frozenset(("natural_person",)),
    "个人": frozenset(("natural_person",)),
    **{
        f"法人{word}其他组织": frozenset(("organisations",))
        for word in ("或", "和", "及", "或者", "以及", "、", "与")
    },
    "法人": frozenset(("organisations", "enterprise")),
    "企业": frozenset(("organisations", "enterprise")),
} | {
    str(column.label): frozenset((column.key,))
    for column in EDITION_2021.applicants
    if column.group and column.key != "other_organisation"
}

NARROWER = re.compile(
    r"日内|天内|涉及|关于|通过|来自|针对|领域|转办|转来|交办|转送|代为|协助|配合|指导|网上|网络|互联网|在线|线上|线下|网站|信函|邮寄|来信"
    r"|当面|现场|邮件|邮箱|传真|窗口|微信|平台|渠道|系统|来电|电话|逾期|超期|延期|当场|当日|因|属于|类|重复|不服|补正|撤回|撤销"
    r"|第三方|征求|未|审核|抽查|核查|会商|研判|评查|梳理|发放|咨询|不予受理|备案|审查|名义|试点|培训|提案|建议|留言|信访|党"
)
"""Words that make a part of the whole: what is counted then is no figure of the tables."""


FOREIGN = re.compile(
    r"咨询|备案|审查|审核|抽查|会商|研判|试点|培训|提案|建议|留言|来访|党|热线|工单|低保|许可|仲裁|救助|复核|认定|补贴|调解|法律援助"
    r"|处罚|案件(?!申请)|文件|公文|信访件|投诉|举报|稿|文章|活动|会议|意见|问题"
)
"""Words of matters that are no requests for disclosure: a count of them ends the topic."""

PARTS = re.compile(
    r"当面|现场|网[上络站页]|互联网|线上|线下|信函|邮|来信|书面|平台|窗口|传真|渠道|方式|形式|自行|转来|转送|交办|本级|其他|企业|法人|组织"
    r"|公民|个人|涉及|关于|针对|类|公开|不存在|非本机关|不属于|秘密|隐私|内部|过程|案卷|查询|审结|维持|纠正|撤销|驳回|撤回|延期|补正|申请|逾期|第三方"
)
"""Words of a part of the requests, of which no table tells: by channel, by matter, by a reason in other words."""


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
