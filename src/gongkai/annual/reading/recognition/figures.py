"""Evidence to cells: what is printed plainly stands; the rest becomes domains for the solver."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial

from gongkai.annual.form import EDITION_2021, EDITIONS, BlockRow, Edition
from gongkai.annual.reading.recognition import digits
from gongkai.annual.reading.recognition.evidence import DisputeRow, FigureRow, ProactiveRow, Slot
from gongkai.annual.reading.recognition.printed import BLANK_MARKS, Kind, Printed, read_amount, read_count
from gongkai.annual.reading.recognition.settle import Domain, Reading, settle
from gongkai.annual.report import Cell, Figure, Note, NoteKind, Place, Status

__all__ = ["Figures"]


_FIGURE, _PRINTED = Kind.FIGURE, Status.PRINTED
# As Cell(...) does, in half the time: it is made for every figure of every report.
_cell: Callable[[tuple[Figure | None, Status, str, Place | None]], Cell] = partial(tuple.__new__, Cell)


@dataclass
class Figures:
    """The cells of one report being filled in."""

    cells: dict[str, Cell] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    _domains: list[tuple[Domain, tuple[Slot, ...]]] = field(default_factory=list)

    def add_application(self, row: FigureRow, paths: Sequence[str]) -> None:
        """A row of Table 3; ``paths`` are its seven cells."""
        if row.guessed:
            where = f"（{row.place}）" if row.place and str(row.place) else ""
            for path in paths:
                self._note(path, NoteKind.GUESSED_LABEL, f"这一行没有印出或读不出行名，按前后次序认定{where}")
        if row.unplaceable:
            self._domains.append((Domain(tuple(paths), []), row.slots))
            return
        if row.columns:
            by_column = {path.rpartition(".")[2]: path for path in paths}
            paths = [by_column[column] for column in row.columns]
        self._add_row(tuple(paths), row.slots, row.lone, row.placed)

    def add_disputes(self, row: DisputeRow, edition: Edition) -> None:
        """Figures of Table 4."""
        by_group = dict(
            zip((group.key for group in edition.dispute_groups), edition.dispute_paths, strict=True)
        )
        width = len(edition.dispute_columns)
        if row.results and (row.placed or row.results != _result_keys(edition)):
            cells = tuple(f"disputes.{group}.{result}" for group in row.groups for result in row.results)
            if row.placed:
                self._add_row(cells, row.slots, (), True)
            else:
                self._domains.append((Domain(cells, []), row.slots))
            return
        if row.placed:
            for number, group in enumerate(row.groups):
                self._add_row(by_group[group], row.slots[number * width : (number + 1) * width], (), True)
            return
        paths = tuple(path for group in row.groups for path in by_group[group])
        self._add_tokens(paths, row.slots, (), groups=len(row.groups))

    def add_proactive(self, rows: Sequence[ProactiveRow]) -> None:
        """A row of Table 2; several where it is printed more than once and does not say the same."""
        row = rows[0]
        paths = _paths_in_order(row.key, row.heads[:1])
        if paths is None:
            return
        if len(rows) > 1:
            domain = Domain(tuple(path for path in paths if path), [])
            self._domains.append((domain, tuple(slot for other in rows for slot in other.slots)))
            return
        headed = _paths_under(row.key, row.heads) if len(row.heads) == len(row.slots) else None
        if headed is not None:
            paths, slots = headed, row.slots
        else:
            slots = _without_padding(row.slots, len(paths))
        if len(slots) == len(paths) and (row.placed or len(slots) == 1):
            for path, slot in zip(paths, slots, strict=True):
                if path is not None:
                    self._add_slot(path, slot, read_amount if path.endswith("fees_wan") else read_count)
        elif any(paths):
            self._add_counts(tuple(path for path in paths if path), slots, complete=all(paths))

    def _add_counts(self, paths: tuple[str, ...], slots: tuple[Slot, ...], *, complete: bool) -> None:
        """Counts of Table 2 whose number does not fit the columns: only a single way to cut them settles it."""
        texts = [slot.text.strip() for slot in slots if slot.text.strip() not in BLANK_MARKS]
        readings: list[Reading] = []
        if complete and len(texts) == 1 and texts[0].isdigit() and len(paths) > 1:
            readings = list(digits.split_free(texts[0], len(paths)))
        if not slots:
            return
        self._domains.append((Domain(paths, readings), slots))

    def _add_row(
        self, paths: tuple[str, ...], slots: tuple[Slot, ...], lone: tuple[Slot, ...], placed: bool
    ) -> None:
        if not placed:
            self._add_tokens(paths, slots, lone)
            return
        cells = self.cells
        for path, slot in zip(paths, slots, strict=True):
            text, place = slot
            printed = read_count(text)
            if printed[0] is _FIGURE:  # nearly every cell of every report
                cells[path] = _cell((printed[1], _PRINTED, text, place))
            else:
                self._add_slot(path, slot, read_count)

    def _add_slot(self, path: str, slot: Slot, read: Callable[[str], Printed]) -> None:
        printed = read(slot.text)
        if printed.kind is Kind.FIGURE:
            self.cells[path] = Cell(printed.value, Status.PRINTED, slot.text, slot.place)
        elif printed.kind is Kind.BLANK:
            self.cells[path] = Cell(None, Status.BLANK, slot.text, slot.place)
            mark = slot.text.strip()
            self._note(path, NoteKind.BLANK, f"格内是“{mark}”，没有数" if mark else "空白")
        elif printed.kind is Kind.CONVERTED:
            self.cells[path] = Cell(printed.value, Status.RECONCILED, slot.text, slot.place)
            self._note(path, NoteKind.RECONCILED, f"印作“{slot.text.strip()}”，读作 {printed.value}")
        elif printed.kind is Kind.SPLIT:
            # one cell, one figure: digits broken over lines or spaced out are joined, not chosen between;
            # two numbers that slipped into one cell are another matter, so a sum must bear the join out
            joined = "".join(printed.parts)
            readings: list[Reading] = [(read(joined).value,)] if joined == "0" or joined[0] != "0" else []
            broken = len(printed.parts) == 2 and 1 in map(len, printed.parts)
            summed = not path.startswith("proactive.")
            self._domains.append((Domain((path,), readings, decided=broken or not summed), (slot,)))
        else:
            self._unreadable(path, slot)

    def _unreadable(self, path: str, slot: Slot) -> None:
        self.cells[path] = Cell(None, Status.UNREADABLE, slot.text, slot.place)
        self._note(path, NoteKind.UNREADABLE, f"印作“{slot.text.strip()}”，不是能读的数")

    def _add_tokens(
        self, paths: tuple[str, ...], slots: tuple[Slot, ...], lone: tuple[Slot, ...], groups: int = 1
    ) -> None:
        """Figures whose columns are not known: every way to read them goes to the solver."""
        readings = _readings([slot.text for slot in slots], [slot.text for slot in lone], len(paths), groups)
        if not readings and all(slot.place and slot.place.column for slot in slots):
            # one number too many is a column too many in a table; in text it may be another row's
            readings = list(digits.without_one([slot.text.strip() for slot in slots], len(paths)))
        self._domains.append((Domain(paths, readings), slots + lone))

    def settle(self) -> None:
        """Let the identities decide what is open; the edition's own identities are the same for all editions."""
        if not self._domains:
            return
        printed = {
            path: cell.value
            for path, cell in self.cells.items()
            if cell.status in (Status.PRINTED, Status.BLANK)
        }
        settled = settle([domain for domain, _ in self._domains], EDITION_2021.identities, printed)
        for domain, slots in self._domains:
            text = " ".join(slot.text.strip() for slot in slots)
            place = slots[0].place if slots else None
            for path in domain.paths:
                if path in settled.figures:
                    self._settled(path, settled.figures[path], Cell(None, Status.BLANK, text, place))
                elif path in settled.unreadable:
                    self.cells[path] = Cell(None, Status.UNREADABLE, text, place)
                    self._note(path, NoteKind.UNREADABLE, f"原文“{text}”有几种读法，勾稽关系不能定出一种")
        self._domains.clear()

    def _settled(self, path: str, value: Figure | None, source: Cell) -> None:
        if value is None:
            self.cells[path] = source
            self._note(path, NoteKind.BLANK, "空白")
        else:
            self.cells[path] = Cell(value, Status.RECONCILED, source.printed, source.place)
            self._note(path, NoteKind.RECONCILED, f"原文“{source.printed}”，按勾稽关系读作 {value}")

    def _note(self, path: str | None, kind: NoteKind, detail: str) -> None:
        self.notes.append(Note(path, kind, detail))


