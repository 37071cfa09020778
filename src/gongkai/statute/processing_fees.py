"""The fee for processing (信息处理费): what a clearly excessive number of requests, or of pages, costs.

国办函〔2020〕109号: for each request either by items or by pages, never both; by steps, of which each rate is only for
what lies within its step (超额累进).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

__all__ = ["BASIS", "FeeError", "FeeMeasure", "FeeStep", "ProcessingFee", "processing_fee", "scale_of"]

BASIS: Final = "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）"


class FeeError(ValueError):
    """A number that nothing can be charged for; the message is a Chinese sentence."""


class FeeMeasure(StrEnum):
    """What is counted."""

    ITEMS = "items"
    PAGES = "pages"

    @property
    def label(self) -> str:
        """按件 or 按量."""
        return {"items": "按件", "pages": "按量"}[self.value]

    @property
    def unit(self) -> str:
        """件 or 页."""
        return {"items": "件", "pages": "页"}[self.value]

    @property
    def scope(self) -> str:
        """What is counted together, as a Chinese sentence; what is only practice is said to be so."""
        return {
            "items": "同一申请人一个自然月内的申请累计，各种处理决定都算；31件以上按通行的理解逐档计算。",
            "pages": "按一件申请提供的页数计，各件申请不累计；通行做法以A4及以下幅面的单面为1页。",
        }[self.value]


@dataclass(frozen=True, slots=True)
class FeeStep:
    """One step: from which to which item or page, yuan for each, and how many of them there are."""

    first: int
    last: int
    rate: int

    @property
    def count(self) -> int:
        """How many lie within the step."""
        return self.last - self.first + 1

    @property
    def yuan(self) -> int:
        """What they cost together."""
        return self.count * self.rate


@dataclass(frozen=True, slots=True)
class ProcessingFee:
    """What is to be paid, in yuan, and the steps that it is the sum of."""

    measure: FeeMeasure
    number: int
    steps: tuple[FeeStep, ...]

    @property
    def yuan(self) -> int:
        """The whole amount."""
        return sum(step.yuan for step in self.steps)


# The last item or page of a step, and yuan for each. The rule raises the rate with each step from the 31st item on; that
# the first of these steps costs 200 yuan each is how it is commonly read.
_STEPS: Final[dict[FeeMeasure, tuple[tuple[int, int], ...]]] = {
    FeeMeasure.ITEMS: ((10, 0), (30, 100), (40, 200)),
    FeeMeasure.PAGES: ((30, 0), (100, 10), (200, 20)),
}
_ITEMS_OF_A_FURTHER_STEP: Final = 10
_YUAN_MORE_OF_A_FURTHER_STEP: Final = 100
_YUAN_OF_FURTHER_PAGES: Final = 40


def processing_fee(measure: FeeMeasure, number: int) -> ProcessingFee:
    """The fee for that many items of one applicant in one month, or pages of one request.

    Raises:
        FeeError: the number is below nought.
    """
    if number < 0:
        raise FeeError(f"{measure.unit}数应为0以上的整数，现为{number}，请重新填写。")
    steps: list[FeeStep] = []
    first = 1
    for last, rate in _bounds(measure, number):
        if first > number:
            break
        steps.append(FeeStep(first, min(last, number), rate))
        first = last + 1
    return ProcessingFee(measure, number, tuple(steps))


def _bounds(measure: FeeMeasure, number: int) -> Iterator[tuple[int, int]]:
    """The last of each step, and its rate, up to where the number lies."""
    yield from _STEPS[measure]
    last, rate = _STEPS[measure][-1]
    if measure is FeeMeasure.PAGES:
        yield max(number, last), _YUAN_OF_FURTHER_PAGES
        return
    while last < number:
        last, rate = last + _ITEMS_OF_A_FURTHER_STEP, rate + _YUAN_MORE_OF_A_FURTHER_STEP
        yield last, rate


def scale_of(measure: FeeMeasure) -> str:
    """The whole scale as a Chinese phrase: 第1至10件免费，第11至30件每件100元，……."""
    unit = measure.unit
    steps = [
        f"第{step.first}至{step.last}{unit}{f'每{unit}{step.rate}元' if step.rate else '免费'}"
        for step in processing_fee(measure, _STEPS[measure][-1][0]).steps
    ]
    if measure is FeeMeasure.PAGES:
        further = f"第{_STEPS[measure][-1][0] + 1}页起每页{_YUAN_OF_FURTHER_PAGES}元"
    else:
        further = f"以后每{_ITEMS_OF_A_FURTHER_STEP}件为一档，每件增加{_YUAN_MORE_OF_A_FURTHER_STEP}元"
    return "，".join([*steps, further])
