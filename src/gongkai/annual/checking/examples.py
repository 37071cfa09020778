"""A correct report of an invented town, and the disturbances of it that the rules' examples ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.annual.checking.registry import Example
from gongkai.annual.form import EDITION_2021, PATHS
from gongkai.annual.report import AnnualReport, Cell, Figure, Note, NoteKind, SectionText, Status

__all__ = ["correct_figures", "correct_report", "disturbed"]

_ROWS: Mapping[str, tuple[int, int]] = {
    "received": (20, 2),
    "carried_in": (1, 0),
    "granted": (7, 1),
    "partly_granted": (3, 0),
    "refused_third_party": (1, 0),
    "unavailable_not_held": (6, 1),
    "not_processed_petition": (1, 0),
    "other_clarification_lapsed": (1, 0),
    "results_total": (19, 2),
    "carried_out": (2, 0),
}
"""Rows of Table 3 that are not nought: natural persons and enterprises."""

_PROACTIVE: Mapping[str, Figure] = {
    "proactive.normative_documents.issued": 2,
    "proactive.normative_documents.repealed": 1,
    "proactive.normative_documents.in_force": 10,
    "proactive.licences": 136,
    "proactive.penalties": 12,
    "proactive.coercive_measures": 0,
    "proactive.fees_wan": Decimal("12.5"),
}

_SECTIONS: Mapping[int, str] = {
    1: "2024年，惠丰镇认真落实《中华人民共和国政府信息公开条例》，扎实推进政府信息公开工作。\n"
    "（一）主动公开。在青禾县人民政府门户网站发布各类信息318条，制发行政规范性文件2件，废止1件，现行有效10件。\n"
    "（二）依申请公开。全年新收政府信息公开申请22件，上年结转1件，办结21件，结转下年度继续办理2件。其中予以公开8件，"
    "部分公开3件。未因政府信息公开被提起行政诉讼。\n"
    "（三）政府信息管理。严格执行初审、再审、终审制度，公开的信息先审后发。\n"
    "（四）政府信息公开平台建设。规范政府信息公开专栏，及时更新公开指南和目录。\n"
    "（五）监督保障。组织业务培训3次，把政府信息公开纳入年度考核。",
    2: "",
    3: "",
    4: "",
    5: "一是政策解读的形式比较单一，二是村级公开栏更新不够及时。下一步将增加图文解读，按月检查公开栏的更新情况。",
    6: "本年度未发出信息处理费收费通知，未收取信息处理费。无其他需要报告的事项。",
}

_PREFACE = "本报告所列数据的统计期限为2024年1月1日至2024年12月31日。"

_LAST_YEAR = "去年的工作在镇党委、镇政府的领导下开展，发布信息、答复申请、接受监督等各项任务都已经完成。"


def correct_figures() -> dict[str, Figure | None]:
    """Figures that agree with each other, by path."""
    figures: dict[str, Figure | None] = dict.fromkeys(PATHS, 0)
    for row, (people, enterprises) in _ROWS.items():
        figures[f"applications.{row}.natural_person"] = people
        figures[f"applications.{row}.enterprise"] = enterprises
        figures[f"applications.{row}.total"] = people + enterprises
    return {**figures, **_PROACTIVE}


def correct_report(figures: Mapping[str, Figure | None] | None = None, **identity: Any) -> AnnualReport:
    """The report without a fault; ``figures`` and ``identity`` (year, sections and so on) replace parts of it."""
    known: dict[str, Any] = {
        "agency": "青禾县惠丰镇人民政府",
        "year": 2024,
        "dated": date(2025, 1, 20),
        "preface": _PREFACE,
        "sections": [
            SectionText(section.number, section.title.text, _SECTIONS[section.number])
            for section in EDITION_2021.sections
        ],
    }
    return AnnualReport.from_values({**correct_figures(), **(figures or {})}, **{**known, **identity})


def disturbed(example: Example) -> tuple[AnnualReport, AnnualReport | None, Sequence[AnnualReport]]:
    """The report, last year's and the peers' that an example describes."""
    identity = dict(example.identity)
    order = identity.pop("order", None)
    same_text = identity.pop("previous_text", None) == "same"
    report = correct_report(example.figures, **identity)
    report.sections = _sections(report.sections, example)
    report.preface = _edited(report.preface, example.edits)
    if order is not None:
        by_number = {section.number: section for section in report.sections}
        report.sections = [by_number[number] for number in order]  # type: ignore[attr-defined]
    _mark(report, example)
    peers = tuple(
        correct_report(peer, agency=f"青禾县第{place}镇人民政府") for place, peer in enumerate(example.peers)
    )
    return report, _previous(example, same_text), peers


def _previous(example: Example, same_text: bool) -> AnnualReport | None:
    if example.previous is None:
        return None
    figures: dict[str, Figure | None] = {
        "applications.carried_out.natural_person": 1,
        "applications.carried_out.total": 1,
        "proactive.normative_documents.in_force": 9,
        **example.previous,
    }
    previous = correct_report(figures, year=2023, dated=date(2024, 1, 20))
    if not same_text:
        previous.sections = [replace(section, text=_LAST_YEAR) for section in previous.sections]
    return previous


def _sections(sections: Sequence[SectionText], example: Example) -> list[SectionText]:
    found = []
    for section in sections:
        if section.number not in example.sections:
            found.append(replace(section, text=_edited(section.text, example.edits)))
            continue
        wanted = example.sections[section.number]
        if wanted is not None:
            found.append(SectionText(section.number, *wanted))
    return found


def _edited(text: str, edits: Mapping[str, str]) -> str:
    for old, new in edits.items():
        text = text.replace(old, new)
    return text


def _mark(report: AnnualReport, example: Example) -> None:
    for path, status in example.status.items():
        report.cells[path] = Cell(None, Status(status), example.printed.get(path))
    report.notes += [Note(cell, NoteKind(kind), detail) for cell, kind, detail in example.notes]
