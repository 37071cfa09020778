"""How a column's list is cut into pages: numbered from the oldest, so that what is published touches the newest only.

Page 1 has the oldest items, and like every numbered page it is full. What is left, from one page's worth to less than
two, stands on the front page, at the address of the column itself, newest first. A column with less than two
pages' worth of items has its front page only.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

FRONT: Final = 0
"""The number by which the front page goes here; it has none in its address."""
SIZE: Final = 25
"""So many items on a numbered page; up to 49 on the front page."""


def numbered(total: int) -> int:
    """How many numbered pages there are beside the front page."""
    return max(0, total // SIZE - 1)


def places(total: int, number: int) -> tuple[int, int]:
    """The first and the last item of a page, counted from 1 at the oldest; (1, 0) is a page without any."""
    if number == FRONT:
        return SIZE * numbered(total) + 1, total
    return SIZE * (number - 1) + 1, SIZE * number


def page_of(total: int, place: int) -> int:
    """The page on which the item at that place, from 1 at the oldest, stands."""
    number = (place - 1) // SIZE + 1
    return number if number <= numbered(total) else FRONT


def touched(total: int, came_or_changed: Collection[int], shifted: Collection[int]) -> set[int]:
    """The pages that have changed since so many items came, changed or went.

    `total` is how many items there are now. `came_or_changed` are the places of items that came last, or changed where
    they stand; `shifted` those of items that came before others, or would stand there and went.
    """
    number_of_changes = len(came_or_changed) + len(shifted)
    pages = {FRONT, *(page_of(total, place) for place in came_or_changed)}
    # What came last may have filled pages; the last that was there before now leads to them.
    filled = numbered(max(0, total - number_of_changes))
    pages |= set(range(max(1, filled), numbered(total) + 1))
    if shifted:
        first = max(1, (min(shifted) - 1) // SIZE)
        pages |= set(range(first, numbered(total + number_of_changes) + 1))
    return pages
