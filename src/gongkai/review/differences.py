"""What changed between the revision that a reviewer last saw and the one before him. Data; screens draw it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wagtail.models import Revision

from gongkai.agencies.models import Person
from gongkai.review.plain import fields_of
from gongkai.review.queries import last_seen_revision
from gongkai.review.wording import Change, Piece, compare


@dataclass(frozen=True)
class FieldDifference:
    """A field that is not the same in both, with the pieces that make up either text."""

    name: str
    label: str
    pieces: tuple[Piece, ...]

    @property
    def before(self) -> str:
        """The field's text in the earlier revision."""
        return "".join(piece.text for piece in self.pieces if piece.change is not Change.ADDED)

    @property
    def after(self) -> str:
        """The field's text in the later revision."""
        return "".join(piece.text for piece in self.pieces if piece.change is not Change.REMOVED)


@dataclass(frozen=True)
class Differences:
    """Two revisions compared. `before` is None when there is nothing to compare with."""

    before: Revision | None
    after: Revision
    fields: tuple[FieldDifference, ...]

    @property
    def none(self) -> bool:
        """Whether both read the same."""
        return not self.fields


def between(before: Revision | None, after: Revision) -> Differences:
    """Every field that differs, in the model's order. Without an earlier revision there is none."""
    if before is None:
        return Differences(None, after, ())
    old, new = fields_of(before.as_object()), fields_of(after.as_object())
    found = [
        FieldDifference(name, label, compare(old.get(name, ("", ""))[1], text))
        for name, (label, text) in new.items()
        if old.get(name, ("", ""))[1] != text
    ]
    return Differences(before, after, tuple(found))


def since_last_seen(subject: Any, person: Person) -> Differences | None:
    """What changed since the person last had it before his eyes; else since what is public; None without a draft."""
    latest = subject.get_latest_revision()
    if latest is None:
        return None
    seen = last_seen_revision(subject, person) or subject.live_revision_id
    revisions = Revision.objects.for_instance(subject)
    return between(revisions.filter(pk=seen).first() if seen and seen != latest.pk else None, latest)
