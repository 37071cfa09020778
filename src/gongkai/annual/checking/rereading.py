"""Signs that a row was misread rather than misprinted: a total in the wrong place, a figure cut in two.

A rereading counts as evidence only where it makes every equation around the row hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gongkai.annual.form import Edition
from gongkai.annual.report import Figure

__all__ = ["Rereading", "reread_disputes", "reread_row"]

Rereading = tuple[str, dict[str, Figure]]
"""What may have happened, in Chinese, and the figures of the cells as they would then be."""


def reread_row(form: Edition, key: str, values: Mapping[str, Figure]) -> Rereading | None:
    """Another reading of a row of Table 3 with which the row and all its columns add up, if there is one."""
    paths = tuple(f"applications.{key}.{column.key}" for column in form.applicants)
    if any(path not in values for path in paths[:-1]):
        return None
    printed = [values.get(path, 0) for path in paths]
    for text, row in _rereadings(printed):
        figures = dict(zip(paths, row, strict=True))
        if row != printed and _all_hold(form, figures, values, "applications"):
            return text, figures
    return None


def reread_disputes(form: Edition, values: Mapping[str, Figure]) -> Rereading | None:
    """Another reading of Table 4's figures in one run, with which all three groups add up."""
    paths = tuple(path for group in form.dispute_paths for path in group)
    if any(path not in values for path in paths):
        return None
    printed = [values[path] for path in paths]
    for text, run in _joined(printed):
        run = [*run, run[-4] + run[-3] + run[-2] + run[-1]]
        figures = dict(zip(paths, run, strict=True))
        if _all_hold(form, figures, values, "disputes"):
            return text, figures
    return None


def _rereadings(row: Sequence[Figure]) -> Iterator[tuple[str, list[Figure]]]:
    *parts, total = row
    if not total and parts[-1] and parts[-1] == sum(parts[:-1]):
        yield "总计可能错位到了左边一格", [*parts[:-1], 0, parts[-1]]
    if not parts[0]:
        yield "整行可能右移了一格", [*row[1:], sum(row[1:])]
    if not total and parts[-1] and parts[-1] >= sum(parts[:-1]):
        yield "整行可能左移了一格", [parts[-1] - sum(parts[:-1]), *parts]
    if not total and row[0] == sum(row[1:]) and row[0]:
        yield "总计可能错位到了最前一格", [*row[1:], row[0]]
    for text, joined in _joined(row):
        yield text, [*joined, sum(joined)]


def _joined(figures: Sequence[Figure]) -> Iterator[tuple[str, list[Figure]]]:
    """The figures with two neighbours read as one; the list is one shorter."""
    for index in range(len(figures) - 1):
        first, second = figures[index], figures[index + 1]
        if first and second < 10:
            joined = first * 10 + second
            text = f"{joined}可能被读成了{first}和{second}两个数"
            yield text, [*figures[:index], joined, *figures[index + 2 :]]


def _all_hold(form: Edition, figures: Mapping[str, Figure], values: Mapping[str, Figure], table: str) -> bool:
    """True where every equation that has one of ``figures`` holds with them, and none is open."""
    known = {**values, **figures}
    for identity in form.identities:
        if not identity.rule.startswith(table) or not any(path in figures for path in identity.paths):
            continue
        left = [known.get(path) for path in identity.left]
        right = [known.get(path) for path in identity.right]
        if None in left or None in right:
            return False
        if sum(value or 0 for value in left) != sum(value or 0 for value in right):
            return False
    return True
