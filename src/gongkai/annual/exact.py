"""Sums and differences of figures without the loss of a digit, whatever their length."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal

from gongkai.annual.report import Figure

__all__ = ["exact_difference", "exact_sum", "figure_text"]


def exact_sum(figures: Iterable[Figure]) -> Figure:
    """The sum; an int when all are, else a Decimal with as many decimals as the longest.

    >>> exact_sum([Decimal("4166.241619"), Decimal("96171.6")])
    Decimal('100337.841619')
    """
    whole = 0
    amounts: list[Decimal] = []
    for figure in figures:
        if isinstance(figure, Decimal):
            amounts.append(figure)
        else:
            whole += figure
    if not amounts:
        return whole
    amounts.append(Decimal(whole))
    context = _wide_enough(amounts)
    total = Decimal(0)
    for amount in amounts:
        total = context.add(total, amount)
    return total


def exact_difference(later: Figure, earlier: Figure) -> Figure:
    """``later`` less ``earlier``; an int when both are."""
    return exact_sum((later, -earlier if isinstance(earlier, int) else earlier.copy_negate()))


def figure_text(figure: Figure) -> str:
    """The figure in plain digits, never with an exponent."""
    return f"{figure:f}" if isinstance(figure, Decimal) else str(figure)


def _wide_enough(amounts: list[Decimal]) -> Context:
    """A context whose precision holds every digit of the sum: Python's own has 28 and rounds in silence."""
    before = max(amount.adjusted() for amount in amounts) + 1
    after = max(-int(amount.as_tuple().exponent) for amount in amounts)
    return Context(prec=max(before, 1) + max(after, 0) + len(str(len(amounts))) + 1)
