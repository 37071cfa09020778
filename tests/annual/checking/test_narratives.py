"""Narratives in the wordings of real reports, true to their tables: no finding; one figure changed: one hint.

``narratives.txt`` holds them: ``### figures agency``, then section one. ``{23}`` is a figure that must be found
when it is another (``{23|40}`` says which); all other numbers are such as no table can prove wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.annual.checking.bodies import FIGURES

from gongkai.annual.checking import check
from gongkai.annual.form import EDITION_2021
from gongkai.annual.report import AnnualReport, SectionText

MARK = re.compile(r"\{([^|{}]+)(?:\|([^{}]+))?\}")
PREFACE = "根据《中华人民共和国政府信息公开条例》编制。所列数据统计期限自2024年1月1日起至2024年12月31日止。"
FIVE = (
    "一是答复的规范性有待提高，全年有2件答复被申请人再次咨询。下一步，将组织培训4次以上。",
    "1.存在问题：2024年图解仅占20%。2.改进措施：2025年计划发布解读20篇。上年度提出的3个问题均已整改。",
    "针对2023年度存在的2个问题，已全部整改到位。改进情况：（一）加强培训，每季度1次；（二）强化考核，占比4分。",
)
SIX = (
    "本年度未收取信息处理费。无其他需要报告的事项。",
    "按照《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）规定，发出收费通知0件，总金额0元，实际收取0元。",
    "本单位没有收取政府信息公开信息处理费。（地址：新街路60号，电话：0812-0000060，邮编：617100）。",
    "（一）未产生信息处理费。（二）办理人大代表建议5件、政协提案3件，办复率100%。",
)


def narratives() -> Iterator[tuple[str, str, str]]:
    text = Path(__file__).with_name("narratives.txt").read_text(encoding="utf-8")
    for block in text.split("### ")[1:]:
        head, _, body = block.partition("\n")
        yield (*head.split(" ", 1), body.strip())


NARRATIVES = list(narratives())


def report(figures: str, agency: str, text: str, turn: int) -> AnnualReport:
    texts = {1: text, 5: FIVE[turn % len(FIVE)], 6: SIX[turn % len(SIX)]}
    return AnnualReport.from_values(
        FIGURES[figures],
        agency=agency,
        year=2024,
        dated=date(2025, 1, 15),
        preface=PREFACE,
        sections=[
            SectionText(section.number, section.title.text, texts.get(section.number, ""))
            for section in EDITION_2021.sections
        ],
    )


def plain(text: str, wrong: int | None = None) -> str:
    """The text as printed, with the mark of that number wrong."""
    count = -1

    def shown(mark: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return mark[1] if count != wrong else mark[2] or str(int(mark[1]) + 6)

    return MARK.sub(shown, text)


@pytest.mark.parametrize("turn", range(len(NARRATIVES)))
def test_what_is_true_gives_no_finding(turn):
    figures, agency, text = NARRATIVES[turn]
    assert [finding.message for finding in check(report(figures, agency, plain(text), turn))] == []


@pytest.mark.parametrize(
    ("turn", "mark"),
    [(turn, mark) for turn, (*_, text) in enumerate(NARRATIVES) for mark in range(len(MARK.findall(text)))],
)
def test_one_figure_that_is_not_true_is_one_hint(turn, mark):
    figures, agency, text = NARRATIVES[turn]
    (finding,) = check(report(figures, agency, plain(text, mark), turn))
    assert finding.rule == "text.figure"
