"""Personal data in a text: identity cards, telephones, bank cards, passports, home addresses.

For the check of what is about to be published: the law asks that no more of a person is shown than the purpose
needs (个人信息保护法第六条, 第二十五条). False alarms matter as much as misses: document and index numbers, codes of bodies,
sums, dates, hotlines and postcodes are not found, nor what is masked already.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.statute.personal_addresses import find_addresses
from gongkai.statute.personal_kinds import PersonalKind, Span
from gongkai.statute.personal_masks import masked_form
from gongkai.statute.personal_numbers import find_numbers

__all__ = ["PersonalDatum", "PersonalKind", "find_personal_data"]


@dataclass(frozen=True, slots=True)
class PersonalDatum:
    """A datum found: ``text[start:end]`` is ``text``, and ``masked`` is what may be shown in its place.

    Of an address it is only the part behind the town.
    """

    kind: PersonalKind
    start: int
    end: int
    text: str
    masked: str

    @property
    def blocking(self) -> bool:
        """Whether it may not be published until a person has decided."""
        return self.kind.blocking


_ODD_DIGITS = re.compile("[０-９\U0001d7ce-\U0001d7ff]+")
_PLAIN = {0xFF10 + value: str(value) for value in range(10)} | {
    0x1D7CE + offset: str(offset % 10) for offset in range(50)
}
_PRECEDENCE = {kind: rank for rank, kind in enumerate(PersonalKind)}


def find_personal_data(text: str) -> list[PersonalDatum]:
    """The personal data in a text, in the order of the text, none overlapping another.

    Full-width digits, blanks and dashes inside a number, and a number broken over two lines are seen through.
    Time is linear in the length of the text.
    """
    # One character for one, so that places in the plain text are places in the text.
    plain = _ODD_DIGITS.sub(lambda match: match[0].translate(_PLAIN), text)
    spans = [*find_numbers(plain), *find_addresses(plain)]
    return [
        PersonalDatum(span.kind, span.start, span.end, found, masked_form(span.kind, found))
        for span in _without_overlaps(spans)
        for found in (text[span.start : span.end],)
    ]


def _without_overlaps(spans: list[Span]) -> list[Span]:
    """The spans that are kept: the kind of higher precedence wins, then the longer one, then the earlier."""
    taken: set[int] = set()
    kept = []
    for span in sorted(spans, key=lambda each: (_PRECEDENCE[each.kind], each.start - each.end, each.start)):
        places = range(span.start, span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(span)
    return sorted(kept, key=lambda each: each.start)
