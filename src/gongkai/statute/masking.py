"""Masking of personal data in a text, by one click (law: 个人信息保护法第五十一条 去标识化)."""

from __future__ import annotations

from collections.abc import Collection

from gongkai.statute.personal_data import PersonalKind, find_personal_data

__all__ = ["mask"]


def mask(text: str, kinds: Collection[PersonalKind] = frozenset(PersonalKind)) -> str:
    """The text with its personal data of these kinds masked; everything else stays as it is.

    Nothing of these kinds is found in the result, so masking twice changes nothing.
    """
    while True:
        pieces = []
        position = 0
        for datum in find_personal_data(text):
            if datum.kind in kinds:
                pieces += [text[position : datum.start], datum.masked]
                position = datum.end
        if not pieces:
            return text
        # Once more: a shorter text can bring a telling word near to a number that had none. It ends, because
        # every round leaves fewer digits and fewer words.
        text = "".join(pieces) + text[position:]
