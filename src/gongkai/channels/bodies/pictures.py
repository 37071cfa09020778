"""The pictures of items in the size in which pages show them: found for many at once, made when there is none yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import structlog
from PIL.Image import DecompressionBombError

from gongkai.disclosure.models import Picture, PictureRendition

log = structlog.get_logger(__name__)
# The one size that goes out (disclosure/access.py lets the public have sizes only, never the original).
SIZE = "width-960"
# What Wagtail, Willow and Pillow raise at a file that is lost (OSError) or damaged (any of them).
_UNREADABLE = (OSError, SyntaxError, ValueError, DecompressionBombError)


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a picture is, and how large, so that the page does not jump when it comes."""

    address: str
    width: int
    height: int


def shown_pictures(wanted: Iterable[int]) -> dict[int, Shown]:
    """The pictures by primary key. One query when all were shown before; a file that is lost or damaged is left out."""
    keys = set(wanted)
    if not keys:
        return {}
    sizes = list(PictureRendition.objects.filter(image_id__in=keys, filter_spec=SIZE))
    missing = keys - {size.image_id for size in sizes}
    for picture in Picture.objects.filter(pk__in=missing) if missing else ():
        try:
            sizes.append(picture.get_rendition(SIZE))
        except _UNREADABLE as error:
            log.error("picture_not_shown", picture=picture.pk, file=picture.file.name, reason=str(error))
    return {size.image_id: Shown(size.url, size.width, size.height) for size in sizes}
