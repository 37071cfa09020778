"""Charts as SVG, drawn here: no script, no inline style, every value printed, title and description for who cannot see.

Colours are classes of annual.css (`s1` … `s4`), so that a dark screen and large type have theirs. A value that is not
known is said in a word, never drawn as nought.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from gongkai.annual.exact import figure_text
from gongkai.annual.report import Figure

__all__ = ["Chart", "Series", "columns_chart", "rows_chart"]

WIDTH = 340
_TOP, _PLOT, _BELOW = 24, 130, 26
_NAME, _LOW_PLOT, _GAP = 22, 60, 10
_ROW, _LABEL = 30, 112
UNKNOWN = "无数"

Value = Figure | None


@dataclass(frozen=True)
class Series:
    """A row of values under one name."""

    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Chart:
    """A chart and the table of what it shows: `heads` name its columns, each line has a label and its texts."""

    name: str
    title: str
    svg: SafeString
    heads: tuple[str, ...]
    lines: tuple[tuple[str, tuple[str, ...]], ...]


def columns_chart(
    name: str, title: str, heads: Sequence[str], series: Sequence[Series], unit: str = "件"
) -> Chart:
    """Upright columns: for each head (a year) one. `name` is unique on its page.

    Several series stand one below the other, to one scale: side by side their columns are narrower than their numbers.
    """
    highest = _highest(value for one in series for value in one.values)
    slot = WIDTH / max(len(heads), 1)
    several = len(series) > 1
    plot = _LOW_PLOT if several else _PLOT
    parts: list[str] = []
    base = 0.0
    for number, one in enumerate(series, 1):
        if several:
            parts += _name(one.label, base, number)
            base += _NAME
        base += _TOP + plot
        parts.append(f'<line x1="0" y1="{base:.0f}" x2="{WIDTH}" y2="{base:.0f}" class="axis"/>')
        for place, value in enumerate(one.values):
            parts += _column(slot * (place + 0.5), base, slot, plot, value, highest, number)
        base += _GAP if number < len(series) else 0
    parts += [_word(slot * (place + 0.5), base + 18, head) for place, head in enumerate(heads)]
    height = base + _BELOW
    return Chart(
        name=name,
        title=title,
        svg=_svg(name, title, _said(heads, series, unit), height, parts),
        heads=tuple(heads),
        lines=tuple((one.label, tuple(_text(value) for value in one.values)) for one in series),
    )


def rows_chart(
    name: str, title: str, head: str, values: Sequence[tuple[str, Value]], unit: str = "件"
) -> Chart:
    """Level bars, one for each label."""
    highest = _highest(value for _, value in values)
    room = WIDTH - _LABEL - 14 - 8.5 * max((len(_text(value)) for _, value in values), default=0)
    height = _ROW * len(values) + 4
    parts = []
    for place, (label, value) in enumerate(values):
        middle = _ROW * (place + 0.5)
        parts.append(_word(_LABEL - 8, middle + 5, label, "end"))
        length = room * float(value) / highest if value else 0.0
        if length:
            parts.append(
                f'<rect x="{_LABEL}" y="{middle - 9:.1f}" width="{max(length, 2):.1f}" height="18" class="s1"/>'
            )
        parts.append(_word(_LABEL + length + 6, middle + 5, _text(value), "start"))
    series = [Series(label, (value,)) for label, value in values]
    return Chart(
        name=name,
        title=title,
        svg=_svg(name, title, _said([head], series, unit), height, parts),
        heads=(head,),
        lines=tuple((label, (_text(value),)) for label, value in values),
    )


def _column(
    middle: float, base: float, slot: float, plot: float, value: Value, highest: float, number: int
) -> Iterator[str]:
    """A column that stands on `base`, with its number above it. `slot` is the room from one to the next."""
    width = min(36.0, slot * 0.84)
    height = max(plot * float(value) / highest, 2.0) if value else 0.0
    if height:
        yield (
            f'<rect x="{middle - width / 2:.1f}" y="{base - height:.1f}" width="{width:.1f}" height="{height:.1f}"'
            f' class="s{number}"/>'
        )
    yield _word(middle, base - height - 5, _text(value), size=12)


def _name(label: str, top: float, number: int) -> Iterator[str]:
    """What the columns below are of."""
    yield f'<rect x="2" y="{top + 4:.1f}" width="12" height="12" class="s{number}"/>'
    yield _word(19, top + 15, label, "start")


def _word(x: float, y: float, text: str, anchor: str = "middle", size: int = 13) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}">{escape(text)}</text>'


def _svg(name: str, title: str, said: str, height: float, parts: Sequence[str]) -> SafeString:
    return mark_safe(
        f'<svg viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-labelledby="{name}-t {name}-d" focusable="false">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(said)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def _said(heads: Sequence[str], series: Sequence[Series], unit: str) -> str:
    """All that the chart shows, in a sentence for each head."""
    sentences = []
    for place, head in enumerate(heads):
        values = "，".join(
            f"{one.label}{_text(one.values[place])}{unit if one.values[place] is not None else ''}"
            for one in series
        )
        sentences.append(f"{head}：{values}。")
    return "".join(sentences)


def _text(value: Value) -> str:
    return UNKNOWN if value is None else figure_text(value)


def _highest(values: Iterator[Value] | Sequence[Value]) -> float:
    return max((float(value) for value in values if value), default=1.0)
