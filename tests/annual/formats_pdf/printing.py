"""PDF files written by hand, so that a test says exactly what stands where on a page.

The one font is a composite font without a font file: Han characters one em wide, ASCII half an em. What a
PDF viewer would draw does not matter here; what the file says does.
"""

from __future__ import annotations

import hashlib
import math
import zlib
from dataclasses import dataclass, field

A4 = (595.0, 842.0)

_TO_UNICODE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{ranges}
endcmap CMapName currentdict /CMap defineresource pop end end"""
_SAME = (
    "100 beginbfrange\n"
    + "\n".join(f"<{n:02X}00> <{n:02X}FF> <{n:02X}00>" for n in range(100))
    + "\nendbfrange\n"
)
_SAME += (
    "100 beginbfrange\n"
    + "\n".join(f"<{n:02X}00> <{n:02X}FF> <{n:02X}00>" for n in range(100, 200))
    + "\nendbfrange\n"
)
_SAME += (
    "56 beginbfrange\n"
    + "\n".join(f"<{n:02X}00> <{n:02X}FF> <{n:02X}00>" for n in range(200, 256))
    + "\nendbfrange"
)
_PRIVATE = "1 beginbfrange\n<4E00> <4EFF> <E000>\nendbfrange\n" + "81 beginbfrange\n"
_PRIVATE += "\n".join(f"<{n:02X}00> <{n:02X}FF> <E{n % 8}00>" for n in range(0x4F, 0xA0)) + "\nendbfrange"


def advance(text: str, size: float) -> float:
    """How wide a text is printed."""
    return sum(size / 2 if sign < "\x7f" else size for sign in text)


@dataclass
class Sheet:
    """A page; coordinates are points from its upper left corner, y downwards, as a reader sees it."""

    width: float = A4[0]
    height: float = A4[1]
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    parts: list[str] = field(default_factory=list)
    annotations: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = 10.0, angle: float = 0.0) -> Sheet:
        """Text from x on, its type between y and y + size."""
        turn = math.radians(angle)
        a, b = math.cos(turn), math.sin(turn)
        code = text.encode("utf-16-be").hex()
        matrix = f"{a:.5f} {b:.5f} {-b:.5f} {a:.5f} {x} {self.height - y - 0.88 * size}"
        self.parts.append(f"BT /F {size} Tf {matrix} Tm <{code}> Tj ET")
        return self

    def centred(self, left: float, right: float, y: float, text: str, size: float = 10.0) -> Sheet:
        """Text in the middle between two edges."""
        return self.text((left + right - advance(text, size)) / 2, y, text, size)

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> Sheet:
        """A stroke."""
        self.parts.append(f"{width} w {x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def box(self, x0: float, y0: float, x1: float, y1: float, paint: str = "S") -> Sheet:
        """A rectangle: ``S`` strokes it, ``f`` fills it."""
        self.parts.append(f"{x0} {self.height - y1} {x1 - x0} {y1 - y0} re {paint}")
        return self

    def image(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        """A grey picture."""
        self.parts.append(f"q {x1 - x0} 0 0 {y1 - y0} {x0} {self.height - y1} cm /I Do Q")
        return self

    def ruled(
        self, columns: list[float], rows: list[float], cells: list[list[str]], size: float = 9.0
    ) -> Sheet:
        """A fully ruled table; each text stands in the middle of its cell, its lines below one another."""
        for y in rows:
            self.line(columns[0], y, columns[-1], y)
        for x in columns:
            self.line(x, rows[0], x, rows[-1])
        for row, texts in enumerate(cells):
            for column, text in enumerate(texts):
                self.cell(columns[column], rows[row], columns[column + 1], rows[row + 1], text, size)
        return self

    def cell(self, x0: float, y0: float, x1: float, y1: float, text: str, size: float = 9.0) -> Sheet:
        """Lines of text in the middle of a rectangle, without drawing it."""
        lines = text.split("\n") if text else []
        top = (y0 + y1 - 1.2 * size * len(lines)) / 2
        for number, line in enumerate(lines):
            self.centred(x0, x1, top + 1.2 * size * number, line, size)
        return self


def pdf(*sheets: Sheet, password: str | None = None, mapping: str = "same", form: bool = False) -> bytes:
    """The file of these pages.

    ``mapping`` is what the font says of its characters: ``same`` the truth, ``none`` nothing, ``private``
    characters of the private use area. ``form`` puts each page's content into a form that is moved and
    scaled back. ``password`` encrypts the file (RC4, 40 bits); an empty one opens without being asked.
    """
    objects: dict[int, bytes] = {}
    objects[3] = _font(mapping)
    objects[4] = _dictionary(
        "/Type /Font /Subtype /CIDFontType2 /BaseFont /Fang /CIDSystemInfo << /Registry (Adobe)"
        " /Ordering (Identity) /Supplement 0 >> /DW 1000 /W [32 126 500] /FontDescriptor 5 0 R"
    )
    objects[5] = _dictionary(
        "/Type /FontDescriptor /FontName /Fang /Flags 4 /FontBBox [0 -120 1000 880]"
        " /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80"
    )
    ranges = {"same": _SAME, "private": _PRIVATE}.get(mapping, "")
    objects[6] = _stream("", _TO_UNICODE.format(ranges=ranges).encode())
    objects[7] = _stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
        b"\x80",
    )
    kids = []
    for index, sheet in enumerate(sheets):
        number = 10 + 4 * index
        kids.append(f"{number} 0 R")
        objects.update(_page(number, sheet, form))
    objects[1] = _dictionary("/Type /Catalog /Pages 2 0 R")
    objects[2] = _dictionary(f"/Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)}")
    return _file(objects, password)


def _page(number: int, sheet: Sheet, form: bool) -> dict[int, bytes]:
    resources = "/Resources << /Font << /F 3 0 R >> /XObject << /I 7 0 R >> >>"
    content = "\n".join(sheet.parts).encode()
    crop = f"/CropBox [{' '.join(map(str, sheet.crop))}]" if sheet.crop else ""
    found = {}
    if form:
        # Half size and moved inside, so that only who minds both matrices finds the place.
        inner = b"2 0 0 2 -20 -40 cm\n" + content
        found[number + 2] = _stream(
            f"/Type /XObject /Subtype /Form /BBox [-2000 -2000 4000 4000] /Matrix [0.5 0 0 0.5 5 10] {resources}",
            inner,
        )
        content = b"q 1 0 0 1 5 10 cm /X Do Q"
        resources = f"/Resources << /XObject << /X {number + 2} 0 R >> >>"
    notes = ""
    if sheet.annotations:
        found[number + 3] = _stream(
            f"/Type /XObject /Subtype /Form /BBox [0 0 {sheet.width} {sheet.height}] {resources}",
            "\n".join(sheet.annotations).encode(),
        )
        notes = (
            f"/Annots [<< /Type /Annot /Subtype /FreeText /F 4 /Rect [0 0 {sheet.width} {sheet.height}]"
            f" /AP << /N {number + 3} 0 R >> >>]"
        )
    found[number] = _dictionary(
        f"/Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.width} {sheet.height}] {crop} /Rotate {sheet.rotate}"
        f" /Contents {number + 1} 0 R {resources} {notes}"
    )
    found[number + 1] = _stream("", content)
    return found


def _font(mapping: str) -> bytes:
    to_unicode = "" if mapping == "none" else "/ToUnicode 6 0 R"
    return _dictionary(
        f"/Type /Font /Subtype /Type0 /BaseFont /Fang /Encoding /Identity-H /DescendantFonts [4 0 R] {to_unicode}"
    )


def _dictionary(body: str) -> bytes:
    return f"<< {body} >>".encode()


def _stream(body: str, data: bytes) -> bytes:
    packed = zlib.compress(data)
    return (
        f"<< {body} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode()
        + packed
        + b"\nendstream"
    )


def _file(objects: dict[int, bytes], password: str | None) -> bytes:
    identity = hashlib.md5(b"a file").digest()
    trailer = f"/Root 1 0 R /ID [<{identity.hex()}> <{identity.hex()}>]"
    key = b""
    if password is not None:
        owner = _owner_entry(password)
        key = _file_key(password, owner, identity)
        user = _rc4(key, _PADDING)
        objects[8] = _dictionary(
            f"/Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <{owner.hex()}> /U <{user.hex()}>"
        )
        trailer += " /Encrypt 8 0 R"
    out = bytearray(b"%PDF-1.5\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        written = _encrypted(body, key, number) if key and b"stream\n" in body else body
        out += f"{number} 0 obj\n".encode() + written + b"\nendobj\n"
    start = len(out)
    size = max(places) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
    for number in range(1, size):
        out += f"{places[number]:010} 00000 n \n".encode() if number in places else b"0000000000 65535 f \n"
    out += f"trailer << /Size {size} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _owner_entry(password: str) -> bytes:
    padded = (password.encode() + _PADDING)[:32]
    return _rc4(hashlib.md5(padded).digest()[:5], padded)


def _file_key(password: str, owner: bytes, identity: bytes) -> bytes:
    padded = (password.encode() + _PADDING)[:32]
    return hashlib.md5(padded + owner + (-4).to_bytes(4, "little", signed=True) + identity).digest()[:5]


def _encrypted(body: bytes, key: bytes, number: int) -> bytes:
    head, rest = body.split(b"stream\n", 1)
    data = rest.removesuffix(b"\nendstream")
    own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
    return head + b"stream\n" + _rc4(own, data) + b"\nendstream"


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
