"""What we are not sure to have read: said as our doubt, with the evidence, never as the agency's error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from gongkai.annual.checking.equations import Equation, sum_text
from gongkai.annual.checking.examination import TABLE_NAMES, Examination
from gongkai.annual.checking.finding import Evidence, Fault, Finding, Severity
from gongkai.annual.checking.registry import Example, Rule, register
from gongkai.annual.form import label_of
from gongkai.annual.report import Figure, NoteKind, Status

__all__ = ["check_unreadable", "misread_disputes", "misread_row", "moved", "unsettled"]

_SHOWN = 6
_SHOWN_SUMS = 3

UNREADABLE = register(
    Rule(
        name="reading.unreadable",
        title="读不出的数字",
        basis="核查原则：读不出不等于0，也不等于报告有错",
        severity=Severity.WARNING,
        fault=Fault.READING,
        explanation="原件里有内容但分不清是什么数，或者表格是图片、附件，读不到。相关的等式不作判断。",
        example=Example(
            "规范性文件三个数连在一起，没有等式可以分开",
            status={
                "proactive.normative_documents.issued": "unreadable",
                "proactive.normative_documents.repealed": "unreadable",
                "proactive.normative_documents.in_force": "unreadable",
            },
            printed={"proactive.normative_documents.issued": "5845546"},
        ),
    )
)
MISREAD = register(
    Rule(
        name="reading.misread",
        title="可能读错的数字",
        basis="核查原则：先看印的是什么；疑似误读不算报告的错",
        severity=Severity.WARNING,
        fault=Fault.READING,
        explanation="等式不成立，但有迹象说明是识读的问题：数字是靠勾稽关系拆分出来的，10被读成1和0，或者总计错了位。列出证据，不改数。",
        example=Example(
            "“（一）予以公开”一行的总计错位到了左边一格",
            figures={"applications.granted.other_organisation": 8, "applications.granted.total": 0},
        ),
    )
)


def unsettled(examination: Examination, equations: list[Equation]) -> Finding:
    """Equations that do not hold, where figures were won by splitting what is printed."""
    sums = "；".join(dict.fromkeys(sum_text(examination, equation) for equation in equations))
    paths = tuple(dict.fromkeys(path for equation in equations for path in equation.identity.paths))
    examination.suspects.update(paths)
    table = TABLE_NAMES[paths[0].split(".", 1)[0]]
    return MISREAD.finding(
        f"{table}有等式不成立，其中的数字是从连写的文字里拆出来的，可能拆错：{sums}",
        suggestion="请对照原件核对这些数字。",
        cells=paths,
        evidence=[
            *examination.quotes(path for path in paths if examination.values.get(path)),
            *(Evidence(sum_text(examination, equation)) for equation in equations),
        ],
        expected=equations[0].left,
        actual=equations[0].right,
    )


def moved(examination: Examination, broken: list[Equation], text: str) -> Finding:
    """All rows of Table 3, where they seem to have moved together."""
    sums = "；".join(sum_text(examination, equation) for equation in broken[:_SHOWN_SUMS])
    paths = tuple(dict.fromkeys(path for equation in broken for path in equation.identity.paths))
    examination.suspects.update(paths)
    return MISREAD.finding(
        f"表三有{len(broken)}个等式不成立，{text}：{sums}{'等' if len(broken) > _SHOWN_SUMS else ''}",
        suggestion="请对照原件核对各列的数是不是这一列的。",
        cells=paths,
        evidence=[
            *examination.quotes(path for path in paths if examination.values.get(path)),
            *(Evidence(sum_text(examination, equation)) for equation in broken),
        ],
        expected=broken[0].left,
        actual=broken[0].right,
    )


def misread_row(examination: Examination, row: Equation, text: str, figures: Mapping[str, Figure]) -> Finding:
    """A row of Table 3 that adds up, with all its columns, when it is read in another way."""
    return _reread(examination, f"表三“{row.identity.subject}”一行", [row], text, figures)


def misread_disputes(
    examination: Examination, broken: list[Equation], text: str, figures: Mapping[str, Figure]
) -> Finding:
    """Table 4, when all its groups add up in another reading of the same figures."""
    return _reread(examination, "表四", broken, text, figures)


def _reread(
    examination: Examination,
    where: str,
    broken: list[Equation],
    text: str,
    figures: Mapping[str, Figure],
) -> Finding:
    reading = "、".join(str(figure) for figure in figures.values())
    sums = "；".join(sum_text(examination, equation) for equation in broken)
    return MISREAD.finding(
        f"{where}可能读错：{sums}；{text}，若读作 {reading}，各等式都成立",
        suggestion="请对照原件核对这一行。",
        cells=tuple(figures),
        evidence=list(examination.quotes(figures)),
        expected=broken[0].left,
        actual=broken[0].right,
    )


def check_unreadable(examination: Examination) -> Iterator[Finding]:
    """Cells that hold something unreadable, and whole tables of which nothing could be read."""
    unreadable = [path for path in examination.with_status(Status.UNREADABLE) if path not in examination.told]
    if unreadable:
        yield _unreadable(examination, unreadable)
    lost = examination.lost_tables
    if lost:
        names = "、".join(TABLE_NAMES[table] for table in lost)
        yield UNREADABLE.finding(
            f"{names}没有读到任何数字，表格可能是图片、附件，或由网页脚本载入",
            suggestion="请提供带文字的原件；在读到之前不按0处理。",
            cells=[path for path in examination.expected if path.split(".", 1)[0] in lost],
            evidence=list(_headings(examination, lost)),
        )


def _headings(examination: Examination, tables: Iterable[str]) -> Iterator[Evidence]:
    for form in examination.form.sections:
        section = examination.report.section(form.number)
        if form.table and form.table in tables and section is not None:
            yield Evidence(section.title, section.place)


def _unreadable(examination: Examination, paths: Iterable[str]) -> Finding:
    paths = tuple(paths)
    names = [f"“{label_of(path)}”" for path in paths]
    named = "、".join(names[:_SHOWN]) + (f"等{len(names)}格" if len(names) > _SHOWN else "")
    details = [
        Evidence(note.detail, None, note.cell)
        for note in examination.report.notes
        if note.kind is NoteKind.UNREADABLE and note.cell in paths and note.detail
    ]
    return UNREADABLE.finding(
        f"有{len(paths)}格读不出是什么数：{named}",
        suggestion="请对照原件补上；在补上之前按未知处理，不按0处理。",
        cells=paths,
        evidence=[*examination.quotes(paths), *details],
    )
