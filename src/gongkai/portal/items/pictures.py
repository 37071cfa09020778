"""The pictures of items in the size in which pages show them: found for many at once, made when there is none yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.disclosure.models import Picture, PictureRendition

# The one size that goes out (disclosure/access.py lets the public have sizes only, never the original).
SIZE = "width-960"


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a picture is, and how large, so that the page does not jump when it comes."""

    address: str
    width: int
    height: int


def shown_pictures(wanted: Iterable[int]) -> dict[int, Shown]:
    """The pictures by primary key. One query when all were shown before; a file that is lost is left out."""
    keys = set(wanted)
    if not keys:
        return {}
    sizes = list(PictureRendition.objects.filter(image_id__in=keys, filter_spec=SIZE))
    missing = keys - {size.image_id for size in sizes}
    for picture in Picture.objects.filter(pk__in=missing) if missing else ():
        try:
            sizes.append(picture.get_rendition(SIZE))
        except FileNotFoundError:
            continue
    return {size.image_id: Shown(size.url, size.width, size.height) for size in sizes}
