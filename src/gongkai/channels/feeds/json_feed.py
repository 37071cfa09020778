"""A feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import Any, Final

from gongkai.channels import addresses, media_types
from gongkai.channels.feeds.atom import in_china
from gongkai.channels.feeds.reading import Entry, Feed

NAME: Final = "feed.json"
TYPE: Final = "application/feed+json; charset=utf-8"


def json_feed(feed: Feed) -> bytes:
    """The feed's bytes."""
    body, column = feed.agency, feed.column
    home = addresses.column(column) if column else addresses.agency(body) if body else addresses.HOME
    said = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": addresses.absolute(home),
        "feed_url": addresses.absolute(addresses.feed(NAME, body, column)),
        **({"description": column.description} if column and column.description else {}),
        "language": "zh-CN",
        "authors": [
            {"name": feed.publisher.name, "url": addresses.absolute(addresses.agency(feed.publisher))}
        ],
        "items": [_entry(entry) for entry in feed.entries],
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _entry(entry: Entry) -> dict[str, Any]:
    """An entry; `_gongkai` has what JSON Feed has no word for."""
    item = entry.item
    address = addresses.absolute(addresses.item(item))
    said = {
        "id": entry.id,
        "url": address,
        "title": item.title,
        "summary": item.summary,
        "content_html": entry.body,
        "date_published": in_china(item.first_published_at).isoformat(),
        "date_modified": in_china(entry.updated).isoformat(),
        "authors": [{"name": item.agency.name, "url": addresses.absolute(addresses.agency(item.agency))}],
        "tags": [each for each in (item.column.name, item.theme) if each],
        "attachments": [
            {
                "url": addresses.absolute_file(each.stored),
                "mime_type": media_types.of(each.stored.kind, each.stored.name),
                "title": each.title or each.stored.name,
                "size_in_bytes": each.stored.size,
            }
            for each in entry.attachments
        ],
        "_gongkai": {
            "index_number": str(item.index_number or ""),
            "document_number": item.document_number,
            "api_url": addresses.absolute(addresses.api("items", item.pk)),
        },
    }
    # A reader of the feed takes what is not there for not said; an empty text he would show.
    return {name: value for name, value in said.items() if value not in ("", []) or name == "content_html"}
