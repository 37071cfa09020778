"""All ways to read digits whose separators were lost, moved or added.

Glued: 15130000154 is 151 3 0 0 0 0 154. Split: 1 0 is 10. Thrown: a lone digit on the next line belongs to
one of the numbers above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, combinations, pairwise

__all__ = [
    "glued_groups",
    "joined",
    "split_free",
    "split_groups",
    "split_row",
    "split_some",
    "spread",
    "thrown",
    "without_one",
]

_LONGEST_RUN = 120
_READINGS_LIMIT = 4_000
_MOST_BREAKS = 9


def _is_number(text: str) -> bool:
    return len(text) == 1 or text[0] != "0"


def split_row(digits: str, width: int) -> list[tuple[int, ...]]:
    """Every way to cut a run of digits into ``width`` numbers of which the last is the sum of the others.

    No number begins with a superfluous 0. Empty where there is none or where the run is too long.
    """
    if len(digits) < width or len(digits) > _LONGEST_RUN:
        return []
    found: list[tuple[int, ...]] = []
    for length in range(1, len(digits) - width + 2):
        tail = digits[-length:]
        if not _is_number(tail):
            continue
        for parts in _parts(digits[:-length], width - 1, int(tail), length):
            found.append((*parts, int(tail)))
            if len(found) > _READINGS_LIMIT:
                return []
    return found


def _parts(digits: str, count: int, total: int, longest: int) -> Iterator[tuple[int, ...]]:
    """Cut digits into ``count`` numbers of at most ``longest`` digits that add up to ``total``."""
    if len(digits) < count or len(digits) > count * longest:
        return
    if count == 1:
        if _is_number(digits) and int(digits) == total:
            yield (total,)
        return
    if digits[0] == "0":
        for rest in _parts(digits[1:], count - 1, total, longest):
            yield (0, *rest)
        return
    for length in range(1, min(longest, len(digits) - count + 1) + 1):
        value = int(digits[:length])
        if value > total:
            return
        for rest in _parts(digits[length:], count - 1, total - value, longest):
            yield (value, *rest)


def split_free(digits: str, width: int) -> list[tuple[int, ...]]:
    """Every way to cut a run of digits into ``width`` numbers, with no sum to guide."""
    if len(digits) < width or len(digits) > 40:
        return []
    if width == 1:
        return [(int(digits),)] if _is_number(digits) else []
    found = []
    for cuts in combinations(range(1, len(digits)), width - 1):
        bounds = (0, *cuts, len(digits))
        parts = [digits[a:b] for a, b in pairwise(bounds)]
        if all(map(_is_number, parts)):
            found.append(tuple(map(int, parts)))
            if len(found) > _READINGS_LIMIT:
                return []
    return found


def glued_groups(digits: str, groups: int, width: int) -> list[tuple[int, ...]]:
    """Every way to cut a run into ``groups`` groups of ``width`` numbers, each ending with its sum (Table 4)."""
    if groups == 1:
        return split_row(digits, width)
    found: list[tuple[int, ...]] = []
    for length in range(width, len(digits) - width * (groups - 1) + 1):
        heads = split_row(digits[:length], width)
        if not heads:
            continue
        tails = glued_groups(digits[length:], groups - 1, width)
        found.extend((*head, *tail) for head in heads for tail in tails)
        if len(found) > _READINGS_LIMIT:
            return []
    return found


def joined(tokens: Sequence[str], width: int) -> Iterator[tuple[str, ...]]:
    """Every way to join neighbouring tokens so that ``width`` are left: 1 0 as 10."""
    surplus = len(tokens) - width
    if surplus < 0 or surplus > _MOST_BREAKS:
        return
    for cuts in combinations(range(1, len(tokens)), width - 1):
        bounds = (0, *cuts, len(tokens))
        parts = tuple("".join(tokens[a:b]) for a, b in pairwise(bounds))
        if all(map(_is_number, parts)):
            yield parts


def without_one(tokens: Sequence[str], width: int) -> list[tuple[int, ...]]:
    """Every way to leave one token out: a column too many, such as a second 其他."""
    if len(tokens) != width + 1 or not all(token.isdigit() and _is_number(token) for token in tokens):
        return []
    return [
        tuple(int(token) for at, token in enumerate(tokens) if at != left_out)
        for left_out in range(len(tokens))
    ]


def thrown(tokens: Sequence[str], lone: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every way to put lone digits of the next line behind numbers of the line above, in order."""
    if len(lone) > len(tokens):
        return
    for places in combinations(range(len(tokens)), len(lone)):
        parts = list(tokens)
        for place, digit in zip(places, lone, strict=True):
            parts[place] += digit
        if all(map(_is_number, parts)):
            yield tuple(parts)


def spread(tokens: Sequence[str], width: int) -> Iterator[tuple[str | None, ...]]:
    """Every way to place fewer tokens than cells, in order, leaving the others blank."""
    if len(tokens) >= width:
        return
    for places in combinations(range(width), len(tokens)):
        cells: list[str | None] = [None] * width
        for place, token in zip(places, tokens, strict=True):
            cells[place] = token
        yield tuple(cells)


def split_some(tokens: Sequence[str], width: int) -> list[tuple[int, ...]]:
    """Every way to cut fewer tokens than cells further, the last cell being the sum of the others."""
    if len(tokens) >= width or sum(map(len, tokens)) < width:
        return []
    return _keeping_cuts(tokens, split_row("".join(tokens), width))


def split_groups(tokens: Sequence[str], groups: int, width: int) -> list[tuple[int, ...]]:
    """Every way to cut tokens further into ``groups`` groups of ``width``, each ending with its sum (Table 4)."""
    return _keeping_cuts(tokens, glued_groups("".join(tokens), groups, width))


def _keeping_cuts(tokens: Sequence[str], readings: Iterable[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The readings that cut the digits wherever print cuts them."""
    printed = _cuts(tokens)
    return [reading for reading in readings if printed <= _cuts([str(value) for value in reading])]


def _cuts(parts: Sequence[str]) -> set[int]:
    return set(accumulate(map(len, parts[:-1])))
