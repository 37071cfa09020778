"""A chart's numbers can be read, however large they are."""

from __future__ import annotations

import itertools
import re

import pytest

from gongkai.portal.annual.charts import WIDTH, Chart, Series, Value, columns_chart, rows_chart

YEARS = tuple(f"{year}年" for year in range(2021, 2026))
_TEXT = re.compile(r'<text x="([\d.]+)" y="([\d.]+)" text-anchor="(\w+)" font-size="(\d+)">([^<]+)</text>')
Box = tuple[float, float, float, float, str]


def boxes(chart: Chart) -> list[Box]:
    """Left, top, right, bottom and words of every text, as wide as fonts make it at most."""
    found = []
    for x, y, anchor, size, words in _TEXT.findall(chart.svg):
        wide = sum((1 if ord(one) > 0x2E80 else 0.65) * int(size) for one in words)
        left = float(x) - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        found.append((left, float(y) - 0.85 * int(size), left + wide, float(y), words))
    return found


def overlapping(chart: Chart) -> list[tuple[str, str]]:
    """Texts that lie on one another."""
    return [
        (one[4], other[4])
        for one, other in itertools.combinations(boxes(chart), 2)
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]


@pytest.mark.parametrize("most", [7, 136, 7015, 107015])
def test_numbers_of_any_size_stand_apart_and_within_the_drawing(most: int) -> None:
    values: tuple[Value, ...] = (most - 1, most, None, most, 0)
    series = [Series(label, values) for label in ("行政许可", "行政处罚", "行政强制")]
    drawn = [
        columns_chart("acts", "处理决定", YEARS, series),
        columns_chart("requests", "新收申请", YEARS, series[:1]),
        rows_chart("results", "办理结果", "2025年", [("予以公开", most), ("不予公开", None)]),
    ]
    for chart in drawn:
        height = float(re.search(r'viewBox="0 0 \d+ (\d+)"', chart.svg)[1])  # type: ignore[index]
        assert overlapping(chart) == []
        for left, top, right, bottom, words in boxes(chart):
            assert 0 <= left < right <= WIDTH and 0 <= top < bottom <= height, words


def test_every_value_is_printed_and_series_are_drawn_to_one_scale() -> None:
    chart = columns_chart("acts", "处理决定", ("2025年",), [Series("许可", (100,)), Series("处罚", (50,))])
    assert [words for *_, words in boxes(chart)] == ["许可", "100", "处罚", "50", "2025年"]
    high, low = (float(one) for one in re.findall(r' height="([\d.]+)" class="s\d"/>', chart.svg)[1::2])
    assert high == pytest.approx(2 * low)
