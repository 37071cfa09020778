"""长者版: every page again under /zzb, in large type and one column, its links staying in that edition.

It is made from the page's bytes, because what it says is the same: another class on <html>, other links. Its canonical
address is the page's own. Files, feeds, the API and static files have no such edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from gongkai.channels import addresses
from gongkai.channels.pages import Absent, Changes, File, Key, Source
from gongkai.portal.rendering import TO_ELDER

# Pages' addresses end with a slash; what is called otherwise, or stands under these, has no edition. /feeds/ is a page.
_LINK: Final = re.compile(
    rb' (href|action)="(/(?!/|static/|files/|media/|feeds/[^"?#]|api/|office/|register/[^"?#])(?:[^"?#]*/)?)(?=["?#])'
)
_HTML: Final = b'<html lang="zh-CN">'
_ELDER_HTML: Final = b'<html lang="zh-CN" class="elder">'
_SWITCH: Final = f' href="{addresses.ELDER}/'.encode()
_TO_ELDER: Final = f">{TO_ELDER}</a>".encode()
_TO_NORMAL: Final = ">返回普通版</a>".encode()


def elder_address(address: str) -> str:
    """The page's address in the edition for elderly readers."""
    return f"{addresses.ELDER}{address}"


def normal_address(address: str) -> str:
    """The address without the edition: that of the page itself."""
    return address.removeprefix(addresses.ELDER) if is_elder(address) else address


def is_elder(address: str) -> bool:
    """Whether the address is one of this edition."""
    return address.startswith(f"{addresses.ELDER}/")


def elder(body: bytes) -> bytes:
    """A page as it stands in this edition: the class, the links to other pages, and the switch back."""
    # Links that lead into this edition lead out of it now; all others stay within.
    parts = (_LINK.sub(rb' \1="/zzb\2', part) for part in body.split(_SWITCH))
    page = b' href="/'.join(parts)
    return page.replace(_HTML, _ELDER_HTML, 1).replace(_TO_ELDER, _TO_NORMAL)


class InBothEditions:
    """A source whose pages stand in both editions: `pages.register(InBothEditions(MySource()))`.

    The source itself knows the normal addresses only. What is no page (a file beside a page, JSON) stands once.
    """

    def __init__(self, source: Source) -> None:
        self.name = source.name
        self._source = source

    def keys(self) -> Iterable[Key]:
        """As the source's."""
        return self._source.keys()

    def stale(self, changes: Changes) -> Iterable[Key]:
        """As the source's: the editions of a page change together."""
        return self._source.stale(changes)

    def at(self, address: str) -> Key | None:
        """The key of the page, in whichever edition."""
        return self._source.at(normal_address(address))

    def render(self, keys: Sequence[Key]) -> Iterator[File | Absent]:
        """The source's files, and each page once more for elderly readers."""
        for found in self._source.render(keys):
            yield found
            if not found.address.endswith("/"):
                continue
            address = elder_address(found.address)
            if isinstance(found, Absent):
                yield Absent(address)
            elif isinstance(found.body, bytes):
                yield File(address, elder(found.body), found.content_type, found.status)
