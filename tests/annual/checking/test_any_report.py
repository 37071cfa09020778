"""Whatever a report holds, checking answers: no traceback, and no long wait."""

from __future__ import annotations

from random import Random

import pytest

from gongkai.annual.checking import Fault, Severity, check
from gongkai.annual.checking.examples import correct_report
from gongkai.annual.checking.text_figures.statements import statements_in
from gongkai.annual.form import PATHS
from gongkai.annual.report import Cell, Note, NoteKind, SectionText, Status

WORDS = [
    "收到",
    "受理",
    "办结",
    "政府信息公开申请",
    "依申请公开",
    "件",
    "宗",
    "，",
    "。",
    "；",
    "（",
    "）",
    "、",
    "十二",
    "两",
    "百",
    "万",
    "1",
    "23",
    "1,136",
    "%",
    "百分之",
    "点",
    "〇",
    "未",
    "无",
    "没有",
    "行政复议",
    "行政诉讼",
    "直接起诉",
    "复议后起诉",
    "予以公开",
    "部分公开",
    "占",
    "其中",
    "上年",
    "结转",
    "下年度",
    "2023年",
    "2024年",
    "全县",
    "本机关",
    "各",
    "镇",
    "局",
    "制发",
    "规范性文件",
    "废止",
    "现行有效",
    "元",
    "万元",
    "行政事业性收费",
    "\n",
    "（一）",
    "一、",
    "较",
    "比",
    "增加",
    "共",
    "总计",
    "的",
    "新",
    "公民",
    "自然人",
    "亿",
    "0.5",
    "近",
    "余",
    "第",
    "作出",
    "行政许可",
    "决定",
]
MARKS = ("-", "22（其中修订16件）", "-417", "1 0", "", None)


def any_report(random: Random):
    report = correct_report()
    report.sections = [
        SectionText(
            number,
            random.choice(["", "总体情况", "x"]),
            "".join(random.choices(WORDS, k=random.randint(0, 200))),
        )
        for number in random.choices(range(1, 7), k=random.randint(0, 7))
    ]
    for path in random.sample(PATHS, random.choice([0, 1, 3, 20, 150, 200])):
        if random.random() < 0.4:
            status = random.choice([Status.PRINTED, Status.RECONCILED])
            report.cells[path] = Cell(random.randint(0, 40), status, random.choice(["7", "1 0", None]))
        else:
            status = random.choice([Status.BLANK, Status.ABSENT, Status.UNREADABLE])
            report.cells[path] = Cell(None, status, random.choice(MARKS))
    cells = [None, *PATHS, "applications.granted", "disputes.review", "applications.other_other"]
    report.notes = [
        Note(random.choice(cells), random.choice(list(NoteKind)), "x") for _ in range(random.randint(0, 4))
    ]
    report.edition = random.choice(["2021", "2019", None])
    report.agency = random.choice([None, "", "青禾县", "某局", "青禾县惠丰镇人民政府"])
    report.year = random.choice([None, 2020, 2024])
    return report


@pytest.mark.parametrize("seed", range(300))
def test_a_report_of_any_content_is_answered(seed):
    random = Random(seed)
    previous = random.choice([None, correct_report(year=2023)])
    for finding in check(any_report(random), previous, peers=[correct_report()] * 3):
        assert finding.message
        assert set(finding.cells) <= {
            *PATHS,
            "applications.granted",
            "disputes.review",
            "applications.other_other",
        }
        if finding.fault is Fault.READING:
            assert finding.severity is not Severity.ERROR


@pytest.mark.parametrize(
    "text",
    [
        "收到" + "总计" * 50_000 + "x5件",
        "未收到" + "公民、" * 30_000,
        "政府信息公开申请" * 20_000 + "5件",
        "一" * 100_000,
        "收到," * 50_000 + "5件",
        "1,234" * 30_000,
        "收到申请5件" * 20_000,
    ],
    ids=lambda text: text[:6],
)
def test_no_text_makes_the_patterns_try_twice(text):
    """Exponential patterns would never come back from these; there is no clock in this test."""
    assert isinstance(list(statements_in(text, 2024, "青禾县人民政府")), list)
