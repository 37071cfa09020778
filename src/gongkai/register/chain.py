"""The chain that holds the register together: canonical text and SM3, nothing of databases or frameworks.

An entry's hash is SM3 over a version tag, the hash of the entry before, and the entry's canonical body. Whoever
has the entries, from the database or from an export, can compute every hash again with these few lines.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

BEGINNING = "0" * 64
"""What stands in the place of a hash before the first entry."""

VERSION_TAG = "gongkai-register-1"
STANDARD_VECTOR = ("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")
"""The example of GB/T 32905-2016, part A.1."""


class HashMissing(Exception):
    """This Python's OpenSSL has no SM3, or a wrong one: nothing can be registered or verified."""


class NotCanonical(ValueError):
    """A value has no canonical form: a float, a key that is no text, half a surrogate pair."""


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as it is stored. `columns` are the fields beside the body that must say what the body says."""

    sequence: int
    previous_hash: str
    entry_hash: str
    body: str
    columns: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the chain: the entry `sequence` has the hash `chain_hash`. 0 and BEGINNING before the first."""

    sequence: int = 0
    chain_hash: str = BEGINNING


def sm3(text: str) -> str:
    """SM3 (GB/T 32905) of a text in UTF-8, 64 hexadecimal digits."""
    return hashlib.new("sm3", text.encode()).hexdigest()


def require_sm3() -> None:
    """Make sure, once at start-up, that SM3 is there and right.

    Raises:
        HashMissing: with what to do, in Chinese.
    """
    text, digest = STANDARD_VECTOR
    try:
        found = sm3(text)
    except ValueError as error:
        raise HashMissing(
            "这台机器的 Python 所用的 OpenSSL 没有国密 SM3 算法，台账不能登记。请换用带 SM3 的 OpenSSL 1.1.1 以上版本。"
        ) from error
    if found != digest:
        raise HashMissing(
            "这台机器的 OpenSSL 算出的 SM3 与国家标准的示例不符，台账不能登记。请更换 OpenSSL。"
        )


def canonical(value: Mapping[str, Any]) -> str:
    """The one text of a body: JSON with sorted keys, no blanks, characters as they are.

    Raises:
        NotCanonical: where two programs could write the value in two ways.
    """
    _refuse_ambiguous(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("文字里有不成对的代理码位，不能登记。") from error
    return text


def _refuse_ambiguous(value: object) -> None:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise NotCanonical(f"登记内容的键须为文字，现为 {key!r}。")
            _refuse_ambiguous(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_ambiguous(inner)
    elif not (value is None or isinstance(value, str | bool | int)):
        raise NotCanonical(f"登记内容只能是文字、整数、真假、空和它们的列表，现为 {value!r}。")


def link(previous_hash: str, body: str) -> str:
    """The hash of an entry from the hash before it and its canonical body."""
    return sm3(f"{VERSION_TAG}\n{previous_hash}\n{body}")
