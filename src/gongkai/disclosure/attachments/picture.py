"""Pictures: where they were taken, if the camera wrote it in (EXIF); their text cannot be checked here."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from gongkai.disclosure.attachments.extract import ConcernKind
from gongkai.disclosure.attachments.gathering import Gathering

__all__ = ["gather", "position_in"]

_JPEG, _PNG, _WEBP = b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"WEBP"
_GPS_DIRECTORY = 0x8825
_LATITUDE, _LONGITUDE = 2, 4
_MOST_ENTRIES = 200
_MOST_SEGMENTS = 400
_ENTRY = 12


def gather(data: bytes, gathering: Gathering) -> None:
    """A picture as an attachment: nobody can search what is written on it, so a person must look."""
    if position_in(data):
        gathering.add_concern(
            ConcernKind.POSITION, "", "图片里带着拍摄地点的经纬度", content=data.hex()[:4096]
        )
    gathering.add_concern(
        ConcernKind.PICTURE, "", "是一张图片，上面的文字没有办法自动检查", content="picture"
    )


def position_in(data: bytes) -> bool:
    """Whether a picture tells latitude and longitude in its EXIF data. Never raises for damaged pictures."""
    return any(_has_position(block) for block in _exif_blocks(data))


def _exif_blocks(data: bytes) -> Iterator[bytes]:
    if data.startswith(_JPEG):
        yield from _jpeg_blocks(data)
    elif data.startswith(_PNG):
        yield from _chunks(data, start=8, kind=b"eXIf", big=True)
    elif data[8:12] == _WEBP:
        yield from _chunks(data, start=12, kind=b"EXIF", big=False)
    elif data[:4] in (b"II*\x00", b"MM\x00*"):
        yield data
    elif data[4:8] == b"ftyp":
        found = data.find(b"Exif\x00\x00")
        while found >= 0:
            yield data[found + 6 :]
            found = data.find(b"Exif\x00\x00", found + 6)


def _jpeg_blocks(data: bytes) -> Iterator[bytes]:
    at = 2
    for _ in range(_MOST_SEGMENTS):
        if at + 4 > len(data) or data[at] != 0xFF or data[at + 1] == 0xDA:
            return
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] == 0xE1 and data[at + 4 : at + 10] == b"Exif\x00\x00":
            yield data[at + 10 : at + 2 + length]
        at += 2 + max(length, 2)


def _chunks(data: bytes, *, start: int, kind: bytes, big: bool) -> Iterator[bytes]:
    """The chunks of one kind of a PNG (length, kind, data, sum) or a WebP (kind, length, data)."""
    at = start
    for _ in range(_MOST_SEGMENTS):
        if at + 8 > len(data):
            return
        length = (
            int.from_bytes(data[at : at + 4], "big")
            if big
            else int.from_bytes(data[at + 4 : at + 8], "little")
        )
        name = data[at + 4 : at + 8] if big else data[at : at + 4]
        body = data[at + 8 : at + 8 + length]
        if name == kind:
            yield body.removeprefix(b"Exif\x00\x00")
        at += 8 + length + (4 if big else length % 2)


def _has_position(tiff: bytes) -> bool:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return False
    first = struct.unpack_from(order + "I", tiff, 4)[0]
    directory = dict(_entries(tiff, order, first)).get(_GPS_DIRECTORY)
    if directory is None:
        return False
    entries = dict(_entries(tiff, order, directory))
    return _LATITUDE in entries and _LONGITUDE in entries and _says_more_than_nought(tiff, order, entries)


def _entries(tiff: bytes, order: str, at: int) -> Iterator[tuple[int, int]]:
    """Tag and value (or where the value stands) of each entry of a directory."""
    if at + 2 > len(tiff):
        return
    count = struct.unpack_from(order + "H", tiff, at)[0]
    for number in range(min(count, _MOST_ENTRIES)):
        start = at + 2 + number * _ENTRY
        if start + _ENTRY > len(tiff):
            return
        tag, _, _, value = struct.unpack_from(order + "HHII", tiff, start)
        yield tag, value


def _says_more_than_nought(tiff: bytes, order: str, entries: dict[int, int]) -> bool:
    """Cameras without reception write 0, 0."""
    for tag in (_LATITUDE, _LONGITUDE):
        at = entries[tag]
        if at + 24 <= len(tiff) and any(struct.unpack_from(order + "6I", tiff, at)[::2]):
            return True
    return False
