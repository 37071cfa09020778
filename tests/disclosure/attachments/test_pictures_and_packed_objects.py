"""Where a photograph was taken, in every kind of file that says it; and what a PDF packs away."""

from __future__ import annotations

import struct
import zlib

import pytest
from tests.disclosure.attachments.makers import jpeg, png, workbook

from gongkai.disclosure.attachments import AttachmentKind, ConcernKind, inspect
from gongkai.disclosure.attachments.pdf_source import has_hidden_layers, starts_something
from gongkai.disclosure.attachments.picture import position_in

PHOTOGRAPH = jpeg(latitude=(26, 30, 1))
# What a camera writes is a small TIFF; in a JPEG it stands behind a mark and this word.
TAKEN_AT = PHOTOGRAPH.partition(b"Exif\x00\x00")[2].removesuffix(b"\xff\xda\x00\x02\xff\xd9")
NOWHERE = TAKEN_AT[:8] + b"\x00" * 18


def big_endian(tiff: bytes) -> bytes:
    """The same as other makers of cameras write it."""
    shorts_and_longs = ">2sHI" + "H" + "HHII" + "I" + "H" + "HHII" * 2 + "I" + "6I"
    return struct.pack(shorts_and_longs, b"MM", *struct.unpack(shorts_and_longs.replace(">", "<"), tiff)[1:])


def chunked_png(tiff: bytes) -> bytes:
    chunk = b"eXIf" + tiff
    packed = struct.pack(">I", len(tiff)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    head, mark, rest = png().partition(b"\x00\x00\x00\x00IEND")
    return head + packed + mark + rest


def webp(tiff: bytes) -> bytes:
    # An odd length is filled up to an even one, which the chunk behind it shows.
    other = b"ICCP" + struct.pack("<I", 3) + b"abc\x00"
    body = b"WEBP" + other + b"EXIF" + struct.pack("<I", len(tiff)) + tiff
    return b"RIFF" + struct.pack("<I", len(body)) + body


def heic(tiff: bytes) -> bytes:
    return b"\x00\x00\x00\x18ftypheic" + b"\x00" * 16 + b"Exif\x00\x00nothing" + b"Exif\x00\x00" + tiff


def photograph(tiff: bytes) -> bytes:
    """A JPEG whose first segment is something else."""
    exif = b"Exif\x00\x00" + tiff
    other = b"\xff\xe0\x00\x07JFIF\x00"
    return (
        b"\xff\xd8"
        + other
        + b"\xff\xe1"
        + struct.pack(">H", len(exif) + 2)
        + exif
        + b"\xff\xda\x00\x02\xff\xd9"
    )


KINDS = {
    "jpg": photograph,
    "png": chunked_png,
    "webp": webp,
    "heic": heic,
    "tif": bytes,
}


@pytest.mark.parametrize("ending", KINDS)
def test_the_place_is_found_in_every_kind_of_picture(ending: str) -> None:
    found = inspect(KINDS[ending](TAKEN_AT), f"现场.{ending}")
    assert found.kind is AttachmentKind.PICTURE
    assert ConcernKind.POSITION in [concern.kind for concern in found.concerns]
    assert not position_in(KINDS[ending](NOWHERE))


def test_the_place_is_found_whichever_way_round_numbers_are_written() -> None:
    assert position_in(big_endian(TAKEN_AT))


@pytest.mark.parametrize("end", [4, 9, 20, 30, 40, 60])
def test_a_picture_cut_off_says_no_place_and_breaks_nothing(end: int) -> None:
    assert not position_in(TAKEN_AT[:end])
    assert not position_in(PHOTOGRAPH[: end // 2])
    assert not position_in(b"XX" + TAKEN_AT[2:])


def test_pictures_are_told_by_their_content() -> None:
    bitmap = b"BM" + struct.pack("<I", 60) + b"\x00" * 54
    assert inspect(bitmap, "图.bmp").kind is AttachmentKind.PICTURE
    assert inspect(b"BM" + struct.pack("<I", 61) + b"\x00" * 54, "图.bmp").kind is not AttachmentKind.PICTURE
    assert inspect(b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 40, "会议.mp4").kind is AttachmentKind.MEDIA


def packed(text: bytes, *, header: bytes = b"/Type /ObjStm /Filter /FlateDecode") -> bytes:
    content = zlib.compress(text)
    return b"9 0 obj<<" + header + b">>stream\n" + content + b"\nendstream endobj\n"


def test_layers_and_scripts_are_found_in_packed_objects() -> None:
    layers = b"<</Type/Catalog/OCProperties<</OCGs[5 0 R]/D<</OFF[5 0 R]>>>>>>"
    assert has_hidden_layers(b"%PDF-1.7\n" + packed(b"<</Type/Page>>") + packed(layers))
    assert not has_hidden_layers(b"%PDF-1.7\n" + packed(layers.replace(b"/OFF", b"/ON")))
    assert starts_something(b"%PDF-1.7\n" + packed(b"<</S/JavaScript/JS(app.alert)>>"))
    assert not starts_something(b"%PDF-1.7\n" + packed(b"<</Type/Page>>"))


@pytest.mark.parametrize(
    "damaged",
    [
        b"9 0 obj<</Type/ObjStm>>endobj\n",
        b"9 0 obj<</Type/ObjStm>>stream\nnothing packed\nendstream endobj\n",
    ],
)
def test_packed_objects_that_are_damaged_do_not_hide_the_next(damaged: bytes) -> None:
    # Far enough, so that the search for the first one's content does not find the second one's.
    apart = damaged + b" " * 1000
    assert starts_something(b"%PDF-1.7\n" + apart + packed(b"<</S/Launch /F(cmd)>>"))


def test_large_whole_numbers_are_written_out() -> None:
    found = inspect(workbook(rows=[["卡号", "金额"], [6.2e16, 0.5], [1e22, 3]]), "表.xlsx")
    text = "\n".join(piece.text for piece in found.pieces)
    assert "62000000000000000" in text
    assert "1e+22" in text


def test_a_workbook_with_a_password_says_so() -> None:
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    found = inspect(compound + "EncryptedPackage".encode("utf-16-le"), "表.xlsx")
    assert found.failed is not None
