"""What the stored values of an item read like for people: words for keys, times of Beijing, names for numbers."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from gongkai.acts.days import CHINA
from gongkai.statute.duties import DUTIES
from gongkai.statute.metadata import WITHHOLDING_REASONS, Openness

if TYPE_CHECKING:
    from gongkai.disclosure.models import Item

_DUTIES = {duty.key: duty.label for duty in DUTIES}
_REASONS = {reason.key: f"{reason.article}：{reason.label}" for reason in WITHHOLDING_REASONS}


def openness(value: Any) -> str:
    """主动公开, 依申请公开 or 不予公开."""
    return Openness(value).label if value in set(Openness) else str(value or "")


def withholding_reason(value: Any) -> str:
    """The ground with its article; nothing for what is open."""
    return _REASONS.get(str(value or ""), str(value or ""))


def duties(value: Any) -> str:
    """The duties that the item fulfils, by their names."""
    return "、".join(_DUTIES.get(key, str(key)) for key in value or ())


def moment(value: Any) -> str:
    """2026年11月25日 09:00（北京时间）; nothing when there is none."""
    if not isinstance(value, datetime.datetime):
        return ""
    there = value.astimezone(CHINA)
    return f"{there.year}年{there.month}月{there.day}日 {there:%H:%M}（北京时间）"


def day(value: Any) -> str:
    """2026年11月25日; nothing when there is none."""
    return f"{value.year}年{value.month}月{value.day}日" if isinstance(value, datetime.date) else ""


WORDED: dict[str, tuple[str, Callable[[Any], str]]] = {
    "document_number": ("文号", str),
    "formed_on": ("成文日期", day),
    "theme": ("主题分类", str),
    "genre": ("体裁分类", str),
    "openness": ("公开方式", openness),
    "withholding_reason": ("不予主动公开的依据", withholding_reason),
    "withholding_explanation": ("不予主动公开的理由", str),
    "reassess_on": ("再次评估日期", day),
    "summary": ("内容概述", str),
    "keywords": ("关键词", str),
    "source": ("来源", str),
    "duties": ("落实的法定公开事项", duties),
    "go_live_at": ("定时公开", moment),
    "expire_at": ("到期撤回", moment),
}
# What every item should have is shown also where it is missing; the rest only where somebody filled it in.
ALWAYS_SHOWN = frozenset({"document_number", "formed_on", "theme", "openness", "summary"})


def worded(item: Item, name: str) -> tuple[str, str] | None:
    """Label and text of a field; None for fields that need no wording of their own."""
    if name not in WORDED:
        return None
    label, words = WORDED[name]
    return label, words(getattr(item, name) or "")


def facts_of(item: Item) -> Iterator[tuple[str, str]]:
    """The metadata of an item, which need not be saved, as pairs of label and text for a page."""
    for name in WORDED:
        label, text = worded(item, name) or ("", "")
        if text or name in ALWAYS_SHOWN:
            yield label, text or "—"
