"""Who gets which file: one that a public item shows, anybody; any other, those who may read the draft."""

from __future__ import annotations

from enum import Enum
from typing import Any

from wagtail.models import Revision

from gongkai.acts.days import today
from gongkai.agencies.powers import Powers, powers_of
from gongkai.disclosure import contents, guard
from gongkai.disclosure.models import Item, Picture, ShownPicture, StoredFile
from gongkai.disclosure.queries import is_public, may_read_draft
from gongkai.register.models import Entry


class Access(Enum):
    """What a reader is to a file."""

    PUBLIC = "public"
    DRAFT = "draft"
    GONE = "gone"
    NONE = "none"


def powers_of_reader(user: Any) -> Powers:
    """The powers of whoever asks; none when he is not signed in."""
    return powers_of(user, today()) if user.is_authenticated else Powers()


def access_to_file(stored: StoredFile, user: Any) -> Access:
    """What the reader is to an attached file.

    Public is what the published revision itself attaches, whatever rows of attachments say.
    """
    item = stored.item
    if is_public(item) and stored.pk in _attached(item.live_revision):
        return Access.PUBLIC
    if may_read_draft(powers_of_reader(user), item):
        return Access.DRAFT
    return Access.GONE if _was_public(stored) else Access.NONE


def access_to_picture(picture: Picture, user: Any, *, rendition: bool) -> Access:
    """What the reader is to a picture. The public sees it in the sizes that pages show, not the original."""
    if rendition and ShownPicture.objects.filter(picture=picture, item__in=Item.objects.public()).exists():
        return Access.PUBLIC
    powers = powers_of_reader(user)
    own = user.is_authenticated and picture.uploaded_by_user_id == user.pk
    if own or powers.audits or (picture.agency is not None and powers.reads(picture.agency)):
        return Access.DRAFT
    return Access.NONE


def _attached(revision: Revision | None) -> set[int]:
    return contents.stored_ids(revision.content) if revision is not None else set()


def _was_public(stored: StoredFile) -> bool:
    published = Entry.objects.filter(
        subject_type=guard.SUBJECT_TYPE, subject_id=stored.item_id, kind__in=guard.PUBLISHING
    )
    revisions = Revision.objects.filter(pk__in=published.values("revision_id"))
    return any(stored.pk in _attached(revision) for revision in revisions)
