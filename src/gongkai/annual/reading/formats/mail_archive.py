"""Pages that a browser saved as one file (.mht): the page is taken out of its envelope."""

from __future__ import annotations

import re

from gongkai.annual.reading.blocks import UnreadableError

__all__ = ["is_web_archive", "page_of"]

_HEADER = re.compile(rb"\s*[A-Za-z-]+:")
_LOOKED_AT = 4096


def is_web_archive(data: bytes) -> bool:
    """Whether bytes begin with the headers that browsers write before a saved page."""
    return b"multipart/related" in data[:_LOOKED_AT] and _HEADER.match(data) is not None


def page_of(data: bytes) -> bytes:
    """The bytes of the page in a saved web archive; raises UnreadableError when there is none in it."""
    import email
    from email.errors import MessageError

    try:
        message = email.message_from_bytes(data.lstrip())
        for part in message.walk():
            if part.get_content_type() == "text/html":
                content = part.get_payload(decode=True)
                if isinstance(content, bytes):
                    return content
    except (MessageError, ValueError, LookupError) as error:
        raise UnreadableError("网页存档（.mht）已损坏，无法读取；请把网页另存为“仅 HTML”。") from error
    raise UnreadableError("网页存档（.mht）里没有网页，无法读取；请把网页另存为“仅 HTML”。")
