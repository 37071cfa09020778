"""The characters of a PDF page with their boxes, and whether they say what is printed."""

from __future__ import annotations

import math
import struct
import unicodedata
from collections import Counter
from functools import cache
from typing import Any, NamedTuple

from gongkai.annual.reading.formats.page_text import Glyph
from gongkai.annual.reading.formats.pdf_ruling import Matrix

__all__ = ["Frame", "is_garbled", "read_glyphs", "upright"]

# Simplified forms of the block of radicals that have no compatibility mapping of their own.
_RADICALS = dict(
    zip(
        "⺁⺅⺉⺋⺍⺕⺘⺙⺝⺟⺠⺡⺣⺩⺫⺭⺮⺶⺼⺾⻁⻄⻅⻆⻇⻈⻉⻊⻋⻌⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂亻刂㔾⺌彐扌攵月母民氵灬王罒礻竹羊月艹虎西见角覀讠贝足车辶钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
# A box so many times as high as most on the page, and as its own ink, is none.
_OVERSIZE = 2.5
_SAMPLE, _SAMPLE_OF_CALLS = 200, 40
# How many of a page's characters may be none before its text is taken for no text.
_MOST_GARBLED = 0.3


class Frame(NamedTuple):
    """How a page is laid before the reader: what turns PDF coordinates so, and its size thus."""

    to_page: Matrix
    width: float
    height: float


def read_glyphs(text_page: Any, frame: Frame, most: int) -> list[Glyph]:
    """The characters of a text page (a :class:`pypdfium2.PdfTextPage`) but for spaces, in the file's order.

    At most ``most`` characters are looked at.
    """
    across, down = 2 * frame.width, 2 * frame.height
    count = min(text_page.count_chars(), most)
    texts = _texts(text_page, count)
    _hide_unmapped(text_page, texts)
    edges = _boxes(text_page.raw, count)
    _mend_oversized(text_page.raw, texts, edges)
    a, b, c, d, e, f = frame.to_page
    normal = _normal_forms()
    glyphs = []
    for index, text in enumerate(texts):
        if text.isspace() or not text or text == "\x00":
            continue
        left, top, right, bottom = edges[4 * index : 4 * index + 4]
        x0, y0 = a * left + c * top + e, b * left + d * top + f
        x1, y1 = a * right + c * bottom + e, b * right + d * bottom + f
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        glyphs.append(Glyph(normal.get(text, text), x0, y0, x1, y1))
    # What the file holds beyond the visible part of the page is not printed.
    return [
        glyph
        for glyph in glyphs
        if 0 <= glyph.left + glyph.right <= across and 0 <= glyph.top + glyph.bottom <= down
    ]


def upright(text_page: Any, box: tuple[float, float, float, float]) -> Frame:
    """The frame in which most of the page's text reads from left to right.

    ``box`` is the page's visible part: left, bottom, right, top. The file's own mark of rotation plays no
    part: text that stands upright for a reader is upright here too.
    """
    import pypdfium2.raw as pdfium

    # pdfium counts angles clockwise.
    quarters = Counter(
        round(pdfium.FPDFText_GetCharAngle(text_page.raw, index) / (math.pi / 2)) % 4
        for index in _sample(text_page)
        if not pdfium.FPDFText_IsGenerated(text_page.raw, index)
    )
    left, bottom, right, top = box
    width, height = right - left, top - bottom
    turns = quarters.most_common(1)[0][0] if quarters else 0
    return (
        Frame(Matrix(1, 0, 0, -1, -left, top), width, height),
        Frame(Matrix(0, -1, -1, 0, top, right), height, width),
        Frame(Matrix(-1, 0, 0, 1, right, -bottom), width, height),
        Frame(Matrix(0, 1, 1, 0, -bottom, -left), height, width),
    )[turns]


def _hide_unmapped(text_page: Any, texts: list[str]) -> None:
    """Puts U+FFFD for characters of which their font does not say what they are.

    pdfium gives the character whose code is their number in the font: a wrong one, and no one would notice.
    """
    import pypdfium2.raw as pdfium

    fails = pdfium.FPDFText_HasUnicodeMapError
    if any(fails(text_page.raw, index) == 1 for index in _sample(text_page)):
        for index in range(len(texts)):
            if fails(text_page.raw, index) == 1:
                texts[index] = "\ufffd"


def _sample(text_page: Any) -> range:
    count = text_page.count_chars()
    return range(0, count, max(1, count // _SAMPLE_OF_CALLS))


def is_garbled(glyphs: list[Glyph]) -> bool:
    """Whether the text is not what is printed: signs of no script, or Han that no one writes.

    That is what a PDF gives whose fonts do not say what their characters are, or say it wrongly.
    """
    text = "".join(glyph.text for glyph in glyphs[:: max(1, len(glyphs) // _SAMPLE)])
    if not text:
        return False
    han = [sign for sign in text if "\u3400" <= sign <= "\u9fff"]
    nothing = sum(unicodedata.category(sign) in ("Co", "Cn", "Cc", "Cs") or sign == "\ufffd" for sign in text)
    foreign = sum("\u0080" <= sign < "\u2000" and sign not in "·×÷°±§" for sign in text)
    if nothing + foreign > _MOST_GARBLED * len(text):
        return True
    rare = sum(not _is_common(sign) for sign in han)
    return len(han) >= 20 and rare > _MOST_GARBLED * len(han)


def _is_common(sign: str) -> bool:
    return bool(sign.encode("gb2312", "ignore") or sign.encode("big5", "ignore"))


def _boxes(text_page: Any, count: int) -> list[float]:
    """Left, top, right, bottom of every character: the advance, and the height of the font."""
    import ctypes

    import pypdfium2.raw as pdfium

    memory = bytearray(16 * max(count, 1))
    first = pdfium.FS_RECTF.from_buffer(memory)
    read, reference = pdfium.FPDFText_GetLooseCharBox, ctypes.byref
    for index in range(count):
        read(text_page, index, reference(first, 16 * index))
    return list(struct.unpack(f"{4 * count}f", memory[: 16 * count]))


def _mend_oversized(text_page: Any, texts: list[str], edges: list[float]) -> None:
    """Gives characters of vertical writing the box of their ink.

    For them pdfium leaves out the text matrix, and the box comes out as large as the font's nominal size.
    """
    import ctypes

    import pypdfium2.raw as pdfium

    heights = [edges[at] - edges[at + 2] for at in range(1, 4 * len(texts), 4)]
    printed = sorted([height for height in heights if height > 0])
    most = _OVERSIZE * printed[len(printed) // 2] if printed else 0.0
    if not printed or printed[-1] <= most:
        return
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index, height in enumerate(heights):
        if height > most and pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top):
            ink = left.value, top.value, right.value, bottom.value
            if height > _OVERSIZE * max(ink[1] - ink[3], ink[2] - ink[0]):
                edges[4 * index : 4 * index + 4] = ink


def _texts(text_page: Any, count: int) -> list[str]:
    """The character at each index; the text as a whole serves only where it has one sign for each."""
    import pypdfium2.raw as pdfium

    whole = text_page.get_text_range(0, count) if count else ""
    if len(whole) == count and "\ufffe" not in whole:
        return list(whole)
    codes = [pdfium.FPDFText_GetUnicode(text_page.raw, index) for index in range(count)]
    texts = []
    for index, code in enumerate(codes):
        following = codes[index + 1] if index + 1 < count else 0
        if 0xD800 <= code < 0xDC00 and 0xDC00 <= following < 0xE000:
            texts.append(chr(0x10000 + ((code - 0xD800) << 10) + following - 0xDC00))
        elif 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            texts.append("")
        else:
            texts.append("-" if code in (2, 0xFFFE) else chr(code))
    return texts


@cache
def _normal_forms() -> dict[str, str]:
    """Radicals and compatibility characters that fonts' tables give for the Han characters they look like."""
    points = [*range(0x2E80, 0x2FD6), *range(0xF900, 0xFB00)]
    forms = {chr(point): unicodedata.normalize("NFKC", chr(point)) for point in points}
    forms.update(_RADICALS)
    return forms
