"""Reads gettext catalogues and writes the compiled form, without the binaries of gettext.

Chinese has one form of plural, so a message has one translation here, whatever the number; the second form that
the English originals have is passed over.
"""

from __future__ import annotations

import ast
import gettext
import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

_KEYWORD = re.compile(r"msgctxt|msgid(_plural)?|msgstr(\[\d\])?")
_MO_MAGIC = 0x950412DE
_PLURAL_FORMS = "nplurals=1; plural=0;"


@dataclass(frozen=True, order=True)
class Message:
    """What a program asks gettext for. `plural` is empty for a message without a number."""

    text: str
    plural: str = ""
    context: str = ""


@dataclass(frozen=True)
class Entry:
    """A message with its translation, empty where there is none, and where in the file it stands."""

    message: Message
    translation: str
    line: int
    fuzzy: bool = False


def read_po(path: Path) -> tuple[Entry, ...]:
    """The entries of a .po file in their order, without its header and without obsolete ones (#~).

    Raises ValueError, with the line, for a line that is no part of an entry, and for a message told twice.
    """
    entries: list[Entry] = []
    seen: dict[tuple[str, str], int] = {}
    for entry in _entries(path.read_text(encoding="utf-8").splitlines(), path.name):
        identity = (entry.message.context, entry.message.text)
        if identity in seen:
            raise ValueError(f"{path.name}:{entry.line}: told before, in line {seen[identity]}")
        seen[identity] = entry.line
        if entry.message.text:
            entries.append(entry)
    return tuple(entries)


def _entries(lines: list[str], name: str) -> Iterator[Entry]:
    fields: dict[str, str] = {}
    field, start, fuzzy = "", 0, False
    for number, line in enumerate([*lines, ""], start=1):
        text = line.strip()
        if text.startswith("#"):
            fuzzy |= text.startswith("#,") and "fuzzy" in text
        elif not text:
            if fields:
                yield _entry(fields, start, fuzzy)
            fields, field, start, fuzzy = {}, "", 0, False
        elif text.startswith('"') and field:
            fields[field] += ast.literal_eval(text)
        else:
            field, _, value = text.partition(" ")
            if not _KEYWORD.fullmatch(field) or field in fields or not value.startswith('"'):
                raise ValueError(f"{name}:{number}: no part of an entry: {text}")
            fields[field] = ast.literal_eval(value)
            start = start or number


def _entry(fields: dict[str, str], line: int, fuzzy: bool) -> Entry:
    message = Message(fields.get("msgid", ""), fields.get("msgid_plural", ""), fields.get("msgctxt", ""))
    return Entry(message, fields.get("msgstr", "") or fields.get("msgstr[0]", ""), line, fuzzy)


def compiled(entries: Iterable[Entry]) -> bytes:
    """The .mo file of the entries that are translated and not fuzzy; the same bytes for the same entries."""
    header = f"Content-Type: text/plain; charset=UTF-8\nLanguage: zh_Hans\nPlural-Forms: {_PLURAL_FORMS}\n"
    pairs = {b"": header.encode()}
    for entry in entries:
        if entry.translation and not entry.fuzzy:
            pairs[_identity(entry.message)] = entry.translation.encode()
    return _packed(sorted(pairs.items()))


def _identity(message: Message) -> bytes:
    text = f"{message.context}\x04{message.text}" if message.context else message.text
    return (f"{text}\0{message.plural}" if message.plural else text).encode()


def _packed(pairs: list[tuple[bytes, bytes]]) -> bytes:
    """The layout of GNU gettext: header, table of originals, table of translations, the texts with a zero each."""
    table_size = 8 * len(pairs)
    originals_at = 28
    translations_at = originals_at + table_size
    offset = translations_at + table_size
    tables: list[bytes] = []
    texts: list[bytes] = []
    for column in (0, 1):
        for pair in pairs:
            text = pair[column]
            tables.append(struct.pack("<II", len(text), offset))
            texts.append(text + b"\0")
            offset += len(text) + 1
    head = struct.pack("<7I", _MO_MAGIC, 0, len(pairs), originals_at, translations_at, 0, translations_at)
    return b"".join([head, *tables, *texts])


class Sought(Protocol):
    """The catalogue that gettext looks into: a dictionary, or what Django merges."""

    def get(self, key: str | tuple[str, int], /) -> str | None:
        """The translation, by the text of a message or by text and number of the plural form."""


def read_mo(paths: Iterable[Path]) -> dict[str | tuple[str, int], str]:
    """The .mo files as one catalogue, a later one before an earlier one."""
    merged: dict[str | tuple[str, int], str] = {}
    for path in paths:
        with path.open("rb") as file:
            # `_catalog` has been in the standard library since 2.2; what is public falls back on the English.
            merged.update(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    return merged


def translation(message: Message, catalogue: Sought) -> str | None:
    """The translation that Django would show, None where it would show the English."""
    text = f"{message.context}\x04{message.text}" if message.context else message.text
    by_number = catalogue.get((text, 0))
    return by_number if message.plural else catalogue.get(text) or by_number
