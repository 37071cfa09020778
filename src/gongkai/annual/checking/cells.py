"""The tables against the official form: no cell left blank, no row, column or label left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from gongkai.annual.checking.examination import TABLE_NAMES, Examination
from gongkai.annual.checking.finding import Evidence, Fault, Finding, Severity
from gongkai.annual.checking.registry import Example, Rule, register
from gongkai.annual.form import label_of
from gongkai.annual.report import NoteKind, Status

__all__ = ["check_cells"]

_FORM = "国办公开办函〔2021〕30号所附格式"

BLANK = register(
    Rule(
        name="form.blank_cell",
        title="表格不留空白",
        basis=f"{_FORM}；空白、“/”、“-”都不是数",
        severity=Severity.WARNING,
        fault=Fault.REPORT,
        explanation="没有发生的填0。空白不当作0：一张表里的空白合成一条，整列、整行空白照列、照行说。",
        example=Example(
            "表四行政复议五格都空着",
            figures={
                f"disputes.review.{key}": None for key in ("upheld", "corrected", "other", "pending", "total")
            },
        ),
    )
)
MISSING = register(
    Rule(
        name="form.missing_row",
        title="表格不缺行、不缺列、不缺行名",
        basis=_FORM,
        severity=Severity.WARNING,
        fault=Fault.REPORT,
        explanation="格式规定的行、列、行名都要有。没有印出行名的行，按次序和勾稽关系认出是哪一行，并说明是认出来的。",
        example=Example(
            "“（一）予以公开”一行没有印行名",
            notes=(("applications.granted.total", "guessed_label", "第4行没有印出行名"),),
        ),
    )
)


_LONGEST_MARK = 3


def check_cells(examination: Examination) -> Iterator[Finding]:
    """Blank cells, missing rows and columns, rows without their label: one finding a table and a cause."""
    blank = [path for path in examination.with_status(Status.BLANK) if path not in examination.told]
    for table, paths in _by_table(blank):
        yield _blank(examination, table, paths)
    lost = examination.absent_tables
    absent = [path for path in examination.with_status(Status.ABSENT) if path.split(".", 1)[0] not in lost]
    for table, paths in _by_table(absent):
        yield _missing(examination, table, paths)
    yield from _unlabelled(examination)


def _by_table(paths: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for table, group in groupby(paths, key=lambda path: path.split(".", 1)[0]):
        yield table, tuple(group)


def _blank(examination: Examination, table: str, paths: tuple[str, ...]) -> Finding:
    printed = {(examination.report.cell(path).printed or "").strip() for path in paths}
    marks = sorted(mark for mark in printed if 0 < len(mark) < _LONGEST_MARK)
    shown = f"（印的是{'、'.join(f'“{mark}”' for mark in marks)}）" if marks else ""
    return BLANK.finding(
        f"{TABLE_NAMES[table]}{_shape(examination, table, paths)}空白{shown}，没有填数",
        suggestion="没有发生的请填0，有数的请补上；空白不按0计。",
        cells=paths,
        evidence=list(examination.quotes(paths)),
    )


def _shape(examination: Examination, table: str, paths: tuple[str, ...]) -> str:
    """The cells in the fewest words: the whole table, whole columns, whole rows, else one by one."""
    whole = [path for path in examination.expected if path.startswith(f"{table}.")]
    if len(paths) == len(whole):
        return f"全表{len(paths)}格都"
    if table == "proactive":
        names = _named([label_of(path) for path in paths])
        return f"{names}一格" if len(paths) == 1 else f"{names}共{len(paths)}格"
    rest = dict.fromkeys(paths)
    words = []
    if table == "applications":
        columns = _whole(rest, whole, part=2)
        words += [f"“{label_of(column[0]).rsplit('·', 1)[1]}”列" for column in columns]
    rows = _whole(rest, whole, part=1)
    noun = "行" if table == "applications" else ""
    words += [f"“{label_of(row[0]).split('·', 1)[0]}”{noun}" for row in rows]
    partial = [f"“{name}”列{len(group)}格" for name, group in _partial_columns(rest) if len(group) > 2]
    kept = {path for _, group in _partial_columns(rest) if len(group) > 2 for path in group}
    words += partial + [f"“{label_of(path)}”" for path in rest if path not in kept]
    shown = "、".join(words[:8]) + ("等" if len(words) > 8 else "")
    if len(paths) == 1:
        return f"{shown}一格"
    if len(words) == 1:
        return shown if partial else f"{shown}{len(paths)}格"
    return f"{shown}共{len(paths)}格"


def _named(names: list[str]) -> str:
    return "、".join(f"“{name}”" for name in names)


def _whole(rest: dict[str, None], whole: Iterable[str], part: int) -> list[list[str]]:
    """The rows (``part`` 1) or columns (``part`` 2) that are all in ``rest``; they are taken out of it."""
    groups: dict[str, list[str]] = {}
    for path in whole:
        groups.setdefault(path.split(".")[part], []).append(path)
    found = [group for group in groups.values() if all(path in rest for path in group)]
    for group in found:
        for path in group:
            rest.pop(path, None)
    return found


def _partial_columns(rest: Iterable[str]) -> list[tuple[str, list[str]]]:
    groups: dict[str, list[str]] = {}
    for path in rest:
        if path.startswith("applications."):
            groups.setdefault(label_of(path).rsplit("·", 1)[1], []).append(path)
    return list(groups.items())


def _missing(examination: Examination, table: str, paths: tuple[str, ...]) -> Finding:
    shape = _shape(examination, table, paths)
    return MISSING.finding(
        f"{TABLE_NAMES[table]}没有{shape}，与规定的格式不符",
        suggestion="请按规定格式补齐；如原件中有而没有读到，请以原件为准。",
        cells=paths,
        evidence=[
            Evidence(note.detail, None, note.cell)
            for note in examination.report.notes
            if note.kind is NoteKind.ABSENT and note.cell in paths and note.detail
        ],
    )


def _unlabelled(examination: Examination) -> Iterator[Finding]:
    notes = [note for note in examination.report.notes if note.kind is NoteKind.GUESSED_LABEL]
    if not notes:
        return
    keys = dict.fromkeys(".".join(note.cell.split(".")[:2]) for note in notes if note.cell)
    rows = {key: _cells_of(examination, key) for key in keys}
    cells = tuple(cell for row in rows.values() for cell in row)
    names = _named([label_of(row[0]).split("·", 1)[0] for row in rows.values() if row])
    table = TABLE_NAMES.get(next(iter(rows), "").split(".", 1)[0], "表格")
    details = dict.fromkeys(note.detail for note in notes if note.detail)
    place = next((examination.report.cell(cell).place for cell in cells), None)
    yield MISSING.finding(
        f"{table}有{len(rows) or len(notes)}行没有印出行名" + (f"，按次序认作{names}" if names else ""),
        suggestion="请补上行名，并核对这几行的数是不是这一行的。",
        cells=cells,
        evidence=[Evidence(detail, place) for detail in details],
    )


def _cells_of(examination: Examination, row: str) -> list[str]:
    return [path for path in examination.form.paths if path == row or path.startswith(f"{row}.")]
