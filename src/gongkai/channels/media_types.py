"""What a file is called among media types, by what inspection found in it."""

from __future__ import annotations

import mimetypes
from typing import Final

from gongkai.disclosure.serving import SAVED, UNKNOWN

_PICTURE: Final = "picture"


def of(kind: str, name: str) -> str:
    """The media type of a stored file: by its kind; of a picture by its name."""
    if kind == _PICTURE:
        return mimetypes.guess_type(name)[0] or UNKNOWN
    return SAVED.get(kind, UNKNOWN)
