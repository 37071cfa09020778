"""The kinds of personal data that are looked for, and what a search gives back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["PersonalKind", "Span"]


class PersonalKind(StrEnum):
    """A kind of personal data; the order is that of precedence where two claim the same characters."""

    IDENTITY_CARD = "identity_card"
    MOBILE = "mobile"
    BANK_CARD = "bank_card"
    PASSPORT = "passport"
    LANDLINE = "landline"
    ADDRESS = "address"

    @property
    def label(self) -> str:
        """The word for a screen."""
        return {
            "identity_card": "居民身份证号码",
            "mobile": "手机号码",
            "bank_card": "银行卡号",
            "passport": "出入境证件号码",
            "landline": "固定电话号码",
            "address": "家庭住址",
        }[self.value]

    @property
    def blocking(self) -> bool:
        """False for a landline: offices publish theirs, and only a person can tell whose it is."""
        return self is not PersonalKind.LANDLINE


@dataclass(frozen=True, slots=True)
class Span:
    """Where a datum stands: ``start`` and ``end`` count characters, as in a slice."""

    kind: PersonalKind
    start: int
    end: int
