"""The body of an item as the draft checks read it: paragraphs, headings, tables, pictures, videos."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.disclosure import checking, contents
from gongkai.disclosure.attachments.extract import Extract
from gongkai.disclosure.attachments.inspecting import inspect
from gongkai.disclosure.attachments.kinds import AttachmentKind
from gongkai.disclosure.models import Item, Picture

TEXT_ELEMENTS = "p, h1, h2, h3, h4, h5, h6, li, td, th, pre"


def blocks_of(item: Item) -> tuple[checking.Block, ...]:
    """The blocks of an item's body, which need not be saved. One query for its pictures."""
    stream = contents.body_blocks({"body": item.body.get_prep_value() if item.body else []})
    pictures = Picture.objects.in_bulk(contents.picture_ids(stream))
    return tuple(block for entry in stream for block in _blocks(entry, pictures))


def targets_of(blocks: Iterable[checking.Block], own_hosts: Collection[str] = ()) -> set[str]:
    """The paths of this site, whether its name is written or not, that the paragraphs link to, without their queries."""
    targets = (
        link.target.strip()
        for block in blocks
        if isinstance(block, checking.Paragraph)
        for link in block.links
    )
    return {path for target in targets if (path := _own_path(target, own_hosts))}


def _own_path(target: str, own_hosts: Collection[str]) -> str:
    try:
        parts = urlsplit(target)
    except ValueError:
        return ""
    if target.startswith("/"):
        return parts.path if not parts.netloc else ""
    return parts.path if (parts.hostname or "") in own_hosts else ""


def _blocks(entry: dict[str, Any], pictures: dict[int, Picture]) -> Iterator[checking.Block]:
    value = entry.get("value")
    if entry["type"] == "text":
        yield from text_blocks(str(value or ""))
    elif isinstance(value, dict) and entry["type"] == "picture":
        picture = pictures.get(int(value["picture"])) if value.get("picture") else None
        yield checking.Picture(
            alternative_text=value.get("alternative_text") or "",
            caption=value.get("caption") or "",
            extract=_looked_through(picture, bool(value.get("picture"))),
        )
    elif isinstance(value, dict) and entry["type"] == "table":
        yield _table(value)
    elif isinstance(value, dict) and entry["type"] == "video":
        yield checking.Video(
            transcript=value.get("transcript") or "",
            caption=value.get("caption") or "",
            target=value.get("video") or "",
        )


def text_blocks(html: str) -> Iterator[checking.Block]:
    """Rich text as paragraphs and headings, in their order."""
    body = LexborHTMLParser(f"<body>{html}</body>").body
    for node in body.css(TEXT_ELEMENTS) if body is not None else ():
        text = node.text(deep=True, separator="").strip()
        if node.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            yield checking.Heading(text, int(node.tag[1]))
        elif text or node.css_first("a") is not None:
            yield checking.Paragraph(text, tuple(_links(node)))


def _links(node: LexborNode) -> Iterator[checking.Link]:
    for anchor in node.css("a"):
        yield checking.Link(anchor.text(deep=True).strip(), anchor.attributes.get("href") or "")


def _table(value: dict[str, Any]) -> checking.Table:
    rows = tuple(tuple("" if cell is None else str(cell) for cell in row) for row in value.get("data") or [])
    header = bool(
        value.get("first_row_is_table_header")
        or value.get("first_col_is_header")
        or value.get("table_header_choice") in ("row", "column", "both")
    )
    return checking.Table(rows, has_header=header, caption=value.get("table_caption") or "")


def _looked_through(picture: Picture | None, chosen: bool) -> Extract:
    if picture is None:
        why = "图片已被删除" if chosen else "还没有选择图片"
        return Extract("", AttachmentKind.UNKNOWN, failed=why)
    # Renditions keep what the camera wrote into the picture, such as the place.
    return _inspected(picture.file.path, picture.content_hash)


@lru_cache(maxsize=256)
def _inspected(path: str, content_hash: str) -> Extract:
    """A picture looked through; its file never changes, its hash is here to be sure."""
    return inspect(Path(path))
