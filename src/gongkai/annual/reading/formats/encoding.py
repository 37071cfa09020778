"""Bytes of a Chinese text become characters, whatever the source says or does not say of its encoding.

Strict decoding decides, then how much the outcome looks like Chinese; a declaration comes last, because on
government sites it is wrong as often as it is right (gb2312 declared over UTF-8, and the other way round).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from gongkai.annual.reading.blocks import UnreadableError

__all__ = ["Decoded", "decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CANDIDATES = ("gb18030", "big5", "utf-16-le", "utf-16-be")
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_ALIASES = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5-hkscs": "big5hkscs"}
# Nearly every sentence of a report is full of these, in simplified or traditional writing.
_FREQUENT = frozenset(
    "的一是在了和有人中大为上个国我以要他时来用生到作地于出就分对成会可主发年动工也能下过说方行政府公开信息"
    "第十二三四五六七八九本部门机关单位申请数量其情况法律规定办理结果无不予提供属其他处总计条例文件月日市县区镇"
    "局年度报告制件现有效范性许收费金额万元处罚强项目内容管理服务组织工作建设进步加问题"
    "為個國時來會發動過說開訊機關單請數況規辦結無屬處總計條報現範許費萬處罰強項內務組織設進問題對產經當與應"
    "，。、；：（）“”《》０１２３４５６７８９"
)
_SAMPLE = 1500
_BELIEVABLE = 0.2
# One wrong character in a hundred is a page put together from pieces; more is another encoding.
_MAX_BAD_SHARE = 0.01
_MAX_CONTROL_SHARE = 0.02
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_NOT_TEXT = "内容不是文字，也不是认识的文件格式；请提供网页、Word、PDF、表格或文本形式的年度报告。"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding that it turned out to have; ``damaged`` when some bytes fitted nowhere."""

    text: str
    encoding: str
    damaged: bool = False


def decode(data: bytes) -> Decoded:
    """Decode bytes of text.

    A character cut off at the end of the data is dropped. Raises UnreadableError when it is no text at all.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    text = _strictly(data, "utf-8") if b"\x00" not in data else None
    if text is not None:
        return _checked(Decoded(text, "utf-8"))
    return _checked(_guess(data))


def _marked(data: bytes, encoding: str) -> Decoded:
    text = _strictly(data, encoding)
    if text is not None:
        return Decoded(text, encoding)
    if encoding == "utf-8":  # a mark put before text of another encoding by a careless editor
        return _guess(data)
    return _checked(Decoded(data.decode(encoding, "replace"), encoding, damaged=True))


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if error.start < len(data) - 4 or error.start == 0:
            return None
        return _without_cut_character(data, encoding, error.start)


def _without_cut_character(data: bytes, encoding: str, end: int) -> str | None:
    """Decode what is before the last, incomplete character; None when it is wrong and not incomplete."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        decoder.decode(data[end:])
        return data[:end].decode(encoding)
    except UnicodeDecodeError:
        return None


def _guess(data: bytes) -> Decoded:
    found = [
        (believable(text), Decoded(text, encoding))
        for encoding in _candidates(data)
        if (text := _strictly(data, encoding)) is not None
    ]
    best = max(found, key=lambda pair: pair[0], default=None)
    if best is not None and best[0] >= _BELIEVABLE:
        return best[1]
    damaged = _least_damaged(data)
    if damaged is not None:
        return damaged
    return _by_statistics(data) or (best[1] if best is not None and best[0] > 0 else _refuse())


def _candidates(data: bytes) -> list[str]:
    """The encodings to try: the declared one first, so that it wins where all are equally likely."""
    if data.count(b"\x00") > len(data) // 8 or data.count(b"\x00", 0, 400) > 4:
        return ["utf-16-le", "utf-16-be"]
    names = list(_CANDIDATES)
    declared = _DECLARED.search(data, 0, 4096)
    if declared is not None:
        name = declared[1].decode("ascii").lower()
        name = _ALIASES.get(name, name)
        try:
            codecs.lookup(name)
            b"".decode(name)
        except (LookupError, UnicodeError):
            return names
        names = [name, *(other for other in names if other != name)]
    return names


def believable(text: str) -> float:
    """How much a text looks like Chinese of a public body: 0 to 1, the share of its most frequent characters.

    Only characters beyond ASCII count, for ASCII is the same in every encoding.
    """
    sample = ""
    for run in _BEYOND_ASCII.finditer(text):
        sample += run[0][:_SAMPLE]
        if len(sample) >= _SAMPLE:
            break
    if not sample:
        return 0.0
    private = sum("\ue000" <= character <= "\uf8ff" for character in sample)
    return max(0.0, (sum(character in _FREQUENT for character in sample) - 5 * private) / len(sample))


def _least_damaged(data: bytes) -> Decoded | None:
    """A decoding where few bytes fit nowhere and the rest is clearly Chinese."""
    best: tuple[float, Decoded] | None = None
    for encoding in ("utf-8", "gb18030", "big5"):
        text = data.decode(encoding, "replace")
        beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
        if text.count("\ufffd") > max(2, _MAX_BAD_SHARE * beyond_ascii):
            continue
        likelihood = believable(text)
        if likelihood >= _BELIEVABLE and (best is None or likelihood > best[0]):
            best = likelihood, Decoded(text, encoding, damaged=True)
    return best[1] if best else None


def _by_statistics(data: bytes) -> Decoded | None:
    """The last resort, slow: what a library for all the world's encodings makes of it."""
    from charset_normalizer import from_bytes

    match = from_bytes(data[:20_000], threshold=0.15).best()
    if match is None or not believable(str(match)):
        return None
    return Decoded(data.decode(match.encoding, "replace"), match.encoding, damaged=True)


def _checked(decoded: Decoded) -> Decoded:
    """Refuse what decodes but is no text: control characters all over."""
    sample = decoded.text[:_SAMPLE].encode("utf-8", "replace")
    if len(sample) - len(sample.translate(None, _CONTROLS)) > _MAX_CONTROL_SHARE * len(sample):
        _refuse()
    return decoded


def _refuse() -> Decoded:
    raise UnreadableError(_NOT_TEXT)