def _form_row(key: str, heads: tuple[str, ...]) -> BlockRow | None:
    """The row of the form, in the edition that its heads are of."""
    edition = EDITIONS[heads[0].partition(".")[0]] if heads else EDITION_2021
    known = (known for block in edition.proactive for known in block.rows if known.key == key)
    return next(known, None)


# The rows and heads of Table 2 are few: what they come to is found out once.


@lru_cache(maxsize=256)
def _paths_in_order(key: str, heads: tuple[str, ...]) -> tuple[str | None, ...] | None:
    """The figures of a row of Table 2 in the form's order, None where the edition of the heads has no such row."""
    known = _form_row(key, heads)
    return tuple(cell.path for cell in known.cells) if known else None


@lru_cache(maxsize=256)
def _paths_under(key: str, heads: tuple[str, ...]) -> tuple[str | None, ...] | None:
    """The figures under the heads, None where they are not as many different columns of the row."""
    known = _form_row(key, heads)
    by_column = {str(cell.column): cell.path for cell in known.cells} if known else {}
    names = [head.partition(".")[2] for head in heads]
    fitting = set(names) <= set(by_column) and len(set(names)) == len(names)
    return tuple(by_column[name] for name in names) if fitting else None


def _result_keys(edition: Edition) -> tuple[str, ...]:
    return tuple(column.key for column in edition.dispute_columns)


