"""What is shown in the place of a personal datum.

The forms are those that offices use: 138****1234 for a telephone, 35*************123 for an identity card, an address
only down to the town. No national rule sets them; these are on the strict side.
"""

from __future__ import annotations

import re

from gongkai.statute.personal_kinds import PersonalKind

__all__ = ["masked_form"]

# How many characters are kept at the head and at the tail.
_KEPT = {
    PersonalKind.IDENTITY_CARD: (2, 3),
    PersonalKind.MOBILE: (3, 4),
    PersonalKind.BANK_CARD: (4, 4),
    PersonalKind.PASSPORT: (1, 3),
}
_NOT_NUMBER = re.compile(r"[\W_]+")
_COUNTRY = re.compile(r"[+＋]?(?:[0０]{2})?[8８][6６][^\w]*")
_AREA = re.compile(r"([(（]?[0０]\d{2,3}[^\d]*)?(.*)", re.DOTALL)


def masked_form(kind: PersonalKind, found: str) -> str:
    """The form of a found datum that may be shown; what parted its digits is gone from it, but for the ends."""
    if kind is PersonalKind.ADDRESS:
        return "****"
    if kind is PersonalKind.LANDLINE:
        return _masked_landline(found)
    country = ""
    if kind is PersonalKind.MOBILE:
        characters = _NOT_NUMBER.sub("", found)
        if len(characters) > 11:
            prefix = _COUNTRY.match(found)
            country = prefix[0].rstrip() if prefix else ""
            found = found[len(country) :]
    number = _NOT_NUMBER.sub("", found)
    head, tail = _KEPT[kind]
    return f"{country}{number[:head]}{'*' * (len(number) - head - tail)}{number[-tail:]}"


def _masked_landline(found: str) -> str:
    """The area code is kept, and the last three digits: 0812-****234."""
    match = _AREA.match(found)
    area, local = (match[1] or "", match[2]) if match else ("", found)
    digits = _NOT_NUMBER.sub("", local)
    return f"{area}{'*' * (len(digits) - 3)}{digits[-3:]}"
