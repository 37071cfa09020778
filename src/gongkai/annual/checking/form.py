"""The six sections against the official form: present, in order, with the official titles, the form in force."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.annual.body_name import clean_name
from gongkai.annual.checking.examination import Examination
from gongkai.annual.checking.finding import Evidence, Fault, Finding, Severity
from gongkai.annual.checking.registry import Example, Rule, register
from gongkai.annual.form import EDITION_2021, EDITIONS, Section
from gongkai.annual.report import NoteKind, Place

__all__ = ["check_form"]

_FORM = "国办公开办函〔2021〕30号"

TITLE = register(
    Rule(
        name="form.section_title",
        title="六个部分用规定的标题",
        basis=_FORM,
        severity=Severity.WARNING,
        fault=Fault.REPORT,
        explanation="标题只差空格、标点、“的”字和“及、和、与”的不算，带着序号或括号里的说明也不算。",
        example=Example(
            "第五部分的标题写成“存在的问题及下步工作打算”",
            sections={5: ("存在的问题及下步工作打算", "一是解读形式单一，下一步将增加图文解读。")},
        ),
    )
)
MISSING = register(
    Rule(
        name="form.missing_section",
        title="六个部分齐全",
        basis=f"《政府信息公开条例》第五十条；{_FORM}",
        severity=Severity.ERROR,
        fault=Fault.REPORT,
        explanation="没有内容的部分也要有标题，并写明“无”。",
        example=Example("没有第六部分", sections={6: None}),
    )
)
ORDER = register(
    Rule(
        name="form.section_order",
        title="六个部分依次排列",
        basis=_FORM,
        severity=Severity.WARNING,
        fault=Fault.REPORT,
        explanation="各部分按一至六的次序，一个序号只用一次。",
        example=Example("第六部分排在第五部分前面", identity={"order": (1, 2, 3, 4, 6, 5)}),
    )
)
OBSOLETE = register(
    Rule(
        name="form.obsolete_edition",
        title="用现行的格式",
        basis=f"{_FORM}，自2021年度报告起代替国办公开办函〔2019〕60号（试行）",
        severity=Severity.WARNING,
        fault=Fault.REPORT,
        explanation="2019年试行格式的表二（新制作、新公开、对外公开总数量，政府集中采购）和合为一行的“（六）其他处理”，从2021年度起不再使用。",
        example=Example(
            "“（六）其他处理”仍是一行",
            figures={"applications.other_other.natural_person": 1, "applications.other_other.total": 1},
            status={
                f"applications.{row}.{column.key}": "absent"
                for row in ("other_clarification_lapsed", "other_fee_unpaid")
                for column in EDITION_2021.applicants
            },
            notes=(("applications.other_other.total", "merged", "（六）其他处理印成一行"),),
        ),
    )
)

_NUMERAL = re.compile(r"^\W*第?[一二三四五六](?:部分)?\s*[、．.，,：:]")
_REMARK = re.compile(r"[（(\[][^（()）]*[)）\]]")
_TRIVIAL = re.compile(r"[\s\W_]+")
_WORDS = re.compile(r"以及|[及和与暨的]")


def _plain(title: str) -> str:
    """A title without what carries no meaning: numeral, remarks, spaces, punctuation, 的, and 及 for 和."""
    words = _TRIVIAL.sub("", _REMARK.sub("", _NUMERAL.sub("", title)))
    return _WORDS.sub("", words).replace("其它", "其他")


def _is_official(title: str, number: int) -> bool:
    return _plain(title) == _OFFICIAL[number] or _plain(clean_name(title)) == _OFFICIAL[number]


_LONG_PREFACE = 200
"""A preface says by which law the report is made; a longer one that speaks of the work is section one."""

_OFFICIAL = {section.number: _plain(section.title.text) for section in EDITION_2021.sections}


def check_form(examination: Examination) -> Iterator[Finding]:
    """Findings on the sections and on the edition of the form."""
    yield from _edition(examination)
    if not examination.has_sections:
        return
    yield from _missing(examination)
    yield from _order(examination)
    for section in EDITION_2021.sections:
        yield from _title(examination, section)


def _title(examination: Examination, section: Section) -> Iterator[Finding]:
    printed = [item for item in examination.report.sections if item.number == section.number]
    if not printed or (len(printed) == 1 and _is_official(printed[0].title, section.number)):
        return
    titles = [item.title.strip() for item in printed]
    shown = "、".join(f"“{title}”" for title in titles if title)
    if len(printed) > 1:
        what = f"第{_numeral(section)}部分分成了{len(printed)}个标题：{shown}"
    elif shown:
        what = f"第{_numeral(section)}部分的标题是{shown}"
    else:
        what = f"第{_numeral(section)}部分没有标题"
    yield TITLE.finding(
        f"{what}，规定的标题是“{section.title}”",
        suggestion=f"请改为“{section.heading}”。",
        evidence=[Evidence(item.title or "（无标题）", item.place) for item in printed],
        expected=section.title.text,
        actual="／".join(titles),
    )


def _untitled(section: Section, text: str) -> Finding:
    """The text of the first section stands before the others without a heading."""
    return TITLE.finding(
        f"第{_numeral(section)}部分没有标题，规定的标题是“{section.title}”",
        suggestion=f"请在正文前加上“{section.heading}”。",
        evidence=[Evidence(text[:60])],
        expected=section.title.text,
        actual="",
    )


def _numeral(section: Section) -> str:
    return section.heading[0]


def _missing(examination: Examination) -> Iterator[Finding]:
    numbers = {section.number for section in examination.report.sections}
    gone = set(examination.absent_tables) - set(examination.lost_tables)
    missing = [
        section
        for section in EDITION_2021.sections
        if section.number not in numbers and (section.table is None or section.table in gone)
    ]
    preface = examination.report.preface
    if missing and missing[0].number == 1 and len(preface) > _LONG_PREFACE and "主动公开" in preface:
        first = missing.pop(0)
        yield _untitled(first, preface)
    if missing:
        names = "、".join(f"“{section.heading}”" for section in missing)
        yield MISSING.finding(
            f"缺少{len(missing)}个部分：{names}",
            suggestion="请补上；没有内容的写明“无”。",
            cells=[
                path
                for s in missing
                if s.table
                for path in examination.expected
                if path.startswith(f"{s.table}.")
            ],
            evidence=[Evidence("、".join(f"{s.number}.{s.title}" for s in examination.report.sections))],
        )


def _order(examination: Examination) -> Iterator[Finding]:
    numbers = [section.number for section in examination.report.sections]
    runs = [number for index, number in enumerate(numbers) if not index or numbers[index - 1] != number]
    if runs == sorted(set(runs)):
        return
    printed = "、".join("一二三四五六"[number - 1] for number in runs)
    yield ORDER.finding(
        f"各部分排列的次序是{printed}",
        suggestion="请按一、二、三、四、五、六的次序编排，一个序号只用一次。",
        evidence=[Evidence(section.title, section.place) for section in examination.report.sections],
    )


def _place_of(examination: Examination, row: str | None) -> Place | None:
    """Where a cell stands, or the first cell of a row."""
    if row is None:
        return None
    cells = examination.report.cells
    return next((cells[path].place for path in cells if path == row or path.startswith(f"{row}.")), None)


def _edition(examination: Examination) -> Iterator[Finding]:
    report = examination.report
    year = report.year or (report.dated.year - 1 if report.dated else None)
    if year is None or year < EDITION_2021.first_year:
        return
    if report.edition is not None and EDITIONS.get(report.edition) is not EDITION_2021:
        what = f"{year}年度报告用的是{report.form.document}的格式"
    elif examination.merged:
        what = f"{year}年度报告的表三仍把“（六）其他处理”印成一行，这是2019年试行格式的行"
    else:
        return
    merged = [note for note in report.notes if note.kind is NoteKind.MERGED]
    yield OBSOLETE.finding(
        what,
        suggestion=f"请改用{EDITION_2021.document}的格式，“（六）其他处理”分三行填报。",
        cells=[note.cell for note in merged if note.cell],
        evidence=[Evidence(note.detail, _place_of(examination, note.cell), note.cell) for note in merged],
    )
