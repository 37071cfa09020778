"""Personal data in words that are about to enter the register: it is public, and nothing can be taken out of it again."""

from __future__ import annotations

from collections.abc import Container, Mapping

from gongkai.statute.personal_data import PersonalKind, find_personal_data

__all__ = ["personal_refusals"]


def personal_refusals(words: Mapping[str, str], *, beside: Container[PersonalKind] = ()) -> list[str]:
    """Why words cannot enter the register: a sentence for each datum in them, which is shown masked.

    `words` are texts by the label of their field; `beside` are kinds that may stand in them. A landline may always.
    Unlike those of a draft these cannot be answered for (《个人信息保护法》第六条).
    """
    return [
        f"{label}里有{datum.kind.label}（{datum.masked}）。登入台账以后不能改、不能删，请去掉再办。"
        for label, text in words.items()
        for datum in find_personal_data(text)
        if datum.blocking and datum.kind not in beside
    ]
