"""Words written twice by a slip: 的的, 镇人民镇人民."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.disclosure.checking.draft import Draft
from gongkai.disclosure.checking.finding import Finding, Severity
from gongkai.disclosure.checking.quoting import around
from gongkai.disclosure.checking.registry import Example, Rule, register

__all__ = ["check_doubled_words"]

DOUBLED = register(
    Rule(
        name="words.doubled",
        title="没有重复的字词",
        basis="国办秘函〔2019〕19号：政府网站检查指标（没有错别字）",
        severity=Severity.HINT,
        explanation="只看很少会真的连写两遍的字（的、了、是、在……）和两个字以上的词；往往、天天、谢谢、研究研究、一步一步不算。",
        example=Example("多写了一个“的”", {"title": "关于做好2024年春耕的的通知"}),
    )
)
_HAN = "\u4e00-\u9fff"
# A character that is doubled by a slip, the characters before it and after it with which it is right.
_SINGLE = {
    "的": ("目标有中端靶众鹄", "确士"),
    "了": ("为除末结不临终明罢受知未", "解结断事然无却"),
    "是": ("但还可总于凡老若只要正就都既也实国", "非"),
    "在": ("存现所实正潜内外旨自健好", "职校建编线册场位岗押途籍任"),
    "和": ("共饱总温缓调谐柔平议媾仁", "平谐睦气解美县谈顺煦"),
    "与": ("参给赠付授", "会"),
    "及": ("以普涉危波顾触企殃来", "时格其第"),
    "并": ("合兼吞", "且入轨列购联存行排发网"),
    "或": ("抑", "许"),
    "向": ("方面走导意偏倾去动志定取朝双", "来往上好着阳前心"),
    "被": ("植覆棉绒", "子告褥"),
    "以": ("予可得所加难足给据何用", "及来上下内外后前便此免致至往为人北南东西"),
    "由": ("理自缘事情因", "于此来"),
    "对": ("相面针绝反应核校比", "象策应比照接口账外内话待于称手抗"),
}
_SINGLE_SLIP = re.compile(
    "|".join(
        rf"(?<![{before}{sign}]){sign}{sign}(?![{after}{sign}])" for sign, (before, after) in _SINGLE.items()
    )
)
_WORD_TWICE = re.compile(rf"([{_HAN}]{{2,9}})\1")
# 县人民政府政府网站, 村务公开公开栏, and 讨论讨论: right as they are.
_WORDS = """
政府 公开 信息 工作 服务 管理 办公 委员 发展 单位 部门 问题 组织 建设 宣传 学习 讨论 研究 商量 调查 了解 打扫 收拾 休息
锻炼 交流 考虑 考察 检查 整理 介绍 体验 放松 人民 群众 干部 会议 项目 乡镇 生活 教育 技术 文化 活动 保障 培训 安全 监督
检测 监测 登记 申请 评价 评估 统计 治理 规划 设计
"""
_MAY_DOUBLE = frozenset(_WORDS.split())
_REPEATS = re.compile(r"^[一二三四五六七八九十百千万零〇两逐每各半几]|(.)\1")


def check_doubled_words(draft: Draft) -> Iterator[Finding]:
    """Each doubling, with the words around it."""
    for passage in draft.passages:
        if not passage.prose:
            continue
        for found in _SINGLE_SLIP.finditer(passage.text):
            yield _finding(passage.place, passage.text, found, found[0][0])
        for found in _WORD_TWICE.finditer(passage.text):
            if found[1] not in _MAY_DOUBLE and not _REPEATS.search(found[1]):
                yield _finding(passage.place, passage.text, found, found[1])


def _finding(place: str, text: str, found: re.Match[str], word: str) -> Finding:
    quoted = around(text, found.start(), found.end())
    return DOUBLED.finding(place, quoted, f"“{quoted}”里的“{word}”写了两遍。", f"请删去一个“{word}”。")
