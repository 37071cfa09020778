"""Metadata that an item must have, and the reason that one must have which is not open."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.disclosure.checking.draft import Draft
from gongkai.disclosure.checking.finding import Finding, Severity
from gongkai.disclosure.checking.registry import Example, Rule, register
from gongkai.statute.metadata import METADATA_FIELDS, WITHHOLDING_REASONS, Openness

__all__ = ["check_metadata"]

STATUTORY = register(
    Rule(
        name="metadata.statutory_missing",
        title="条例要求的名称、内容概述和成文日期都已填写",
        basis="《政府信息公开条例》第十二条：政府信息公开目录包括政府信息的索引、名称、内容概述、生成日期等内容",
        severity=Severity.BLOCKING,
        explanation="公开页面和目录要印出这几项。确实没有成文日期的（例如值班安排），写明理由。索引号由系统在发布时填写，不算缺。",
        example=Example(
            "没有填内容概述", {"metadata": {"issuer": "惠民镇人民政府", "theme": "农业、林业、水利"}}
        ),
    )
)
MISSING = register(
    Rule(
        name="metadata.missing",
        title="公开时要印出的信息要素都已填写",
        basis="政府网站的通行做法",
        severity=Severity.WARNING,
        explanation="发布日期由系统在发布时填写，不算缺。",
        example=Example(
            "没有选主题分类", {"metadata": {"issuer": "惠民镇人民政府", "summary": "部署春耕工作。"}}
        ),
    )
)
REASON_MISSING = register(
    Rule(
        name="metadata.reason_missing",
        title="不主动公开的，写明依据和理由",
        basis="《政府信息公开条例》第十四条至第十六条",
        severity=Severity.BLOCKING,
        explanation="公开属性是依申请公开或不予公开的，要选条例里的依据；选了“不予公开”还要写出理由。",
        example=Example("公开属性是不予公开，没有选依据", {"openness": "withheld"}),
    )
)
_GROUNDS = frozenset(reason.key for reason in WITHHOLDING_REASONS)


def check_metadata(draft: Draft) -> Iterator[Finding]:
    """Fields that are required and blank; a reason that is not given."""
    for item in METADATA_FIELDS:
        if item.required and item.key not in draft.automatic and not _value(draft, item.key).strip():
            rule = STATUTORY if item.statutory else MISSING
            why = "条例第十二条要求有这一项" if item.statutory else "公开时要印出这一项"
            yield rule.finding(
                f"信息要素“{item.label}”",
                "",
                f"“{item.label}”没有填写，{why}。",
                f"请填写{item.label}。",
                content=item.key,
            )
    if draft.openness == Openness.PROACTIVE.value:
        return
    label = _openness_label(draft.openness)
    if draft.withholding_reason not in _GROUNDS:
        yield REASON_MISSING.finding(
            "公开方式",
            label,
            f"公开方式是“{label}”，没有选依据。",
            "请选出条例第十四条至第十六条里的哪一种情形；没有这些情形的，改为主动公开。",
            content=f"{draft.openness} ground",
        )
    elif not draft.withholding_explanation.strip():
        yield REASON_MISSING.finding(
            "公开方式",
            label,
            f"公开方式是“{label}”，没有写理由。",
            "请用一句话写明为什么属于所选的情形。",
            content=f"{draft.openness} {draft.withholding_reason}",
        )


def _value(draft: Draft, key: str) -> str:
    if key == "title":
        return draft.title
    if key == "formed_on":
        return draft.formed_on.isoformat() if draft.formed_on else ""
    if key == "openness":
        return draft.openness
    return draft.metadata.get(key, "")


def _openness_label(openness: str) -> str:
    return next((item.label for item in Openness if item.value == openness), openness or "没有填写")
