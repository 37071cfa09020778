"""The bodies of many items as clean HTML, with as few queries for many as for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.rich_text import expand_db_html

from gongkai.channels import addresses
from gongkai.channels.bodies.cleaning import cleaned
from gongkai.channels.bodies.pictures import Shown, shown_pictures
from gongkai.disclosure import contents
from gongkai.disclosure.blocks import BodyBlock
from gongkai.disclosure.models import Item

_BLOCKS: Final = BodyBlock().child_blocks


def bodies_html(items: Sequence[Item]) -> dict[int, str]:
    """The bodies by primary key of the item. One query when there are pictures, else none."""
    blocks = {item.pk: [dict(block) for block in item.body.raw_data] for item in items}
    pictures = shown_pictures(pk for each in blocks.values() for pk in contents.picture_ids(each))
    base = addresses.absolute("/")
    return {
        pk: cleaned("\n".join(_block(block, pictures) for block in each), base) for pk, each in blocks.items()
    }


def _block(block: Mapping[str, Any], pictures: Mapping[int, Shown]) -> str:
    kind, value = block.get("type"), block.get("value")
    if kind == "text":
        return str(expand_db_html(value or ""))
    if kind == "picture" and isinstance(value, dict):
        return _picture(value, pictures.get(value.get("picture") or 0))
    if kind not in _BLOCKS or value is None:
        return ""
    child = _BLOCKS[kind]
    return str(child.render(child.to_python(value)))


def _picture(value: Mapping[str, Any], shown: Shown | None) -> str:
    caption = value.get("caption") or ""
    said = format_html("<figcaption>{}</figcaption>", caption) if caption else SafeString("")
    if shown is None:
        return format_html("<figure>{}</figure>", said) if caption else ""
    measures = format_html_join("", ' {}="{}"', (("width", str(shown.width)), ("height", str(shown.height))))
    return format_html(
        '<figure><img src="{}" alt="{}"{}>{}</figure>',
        shown.address,
        value.get("alternative_text") or "",
        measures,
        said,
    )
