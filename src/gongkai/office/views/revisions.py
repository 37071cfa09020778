"""Two versions of an item side by side, field by field, in words that people use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags

from gongkai.disclosure.models import Item
from gongkai.review.differences import FieldDifference, differences

FIELDS: tuple[str, ...] = (
    "title",
    "document_number",
    "formed_on",
    "theme",
    "genre",
    "openness",
    "withholding_reason",
    "withholding_explanation",
    "summary",
    "keywords",
    "source",
    "go_live_at",
    "expire_at",
)


@dataclass(frozen=True)
class FieldOfTwo:
    """A field of two versions."""

    label: str
    other: str
    own: str

    @property
    def differs(self) -> bool:
        """Whether the two say something else."""
        return self.other != self.own


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def present_fields(other: Item, own: Item) -> list[FieldOfTwo]:
    """The fields that differ, and the body as text; the version of the other first."""
    fields = [
        FieldOfTwo(
            str(Item._meta.get_field(name).verbose_name),
            _text(getattr(other, name)),
            _text(getattr(own, name)),
        )
        for name in FIELDS
    ]
    fields.append(FieldOfTwo("正文", strip_tags(str(other.body)), strip_tags(str(own.body))))
    return [field for field in fields if field.differs]


def differences_since(seen: int | None, stored: Item) -> list[FieldDifference]:
    """What changed between the revision that somebody last saw and the present one; nothing when he saw none."""
    before = stored.revisions.filter(pk=seen).first() if seen else None
    return list(differences(before, stored.latest_revision)) if before else []
