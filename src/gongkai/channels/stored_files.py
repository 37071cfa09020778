"""The source of files: attachments that public items attach, and pictures in the sizes that public pages show.

A key is an item. What it had attached once and has not any more is absent, as it is on the office's own server
(disclosure/access.py): what counts is the published revision, and for a picture whether any public item shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final
from uuid import UUID

import structlog
from django.conf import settings
from django.db.models import Count, Exists, OuterRef
from wagtail.models import Revision

from gongkai.channels import addresses
from gongkai.channels.pages import Absent, Changes, File, Key
from gongkai.disclosure import contents, guard
from gongkai.disclosure.models import Item, PictureRendition, ShownPicture, StoredFile
from gongkai.disclosure.serving import SAVED, UNKNOWN, shown_type
from gongkai.register.models import Entry

log = structlog.get_logger(__name__)
_FILE: Final = re.compile(r"/files/([0-9a-f-]{36})/[^/]+")
_HEAD: Final = 16


class StoredFiles:
    """Attachments and pictures; see `gongkai.channels.pages.Source`."""

    name = "files"

    def keys(self) -> Iterable[Key]:
        """Items that have, or had, a file or a picture."""
        with_files = StoredFile.objects.order_by().values_list("item_id", flat=True).distinct()
        with_pictures = ShownPicture.objects.order_by().values_list("item_id", flat=True).distinct()
        ever_public = Item.objects.exclude(first_published_at=None)
        return (
            ever_public.filter(pk__in={*with_files, *with_pictures})
            .order_by("pk")
            .values_list("pk", flat=True)
        )

    def stale(self, changes: Changes) -> Iterable[Key]:
        """The items themselves; a body's data do not touch files."""
        return sorted(changes.items)

    def at(self, address: str) -> Key | None:
        """The item that the file was uploaded for, or the first that shows the picture."""
        found = _FILE.fullmatch(address)
        if found is not None:
            key = _uuid(found[1])
            return (
                StoredFile.objects.filter(key=key).values_list("item_id", flat=True).first() if key else None
            )
        if not address.startswith(settings.MEDIA_URL):
            return None
        shown = ShownPicture.objects.filter(
            picture__renditions__file=address.removeprefix(settings.MEDIA_URL)
        )
        return shown.order_by("pk").values_list("item_id", flat=True).first()

    def render(self, keys: Sequence[Key]) -> Iterator[File | Absent]:
        """The files as they lie in the media folder; absent is what no public item has.

        What is absent comes first: a file that cannot be read or written keeps nothing from being taken away.
        """
        pks = [key for key in keys if isinstance(key, int)]
        found = [*_attachments(pks), *_pictures(pks)]
        yield from (Absent(address) for address, path, _ in found if path is None)
        yield from (_file(address, path, saved_as) for address, path, saved_as in found if path is not None)


_Standing = tuple[str, Path | None, str]
"""An address, the file that stands there or None, and the type of what a browser is only to save."""


def _attachments(items: list[int]) -> Iterator[_Standing]:
    public = Item.objects.public().filter(pk__in=items).select_related("live_revision")
    attached = {
        stored
        for item in public.only("pk", "live_revision__content")
        if item.live_revision is not None
        for stored in contents.stored_ids(item.live_revision.content)
    }
    for stored in StoredFile.objects.filter(item__in=items).order_by("pk"):
        path = Path(stored.file.path) if stored.pk in attached else None
        yield addresses.file(stored), path, SAVED.get(stored.kind, UNKNOWN)


def _pictures(items: list[int]) -> Iterator[_Standing]:
    pictures = set(ShownPicture.objects.filter(item__in=items).values_list("picture_id", flat=True))
    pictures |= _shown_before(items)
    if not pictures:
        return
    public = ShownPicture.objects.filter(picture=OuterRef("image"), item__in=Item.objects.public())
    renditions = PictureRendition.objects.filter(image__in=pictures).annotate(is_public=Exists(public))
    for rendition in renditions.order_by("pk"):
        path = Path(rendition.file.path) if rendition.is_public else None
        yield f"{settings.MEDIA_URL}{rendition.file.name}", path, UNKNOWN


def _shown_before(items: list[int]) -> set[int]:
    """Pictures of earlier published versions, which the present one may have lost. Only what was published twice has any.

    Of versions before a withdrawal too: nobody may have seen to that before the item was published anew.
    """
    published = Entry.objects.filter(
        subject_type=guard.SUBJECT_TYPE, subject_id__in=items, kind__in=guard.PUBLISHING
    )
    times = published.order_by().values("subject_id").annotate(times=Count("pk"))
    again = set(times.filter(times__gt=1).values_list("subject_id", flat=True))
    if not again:
        return set()
    published = published.filter(subject_id__in=again)
    revisions = Revision.objects.filter(pk__in=published.values("revision_id"))
    bodies = revisions.values_list("content", flat=True)
    return {pk for content in bodies for pk in contents.picture_ids(contents.body_blocks(content))}


def _file(address: str, path: Path, saved_as: str) -> File | Absent:
    """The file, of the type that a browser may show, by its first bytes, or that it saves; absent when it is lost."""
    try:
        with path.open("rb") as file:
            return File(address, path, shown_type(file.read(_HEAD)) or saved_as)
    except FileNotFoundError:
        log.error("stored_file_lost", address=address, path=str(path))
        return Absent(address)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
