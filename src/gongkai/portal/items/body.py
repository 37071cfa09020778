"""The body of an item as HTML: of its stored blocks, without a query and without a template for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from gongkai.channels.bodies.pictures import Shown
from gongkai.portal.items.tables import table_html

_HEADING = re.compile(r"<(/?)h([1-6])\b([^>]*)>", re.IGNORECASE)
_REWRITTEN = ("linktype", "<embed")


def body_html(
    blocks: Iterable[Mapping[str, Any]], pictures: Mapping[int, Shown], *, below: int = 1
) -> SafeString:
    """The blocks (`contents.body_blocks`) as they stand on the page, below a heading of that level."""
    pieces = "\n".join(_block(block["type"], block.get("value"), pictures) for block in blocks)
    return mark_safe(_headings_in_order(pieces, below))


def _block(kind: str, value: Any, pictures: Mapping[int, Shown]) -> str:
    if kind == "text":
        return _rich_text(str(value or ""))
    if not isinstance(value, Mapping):
        return ""
    if kind == "picture":
        return _picture(value, pictures)
    if kind == "table":
        return table_html(value)
    return _video(value) if kind == "video" else ""


def _rich_text(source: str) -> str:
    """Wagtail's own marks replaced; most texts have none."""
    return str(expand_db_html(source)) if any(mark in source for mark in _REWRITTEN) else source


def _picture(value: Mapping[str, Any], pictures: Mapping[int, Shown]) -> str:
    shown = pictures.get(int(value.get("picture") or 0))
    words = escape(value.get("alternative_text") or "")
    caption = escape(value.get("caption") or "")
    if shown is None:
        image = f'<p class="item-missing">（图片无法显示{f"：{words}" if words else ""}）</p>'
    else:
        image = (
            f'<img src="{escape(shown.address)}" alt="{words}" width="{shown.width}" height="{shown.height}" '
            'loading="lazy">'
        )
    return f'<figure class="item-picture">{image}{_caption(caption)}</figure>'


def _video(value: Mapping[str, Any]) -> str:
    address, transcript = str(value.get("video") or ""), str(value.get("transcript") or "")
    caption = escape(value.get("caption") or "")
    link = words = ""
    if address.startswith(("https://", "http://", "/")):
        link = f'<p><a href="{escape(address)}" rel="noopener">观看视频{f"：{caption}" if caption else ""}</a></p>'
    if transcript:
        text = linebreaks(transcript, autoescape=True)
        words = f"<details><summary>视频文字稿</summary>{text}</details>"
    return f'<div class="item-video">{link}{words}</div>'


def _caption(caption: str) -> str:
    return f"<figcaption>{caption}</figcaption>" if caption else ""


def _headings_in_order(source: str, below: int) -> str:
    """No heading more than one step below the one before: who hears the page finds his way by them."""
    if "<h" not in source:
        return source
    levels = [below]

    def placed(match: re.Match[str]) -> str:
        if not match[1]:
            levels.append(min(6, max(below + 1, min(int(match[2]) + below - 1, levels[-1] + 1))))
        return f"<{match[1]}h{levels[-1]}{match[3]}>"

    return _HEADING.sub(placed, source)
