"""A feed as Atom (RFC 4287)."""

from __future__ import annotations

import datetime
import re
from typing import Any, Final

from django.utils.feedgenerator import Atom1Feed, Enclosure
from django.utils.html import linebreaks

from gongkai.acts.days import CHINA
from gongkai.channels import addresses, media_types
from gongkai.channels.feeds.reading import Entry, Feed

NAME: Final = "atom.xml"
TYPE: Final = "application/atom+xml; charset=utf-8"
# When the Regulation first came into force: a feed that has nothing yet is no younger than its last reading.
_NOTHING_YET: Final = datetime.datetime(2008, 5, 1, tzinfo=CHINA)
_NOT_IN_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _Atom(Atom1Feed):
    """Django's, with the text itself beside the summary, and the same bytes whenever it is written."""

    def latest_post_date(self) -> datetime.datetime:
        """The last change of any entry; a fixed day for a feed without entries."""
        return max((item["updateddate"] for item in self.items), default=_NOTHING_YET)

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """The elements of an entry, and its content."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def atom(feed: Feed) -> bytes:
    """The feed's bytes."""
    body, column = feed.agency, feed.column
    home = addresses.column(column) if column else addresses.agency(body) if body else addresses.HOME
    own = addresses.absolute(addresses.feed(NAME, body, column))
    made = _Atom(
        title=plain(feed.title),
        link=addresses.absolute(home),
        description=None,
        language="zh-CN",
        author_name=plain(feed.publisher.name),
        author_link=addresses.absolute(addresses.agency(feed.publisher)),
        subtitle=plain(column.description) if column and column.description else None,
        feed_url=own,
        feed_guid=own,
    )
    for entry in feed.entries:
        _add(made, entry)
    return made.writeString("utf-8").encode()


def _add(made: _Atom, entry: Entry) -> None:
    item = entry.item
    address = addresses.absolute(addresses.item(item))
    made.add_item(
        title=plain(item.title),
        link=address,
        description=linebreaks(plain(item.summary), autoescape=True),
        author_name=plain(item.agency.name),
        author_link=addresses.absolute(addresses.agency(item.agency)),
        pubdate=in_china(item.first_published_at),
        updateddate=in_china(entry.updated),
        unique_id=entry.id,
        categories=[plain(each) for each in (item.column.name, item.theme) if each],
        enclosures=[
            Enclosure(
                addresses.absolute_file(each.stored),
                str(each.stored.size),
                media_types.of(each.stored.kind, each.stored.name),
            )
            for each in entry.attachments
        ],
        content=plain(entry.body),
    )


def plain(text: str) -> str:
    """The text without what XML cannot have."""
    return _NOT_IN_XML.sub("", text)


def in_china(moment: datetime.datetime) -> datetime.datetime:
    """The moment in China's time, to the second."""
    return moment.astimezone(CHINA).replace(microsecond=0)
