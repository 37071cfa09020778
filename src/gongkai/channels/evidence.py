"""A clerk's photograph of a board or a screen, made safe to be kept: read, turned upright, made smaller, written anew.

Written anew it has nothing of the uploaded file but its picture: no place, no camera, nothing appended.
"""

from __future__ import annotations

import hashlib
import struct
import warnings
from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageOps

LARGEST_BYTES: Final = 10 << 20
LARGEST_PIXELS: Final = 60_000_000
LONGEST_EDGE: Final = 2000
FORMATS: Final = ("JPEG", "PNG", "WEBP")
CONTENT_TYPE: Final = "image/jpeg"
UNREADABLE: Final = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    KeyError,
    struct.error,
    Image.DecompressionBombError,
)
"""What Pillow raises of a damaged file, and of what a camera noted in it."""


class NoPicture(ValueError):
    """The upload cannot be kept as evidence; the message is a Chinese sentence that says what to do."""


def photograph(upload: Any) -> bytes:
    """The upload (a Django file) as a JPEG of at most 2000 pixels an edge.

    Raises:
        NoPicture: it is too large, or no picture that can be read.
    """
    if upload.size > LARGEST_BYTES:
        raise NoPicture(f"照片超过{LARGEST_BYTES >> 20}MB，请压缩后重新选择。")
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(upload.read()), formats=FORMATS) as opened:
                if opened.width * opened.height > LARGEST_PIXELS:
                    raise NoPicture("照片的像素太多，请用手机的普通画质重新拍摄。")
                return _written(ImageOps.exif_transpose(opened))
    except NoPicture:
        raise
    except UNREADABLE as error:
        raise NoPicture("照片打不开，请上传 JPG、PNG 或者 WebP 格式的照片。") from error
    except Image.DecompressionBombWarning as error:
        raise NoPicture("照片的像素太多，请用手机的普通画质重新拍摄。") from error


def digest(picture: bytes) -> str:
    """SM3 of the bytes, as 64 hexadecimal digits."""
    return hashlib.new("sm3", picture).hexdigest()


def _written(picture: Image.Image) -> bytes:
    picture.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    plain = Image.new("RGB", picture.size, "white")
    shown = picture.convert("RGBA")
    plain.paste(shown, mask=shown.getchannel("A"))
    out = BytesIO()
    plain.save(out, "JPEG", quality=85)
    return out.getvalue()
