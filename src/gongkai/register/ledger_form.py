"""An entry as a line of the usual paper form (登记台账): what stands in which column. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from gongkai.register.clearing import EMERGENCY, FINAL, FIRST, SECOND

COLUMNS: tuple[tuple[str, int], ...] = (
    ("序号", 8),
    ("机关", 12),
    ("信息名称", 40),
    ("索引号", 24),
    ("文号", 20),
    ("栏目", 14),
    ("公开方式", 10),
    ("撰稿人/初审", 30),
    ("再审", 30),
    ("终审", 30),
    ("公开时间", 17),
    ("公开渠道", 16),
    ("动作", 12),
    ("备注", 30),
    ("摘要", 68),
)
"""The columns in their order, with their width in characters."""


def line(entry_hash: str, kind_label: str, body: Mapping[str, Any]) -> tuple[int | str, ...]:
    """The cells of an entry, in the order of COLUMNS, from the body that the chain covers."""
    stages: dict[str, list[str]] = {}
    for reviewer in body["reviewers"]:
        stages.setdefault(reviewer["stage"], []).append(signature(reviewer))
    emergency = [f"紧急发布：{each}" for each in stages.get(EMERGENCY, ())]
    return (
        body["sequence"],
        body["agency"]["short_name"],
        body["title"],
        body["index_number"],
        body["document_number"],
        body["column"],
        body["openness"],
        _first(body["drafter"], stages.get(FIRST, [])),
        "；".join(stages.get(SECOND, ())),
        "；".join([*stages.get(FINAL, ()), *emergency]),
        clock(body["public_at"]),
        "、".join(body["channels"]),
        kind_label,
        body["reason"],
        entry_hash,
    )


def signature(reviewer: Mapping[str, Any]) -> str:
    """Who signed, as what, for whom, when: 惠正3（镇党委书记） 2024-03-05 09:30."""
    absent = f"，代{reviewer['on_behalf_of']}" if reviewer["on_behalf_of"] else ""
    post = f"（{reviewer['post']}{absent}）" if reviewer["post"] or absent else ""
    return f"{reviewer['name']}{post} {clock(reviewer['at'])}"


def clock(text: str) -> str:
    """A moment of a body, to the minute."""
    return f"{datetime.datetime.fromisoformat(text):%Y-%m-%d %H:%M}"


def _first(drafter: str, reviews: list[str]) -> str:
    reviewed = "；".join(reviews)
    if not drafter or reviewed.startswith(drafter):
        return reviewed or drafter
    return f"撰稿 {drafter}；初审 {reviewed}" if reviewed else f"撰稿 {drafter}"
