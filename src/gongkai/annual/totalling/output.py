"""A total shown to people: the sums, who is in, what is left out and why; and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from gongkai.annual.aligned_text import display_width, lay_out, pad
from gongkai.annual.exact import figure_text
from gongkai.annual.form import Edition, Label, label_of
from gongkai.annual.report import NoteKind
from gongkai.annual.totalling.result import Total

__all__ = ["describe", "to_dict"]

_INDENT = "  "


def describe(total: Total, *, most_bodies: int = 60) -> str:
    """The total as plain text in columns; a list of more than ``most_bodies`` is cut, and says so."""
    return "\n".join(_lines(total, most_bodies)) + "\n"


def _lines(total: Total, most_bodies: int) -> Iterator[str]:
    report = total.report
    yield f"{report.agency}{report.year}年政府信息公开工作年度报告汇总"
    yield _summary(total)
    yield from _tables(total)
    if total.partial:
        yield ""
        yield "带“?”的合计不全：? 前是已知部分之和，不能当作合计使用。"
    yield ""
    yield f"计入的单位（{len(total.bodies)}个）"
    yield from _bodies(total, most_bodies)
    left_out = total.left_out
    if left_out:
        yield ""
        yield f"没有计入的（{len(left_out)}项）"
        yield from (f"{_INDENT}{remark.sentence}" for remark in left_out)
    others = [remark for remark in total.remarks if not remark.left_out]
    if others:
        yield ""
        yield f"请注意（{len(others)}项）"
        yield from (f"{_INDENT}{remark.sentence}" for remark in others)


def _summary(total: Total) -> str:
    if total.is_complete:
        listed = (
            f"名单上 {len(total.expected)} 个单位都已计入"
            if total.expected
            else "没有单位名单，交来的都已计入"
        )
        return f"计入 {len(total.bodies)} 个单位，合计完整。（{listed}）"
    parts = [f"计入 {len(total.bodies)} 个单位"]
    if total.left_out:
        parts.append(f"没有计入 {len(total.left_out)} 项")
    empty = sum(1 for path in total.report.form.paths if total.report.value(path) is None)
    if empty:
        parts.append(f"有 {empty} 个数的合计不全")
    return f"{'，'.join(parts)}。合计不完整，原因见后。"


def _shown(total: Total, path: str | None) -> str:
    if path is None:
        return ""
    value = total.report.value(path)
    if value is not None:
        return figure_text(value)
    known = total.partial.get(path)
    return "—" if known is None else f"{figure_text(known)}?"


def _name(label: Label) -> str:
    """The shortest wording of a label, for a narrow column."""
    return min(label.accepted, key=display_width)


def _tables(total: Total) -> Iterator[str]:
    form = total.report.form
    headings = {section.table: section.heading for section in form.sections}
    yield ""
    yield headings["proactive"]
    yield from (f"{_INDENT}{line}" for line in lay_out(list(_proactive(total, form))))
    yield ""
    yield headings["applications"]
    yield from (f"{_INDENT}{line}" for line in lay_out(list(_applications(total, form))))
    yield ""
    yield headings["disputes"]
    rows = [["", *(str(column.label) for column in form.dispute_columns)]]
    rows += [
        [
            f"{group.group}·{group.label}" if group.group else str(group.label),
            *(_shown(total, path) for path in paths),
        ]
        for group, paths in zip(form.dispute_groups, form.dispute_paths, strict=True)
    ]
    yield from (f"{_INDENT}{line}" for line in lay_out(rows))


def _proactive(total: Total, form: Edition) -> Iterator[list[str]]:
    for block in form.proactive:
        yield [str(block.basis), *(str(column) for column in block.columns)]
        for row in block.rows:
            yield [f"  {row.label}", *(_shown(total, cell.path) for cell in row.cells)]


def _applications(total: Total, form: Edition) -> Iterator[list[str]]:
    yield ["", *(str(column.label) for column in form.applicants)]
    labels = {group.key: group.label for group in form.groups}
    last = None
    for row, paths in zip(form.applications, form.application_paths, strict=True):
        if row.group and row.group != last:
            yield [_name(labels[row.group])]
        last = row.group or last
        yield [_name(row.label), *(_shown(total, path) for path in paths)]


def _bodies(total: Total, most: int) -> Iterator[str]:
    names = [body.name for body in total.bodies[:most]]
    width = max((display_width(name) for name in names), default=0)
    for body, name in zip(total.bodies, names, strict=False):
        files = "、".join(file for file in body.files if file != name)
        yield f"{_INDENT}{pad(name, width)}  {files}".rstrip()
    if len(total.bodies) > most:
        yield f"{_INDENT}……另有 {len(total.bodies) - most} 个，见 JSON 或 XLSX"


def to_dict(total: Total) -> dict[str, Any]:
    """The total as a JSON object: the report by the contract's schema, and all that belongs beside it.

    ``partial`` has amounts of 万元 as strings and counts as numbers.
    """
    merged = [note.cell for note in total.report.notes if note.kind is NoteKind.MERGED and note.cell]
    return {
        "agency": total.report.agency,
        "year": total.report.year,
        "complete": total.is_complete,
        "report": total.report.to_dict(),
        "partial": {
            path: {
                "label": label_of(path),
                "known": figure_text(known) if isinstance(known, Decimal) else known,
            }
            for path, known in total.partial.items()
        },
        "merged": merged,
        "expected": list(total.expected),
        "counted": [
            {"agency": body.agency, "files": list(body.files), "edition": body.edition}
            for body in total.bodies
        ],
        "remarks": [{**remark.to_dict(), "left_out": remark.left_out} for remark in total.remarks],
    }
