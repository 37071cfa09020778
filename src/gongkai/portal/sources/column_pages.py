"""How a column's list is cut into pages: numbered from the oldest, so that what is published touches the newest only.

Page 1 has the oldest items, and like every numbered page it is full. What is left, from one page's worth to less than
two, stands on the front page, at the address of the column itself, newest first. A column with less than two
pages' worth of items has its front page only.
"""

from __future__ import annotations

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


def touched_by_addition(total: int, place: int) -> set[int]:
    """The pages that the item at that place, which came last or changed there, has changed.

    Its own; the front page, which names all the others; and the one before its own, which leads to it.
    """
    number = page_of(total, place)
    return {FRONT, number, number - 1} if number > 1 else {FRONT, number}


def touched_by_shift(total: int, place: int, moved: int) -> set[int]:
    """The pages that items which came or went before others have changed: from there up to the newest.

    `moved` is how many came or went at once: so many pages may have gone that were there before.
    """
    first = max(1, (place - 1) // SIZE)
    return {FRONT, *range(first, numbered(total) + moved // SIZE + 2)}
