"""An exhaustive reference for what the arithmetic of the form settles, written apart from the reader's own.

It lists every way in which a row may be read, keeps those whose total is right, and searches all combinations
of rows for those that balance in every column. A figure is settled when all of them agree on it. Slow, and so
only for tests: :func:`settle` gives up above a number of states.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gongkai.annual.form import EDITION_2021, Edition

__all__ = [
    "Row",
    "documents_readings",
    "glued_readings",
    "joined_readings",
    "row_settled",
    "settle",
    "thrown_digit_readings",
]

Row = tuple[int, ...]
_MOST_STATES = 60_000


def _numbers(digits: str, count: int) -> Iterator[Row]:
    """Every way to cut ``digits`` in ``count`` numbers without leading zeros."""
    if count == 1:
        if digits and (digits == "0" or digits[0] != "0"):
            yield (int(digits),)
        return
    longest = 1 if digits[:1] == "0" else len(digits) - count + 1
    for length in range(1, longest + 1):
        if len(digits) - length >= count - 1:
            for rest in _numbers(digits[length:], count - 1):
                yield (int(digits[:length]), *rest)


def _balanced(rows: Iterator[Row]) -> list[Row]:
    return sorted({row for row in rows if sum(row[:-1]) == row[-1]})


def glued_readings(digits: str, count: int = 7) -> list[Row]:
    """The readings of a row's digits glued together whose last number is the sum of the others."""
    return _balanced(_numbers(digits, count))


def _groupings(tokens: Sequence[str], count: int) -> Iterator[Row]:
    if count == 1:
        text = "".join(tokens)
        if tokens and (text == "0" or text[0] != "0"):
            yield (int(text),)
        return
    for size in range(1, len(tokens) - count + 2):
        text = "".join(tokens[:size])
        if text == "0" or text[0] != "0":
            for rest in _groupings(tokens[size:], count - 1):
                yield (int(text), *rest)


def joined_readings(tokens: Sequence[str], count: int = 7) -> list[Row]:
    """The readings of a row whose numbers may have been split: neighbours joined until ``count`` are left."""
    if len(tokens) == count:
        return [tuple(map(int, tokens))]
    return _balanced(_groupings(tokens, count))


def thrown_digit_readings(texts: Sequence[str], digit: str) -> list[Row]:
    """The readings of a row with one digit on the next line: it ends some figure that is not 0."""
    plain = tuple(map(int, texts))
    if not digit:
        return [plain]
    rows = (
        tuple(int(text + digit) if at == place else int(text) for at, text in enumerate(texts))
        for place in range(len(texts))
        if texts[place] != "0"
    )
    return _balanced(rows)


def row_settled(readings: Sequence[Row]) -> list[bool]:
    """For each place of a row, whether all readings have the same figure there."""
    return [len(set(place)) == 1 for place in zip(*readings, strict=True)]


def _prefixes(rows: Sequence[Sequence[Row]]) -> list[set[Row]] | None:
    """The sums that the first 0, 1, 2... rows can have."""
    sums: list[set[Row]] = [{(0,) * 7}]
    for readings in rows:
        reached = {
            tuple(a + b for a, b in zip(total, row, strict=True)) for total in sums[-1] for row in readings
        }
        if len(reached) > _MOST_STATES:
            return None
        sums.append(reached)
    return sums


def settle(
    readings: Mapping[str, Sequence[Row]], edition: Edition = EDITION_2021
) -> dict[str, list[str]] | None:
    """The columns of each row that stay open when all rows must balance together.

    ``readings`` has every row of Table 3. None where the search would be too large. Raises ValueError where
    no combination balances, which a consistent set of figures cannot cause.
    """
    results = [row.key for row in edition.result_rows if row.key in readings]
    forward = _prefixes([readings[key] for key in results])
    backward = _prefixes([readings[key] for key in reversed(results)])
    if forward is None or backward is None:
        return None
    heads = [
        (a, b, c, d)
        for a in readings["received"]
        for b in readings["carried_in"]
        for c in readings["results_total"]
        if c in forward[-1]
        for d in readings["carried_out"]
        if all(w + x == y + z for w, x, y, z in zip(a, b, c, d, strict=True))
    ]
    if not heads:
        raise ValueError("no reading of the rows balances")
    totals = {head[2] for head in heads}
    possible: dict[str, set[Row]] = {
        key: {head[at] for head in heads}
        for at, key in enumerate(("received", "carried_in", "results_total", "carried_out"))
    }
    for at, key in enumerate(results):
        before, behind = forward[at], backward[len(results) - at - 1]
        possible[key] = {
            row
            for row in readings[key]
            if any(
                tuple(t - s - r for t, s, r in zip(total, start, row, strict=True)) in behind
                for total in totals
                for start in before
            )
        }
    columns = [column.key for column in edition.applicants]
    return {
        key: [column for column, same in zip(columns, row_settled(sorted(rows)), strict=True) if not same]
        for key, rows in possible.items()
    }


def documents_readings(digits: str) -> list[Row]:
    """The readings of three counts of documents, which no equation ties."""
    return sorted(set(_numbers(digits, 3)))
