"""The checklist of the first review: what must be confirmed, and how it is kept with the decision."""

from __future__ import annotations

from collections.abc import Collection

from gongkai.review.settings import Terms


def unconfirmed(terms: Terms, keys: Collection[str]) -> list[str]:
    """What was not confirmed, as one sentence; empty when all was."""
    open_ones = [check.label for check in terms.checklist if check.key not in keys]
    return [f"初审还有事项没有核对：{'；'.join(open_ones)}。请逐项核对并勾选。"] if open_ones else []


def confirmed(terms: Terms, keys: Collection[str]) -> list[dict[str, str]]:
    """What was confirmed, in the words of that day: settings may change, what was signed does not."""
    return [{"key": check.key, "label": check.label} for check in terms.checklist if check.key in keys]
