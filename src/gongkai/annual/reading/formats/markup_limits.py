"""Which markup is refused before it is parsed, because a parser would take minutes or gigabytes over it.

The HTML standard makes two things quadratic: elements that stay open are searched again for every tag, and
formatting elements that stay open (``<font>``) are opened again in every block.
"""

from __future__ import annotations

import re
from itertools import accumulate

from gongkai.annual.reading.blocks import UnreadableError
from gongkai.annual.reading.formats.limits import MAX_HTML_BYTES, MAX_TAGS, refuse_over

__all__ = ["prepare"]

# Below this number of tags even the worst nesting parses at once, and nothing needs to be counted.
_FEW_TAGS = 3000
# Up to this number no nesting reaches _MAX_STEPS: only formatting elements have to be looked at.
_MANY_TAGS = 14_000
_MAX_DEPTH = 20_000
_MAX_STEPS = 200_000_000
_MAX_REOPENED = 500_000
_INLINE_DATA = re.compile(rb"data:[\w.+-]+/[\w.+-]+;[\w=;-]*,[A-Za-z0-9+/=%\s]+")
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NEVER_NEST = frozenset(
    b"p li td th tr dd dt option br img input meta link hr col area base wbr embed source param".split()
)
_FORMATTING = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())
_FORMATTING_TAG = re.compile(rb"<(/?)(?:%s)(?=[\s>/])" % b"|".join(sorted(_FORMATTING)), re.IGNORECASE)
_STEP = {b"": 1, b"/": -1}


def prepare(data: bytes) -> bytes:
    """The markup without the files that are written into it (``data:`` addresses).

    Raises UnreadableError when it is too large or nested too deep to be a page that people read.
    """
    if len(data) > MAX_HTML_BYTES // 16 and b"data:" in data:
        data = _INLINE_DATA.sub(b"data:", data)
    refuse_over(MAX_HTML_BYTES, len(data), "网页")
    tags = data.count(b"<")
    if tags > MAX_TAGS:
        raise UnreadableError(
            f"网页的标签超过{MAX_TAGS // 10_000}万个，不会是一份年度报告；请只提供年度报告的网页。"
        )
    if tags > _FEW_TAGS and (tags > _MANY_TAGS or _may_reopen(data) * tags > _MAX_REOPENED):
        _refuse_deep(data)
    return data


def _may_reopen(data: bytes) -> int:
    """At most how many formatting elements stand open at once: a bound found without looking at each tag."""
    steps = map(_STEP.__getitem__, _FORMATTING_TAG.findall(data))
    heights = list(accumulate(steps, initial=0))
    return max(heights) - min(heights)


def _refuse_deep(data: bytes) -> None:
    tags = depth = deepest = reopened = most_reopened = 0
    for match in _TAG.finditer(data):
        tags += 1
        name = match[2].lower()
        if name in _NEVER_NEST:
            continue
        step = -1 if match[1] else 1
        depth = max(0, depth + step)
        deepest = max(deepest, depth)
        if name in _FORMATTING:
            reopened = max(0, reopened + step)
            most_reopened = max(most_reopened, reopened)
    too_deep = deepest > _MAX_DEPTH or tags * deepest > _MAX_STEPS
    if too_deep or most_reopened * tags > _MAX_REOPENED:
        raise UnreadableError("网页的标签层层嵌套或大量没有结束，无法按正常网页读取；请换用原始文件。")
