"""Text that was once read in a wrong encoding and saved again: known by what it says when that is undone."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["is_garbled"]

_SAMPLE = 20_000
_WORDS = ("政府", "信息", "年度", "报告", "申请", "行政", "本年", "办理", "数量", "主动")
_ENOUGH = 3
"""Different words of a report that must come out; chance may bring forth one."""
_LOST = ("\ufffd", "锟斤拷")
"""What stands where characters could not be read, and what that looks like when it is read wrongly once more."""
_MANY_LOST = 10
_LATIN = str.maketrans(
    {bytes([code]).decode("cp1252", "ignore") or chr(code): chr(code) for code in range(128, 256)}
)


def _from_latin(text: str) -> bytes:
    return text.translate(_LATIN).encode("latin-1", "ignore")


def _from_chinese(text: str) -> bytes:
    return text.encode("gb18030", "ignore")


_WAYS_BACK: tuple[Callable[[str], bytes], ...] = (_from_latin, _from_chinese)


def is_garbled(text: str) -> bool:
    """True for UTF-8 that was taken for a Western encoding or for GBK, or of which little could be read at all.

    A single character that is lost garbles no text, nor does a report that quotes a few garbled words.
    """
    sample = text[:_SAMPLE]
    if sum(map(sample.count, _LOST)) >= _MANY_LOST:
        return True
    said = _words_in(sample)
    undone = (back(sample).decode("utf-8", "ignore") for back in _WAYS_BACK)
    return any(len(_words_in(original) - said) >= _ENOUGH for original in undone)


def _words_in(text: str) -> set[str]:
    return {word for word in _WORDS if word in text}
