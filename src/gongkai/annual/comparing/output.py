"""A comparison shown to people as plain text, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from gongkai.annual.aligned_text import lay_out
from gongkai.annual.comparing.comparison import Comparison, SectionChange, SectionState, Subject
from gongkai.annual.comparing.figures import FigureChange, FigureState, count_states
from gongkai.annual.comparing.repetition import Repetition
from gongkai.annual.comparing.wording import Run, RunKind
from gongkai.annual.exact import figure_text
from gongkai.annual.form import SECTIONS
from gongkai.annual.report import Cell, Figure

__all__ = ["describe", "to_dict"]

_INDENT = "  "
_MARKS = {RunKind.SAME: "{}", RunKind.DELETED: "[-{}-]", RunKind.INSERTED: "{{+{}+}}"}
_UNCHANGED = (FigureState.SAME, FigureState.NEITHER)


def describe(comparison: Comparison, *, all_figures: bool = False, context: int = 20) -> str:
    """The comparison as plain text: [-taken out-], {+put in+}.

    Only figures that differ are listed unless ``all_figures``; of unchanged text ``context`` characters are
    kept on each side of a change.
    """
    return "\n".join(_lines(comparison, all_figures, context)) + "\n"


def _lines(comparison: Comparison, all_figures: bool, context: int) -> Iterator[str]:
    first, second = comparison.names
    yield f"{first}：{comparison.first.text}"
    yield f"{second}：{comparison.second.text}"
    yield from (f"注意：{remark}" for remark in comparison.remarks)
    yield ""
    yield figures_summary(comparison)
    for section in SECTIONS:
        if section.table:
            yield from _table(comparison, section.table, section.heading, all_figures)
    if comparison.sections:
        yield ""
        yield f"文字的重复率：{repetition_summary(comparison.repetition)}"
    for change in comparison.sections:
        yield ""
        yield section_summary(change, comparison.names)
        if change.state is SectionState.CHANGED:
            yield from (
                f"{_INDENT}{line}" for line in _marked(change.runs, context).split("\n") if line.strip()
            )


def figures_summary(comparison: Comparison) -> str:
    """How many figures became what, in a sentence."""
    counts = count_states(comparison.figures)
    parts = [f"{state.label} {count}" for state, count in counts.items() if count]
    return f"表中 {len(comparison.figures)} 个数：{'，'.join(parts)}。"


def repetition_summary(repetition: Repetition) -> str:
    """The 重复率 in a phrase."""
    if repetition.share is None:
        return "没有文字可比"
    return f"{repetition.percent_text}（{repetition.length} 字中有 {repetition.repeated} 字与前一份逐字相同）"


def section_summary(change: SectionChange, names: tuple[str, str]) -> str:
    """The section's heading and what became of its text."""
    heading = f"{'一二三四五六'[change.number - 1]}、{change.title}"
    if change.state is SectionState.ONLY_FIRST:
        return f"{heading}：只有{names[0]}有"
    if change.state is SectionState.ONLY_SECOND:
        return f"{heading}：只有{names[1]}有"
    if change.state is SectionState.SAME:
        return f"{heading}：{'文字相同' if change.runs else '都没有文字'}"
    deleted, inserted = change.length(RunKind.DELETED), change.length(RunKind.INSERTED)
    return f"{heading}：删 {deleted} 字，增 {inserted} 字；重复率 {change.repetition.percent_text}"


def _table(comparison: Comparison, table: str, heading: str, all_figures: bool) -> Iterator[str]:
    changes = [change for change in comparison.figures if change.path.startswith(f"{table}.")]
    listed = [change for change in changes if all_figures or change.state not in _UNCHANGED]
    yield ""
    if not listed:
        yield f"{heading}：没有变化"
        return
    yield heading
    rows = [["", *comparison.names, "变化"]]
    rows += [
        [change.short_label, change.first_text, change.second_text, change.change_text] for change in listed
    ]
    yield from (f"{_INDENT}{line}" for line in lay_out(rows))


def _marked(runs: Sequence[Run], context: int) -> str:
    text = ""
    for position, run in enumerate(runs):
        shown = run.text
        if run.kind is RunKind.SAME:
            shown = _shortened(shown, context, first=position == 0, last=position == len(runs) - 1)
        text += _MARKS[run.kind].format(shown)
    return text


def _shortened(text: str, context: int, *, first: bool, last: bool) -> str:
    """The ends of unchanged text that touch a change."""
    head = "" if first else text[:context]
    tail = "" if last else text[len(text) - context :]
    if len(text) <= len(head) + len(tail) + 2:
        return text
    return f"{head}……{tail}"


def to_dict(comparison: Comparison) -> dict[str, Any]:
    """The comparison as a JSON object; amounts of 万元 and percentages as strings, counts as numbers."""
    counts = count_states(comparison.figures)
    return {
        "first": _subject(comparison.first),
        "second": _subject(comparison.second),
        "remarks": list(comparison.remarks),
        "counts": {state.value: count for state, count in counts.items()},
        "figures": [_figure(change) for change in comparison.figures],
        "repetition": _repetition(comparison.repetition),
        "sections": [_section(change) for change in comparison.sections],
    }


def _subject(subject: Subject) -> dict[str, Any]:
    return {
        "file": subject.file,
        "agency": subject.agency,
        "year": subject.year,
        "edition": subject.edition,
    }


def _figure(change: FigureChange) -> dict[str, Any]:
    return {
        "path": change.path,
        "label": change.label,
        "first": _cell(change.first),
        "second": _cell(change.second),
        "state": change.state.value,
        "difference": _number(change.difference),
        "percent": None if change.percent is None else figure_text(change.percent),
        "text": change.change_text,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {"value": _number(cell.value), "status": cell.status.value}


def _number(figure: Figure | None) -> int | str | None:
    return figure_text(figure) if isinstance(figure, Decimal) else figure


def _repetition(repetition: Repetition) -> dict[str, Any]:
    share = None if repetition.share is None else round(repetition.share, 4)
    return {
        "share": share,
        "length": repetition.length,
        "repeated": repetition.repeated,
        "passages": list(repetition.passages),
    }


def _section(change: SectionChange) -> dict[str, Any]:
    return {
        "number": change.number,
        "first_title": change.first_title,
        "second_title": change.second_title,
        "state": change.state.value,
        "repetition": _repetition(change.repetition),
        "runs": [{"kind": run.kind.value, "text": run.text} for run in change.runs],
    }
