"""Shapes of text in which rows do not hold together: labels wrapped or lost, digits thrown about."""

from __future__ import annotations

from random import Random

from tests.annual.corpus.draft import Draft, new_draft
from tests.annual.corpus.figures import Scale
from tests.annual.corpus.grids import application_lines
from tests.annual.corpus.sample import Sample
from tests.annual.corpus.shapes.lines import broken, document, header_words, two_lines, with_pages
from tests.annual.corpus.shapes.registry import shape
from tests.annual.corpus.shapes.text import four_lines, text_of
from tests.annual.corpus.solver import Row, joined_readings, settle, thrown_digit_readings

from gongkai.annual.report import NoteKind

__all__: list[str] = []


def _finish(random: Random, draft: Draft, three: list[str], pages: bool = True) -> Sample:
    style = random.choice(("words", "column", "mixed"))
    printed = {2: two_lines(draft), 3: [*header_words(random, style), *three], 4: four_lines(draft, style)}
    lines = document(draft, printed, width=28)
    return text_of(draft, with_pages(random, lines) if pages else lines)


def _wrapped(random: Random, draft: Draft, mode: str, shortest: int = 6) -> list[str]:
    lines = []
    for line in application_lines(draft):
        if line.outer:
            lines.extend(broken(random, line.outer))
        if line.group:
            lines.extend(broken(random, line.group, 2))
        figures = " ".join(line.texts)
        parts = broken(random, line.item) if len(line.item) >= shortest else [line.item]
        if len(parts) == 1:
            lines.append(f"{line.item} {figures}")
        elif mode == "before":
            lines.extend([figures, *parts])
        elif mode == "after":
            lines.extend([*parts, figures])
        elif mode == "last":
            lines.extend([*parts[:-1], f"{parts[-1]} {figures}"])
        else:
            middle = len(parts) // 2
            lines.extend([*parts[:middle], figures, *parts[middle:]])
    return lines


@shape("wrapped_figures_after")
def figures_after(random: Random) -> Sample:
    """Labels in two to four lines, the figures on the line after them."""
    draft = new_draft(random)
    return _finish(random, draft, _wrapped(random, draft, random.choice(("after", "last"))))


@shape("wrapped_figures_before")
def figures_before(random: Random) -> Sample:
    """The figures on the line before the wrapped label."""
    draft = new_draft(random)
    return _finish(random, draft, _wrapped(random, draft, "before"))


@shape("wrapped_round_figures")
def round_figures(random: Random) -> Sample:
    """The label goes round the figures: some of its lines before, some after."""
    draft = new_draft(random)
    return _finish(random, draft, _wrapped(random, draft, "around"))


@shape("labels_one_letter_a_line")
def one_letter_a_line(random: Random) -> Sample:
    """Every row label one character a line, then its figures."""
    draft = new_draft(random)
    lines: list[str] = []
    for line in application_lines(draft):
        for label in (line.outer, line.group, line.item):
            lines.extend(label)
        lines.append(" ".join(line.texts))
    return _finish(random, draft, lines, pages=False)


@shape("rows_without_labels")
def without_labels(random: Random) -> Sample:
    """One to three rows between two labelled ones have their figures and no label."""
    draft = new_draft(random)
    table = application_lines(draft)
    start = random.randrange(4, len(table) - 4)
    lost = range(start, start + random.randrange(1, 4))
    lines: list[str] = []
    for at, line in enumerate(table):
        if line.outer:
            lines.extend(line.outer)
        if line.group:
            lines.append(line.group)
        lines.append(" ".join(line.texts) if at in lost else " ".join([line.item, *line.texts]))
        if at in lost:
            draft.notes.add((f"applications.{line.key}.natural_person", NoteKind.GUESSED_LABEL))
    return _finish(random, draft, lines, pages=False)


def _settled(draft: Draft, readings: dict[str, list[Row]]) -> bool:
    """Take over what the equations leave open; false where there is too much to search."""
    answer = settle(readings)
    if answer is None:
        return False
    for row, open_columns in answer.items():
        draft.may_be_null.update(f"applications.{row}.{column}" for column in open_columns)
    return True


@shape("digits_split")
def digits_split(random: Random) -> Sample:
    """1 0 for 10: some figures have a space inside."""
    draft = new_draft(random, scale=random.choice((Scale.DEPARTMENT, Scale.COUNTY)))
    lines: list[str] = []
    readings: dict[str, list[Row]] = {}
    for line in application_lines(draft):
        texts = list(line.texts)
        for at, text in enumerate(texts):
            if len(text) > 1 and random.random() < 0.4:
                texts[at] = f"{text[0]} {text[1:]}" if random.random() < 0.5 else f"{text[:-1]} {text[-1]}"
        tokens = " ".join(texts).split()
        readings[line.key] = joined_readings(tokens)
        lines.extend([*line.outer, *([line.group] if line.group else []), " ".join([line.item, *tokens])])
    if not _settled(draft, readings):
        return digits_split(random)
    return _finish(random, draft, lines)


@shape("digit_on_next_line")
def digit_on_next_line(random: Random) -> Sample:
    """A narrow column threw the last digit of one figure into the next line, alone."""
    draft = new_draft(random, scale=random.choice((Scale.DEPARTMENT, Scale.COUNTY)))
    lines: list[str] = []
    readings: dict[str, list[Row]] = {}
    for line in application_lines(draft):
        texts = list(line.texts)
        long = [at for at, text in enumerate(texts) if len(text) > 1]
        thrown = ""
        if long and random.random() < 0.5:
            at = random.choice(long)
            thrown, texts[at] = texts[at][-1], texts[at][:-1]
        readings[line.key] = thrown_digit_readings(texts, thrown)
        lines.extend([*line.outer, *([line.group] if line.group else []), " ".join([line.item, *texts])])
        lines.extend([thrown] if thrown else [])
    if not _settled(draft, readings):
        return digit_on_next_line(random)
    return _finish(random, draft, lines, pages=False)


@shape("labels_and_figures_apart")
def labels_and_figures_apart(random: Random) -> Sample:
    """All labels of a page stand together, and their rows of figures after them in the same order."""
    draft = new_draft(random)
    table = application_lines(draft)
    cut = random.randrange(6, 18)
    lines: list[str] = []
    for part in (table[:cut], table[cut:]):
        for line in part:
            lines.extend(label for label in (line.outer, line.group, line.item) if label)
        lines.extend(" ".join(line.texts) for line in part)
    for line in table:
        draft.may_be_null.update(
            f"applications.{line.key}.{column.key}" for column in draft.edition.applicants
        )
    return _finish(random, draft, lines)