def _without_padding(slots: tuple[Slot, ...], width: int) -> tuple[Slot, ...]:
    """Slots without the empty cells that a forgotten colspan leaves behind."""
    if len(slots) <= width:
        return slots
    filled = tuple(slot for slot in slots if slot.text.strip())
    if len(filled) == width or (width == 1 and len({slot.text.strip() for slot in filled}) == 1):
        # one figure repeated in every column that its cell spans is still one figure
        return filled[:width]
    if not filled:
        return slots[:width]
    kept = list(slots)
    while len(kept) > width and not kept[-1].text.strip():
        kept.pop()
    return tuple(kept)


def _readings(texts: Iterable[str], lone: Sequence[str], width: int, groups: int) -> list[Reading]:
    """Every way to read tokens as ``width`` figures."""
    tokens: list[str] = []
    for text in texts:
        plain = text.strip()
        if plain in BLANK_MARKS:
            continue
        if plain.isascii() and plain.isdigit():
            tokens.append(plain)
            continue
        printed = read_count(plain)
        if not printed.parts and printed.value is None:
            return []
        tokens.extend(printed.parts or (str(printed.value),))
    if lone:
        found = list(digits.thrown(tokens, lone)) if len(tokens) == width else []
        found += [tuple(tokens)] if len(tokens) == width else []
        found += list(digits.joined([*tokens, *lone], width))
        return [tuple(map(int, reading)) for reading in found]
    if len(tokens) >= width:
        joined = [tuple(map(int, reading)) for reading in digits.joined(tokens, width)]
        fitting = [reading for reading in joined if groups > 1 or sum(reading[:-1]) == reading[-1]]
        return list(fitting)
    if not tokens:
        return []
    if groups > 1:
        return list(digits.split_groups(tokens, groups, width // groups))
    cut: list[Reading] = list(digits.split_some(tokens, width))
    glued = len(tokens) == 1 and len(tokens[0]) >= width
    if glued or any(len(token) > 1 and token[0] == "0" for token in tokens):
        return cut
    spread = [
        tuple(None if part is None else int(part) for part in cells) for cells in digits.spread(tokens, width)
    ]
    return [*cut, *spread]
