"""Pages of lists: where in it one is, and the addresses of the pages beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from gongkai.channels import addresses
from gongkai.channels.api.problems import invalid

SIZE: Final = 20
LARGEST: Final = 100
DEEPEST: Final = 10_000
"""How far into a list one may page; further in, a list is narrowed, or followed by /changes."""


@dataclass(frozen=True)
class Window:
    """A page of a list of `total`. `address` is that of the list, `asked` its parameters but for `page`."""

    address: str
    asked: Mapping[str, Any]
    page: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.size))

    @property
    def rows(self) -> slice:
        """The rows of the page."""
        return slice((self.page - 1) * self.size, self.page * self.size)

    def at(self, page: int) -> str | None:
        """The whole address of another page; None where there is none."""
        if not 1 <= page <= self.pages or page * self.size > DEEPEST:
            return None
        parameters = {**self.asked, **({} if page == 1 else {"page": page})}
        return whole(self.address, parameters)

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of `schemas.common.Paged`."""
        return {
            "total": self.total,
            "page": self.page,
            "size": self.size,
            "pages": self.pages,
            "next": self.at(self.page + 1),
            "previous": self.at(self.page - 1),
        }


def check_depth(page: int, size: int) -> None:
    """Refuse what is too deep in a list.

    Raises:
        Problem: 422.
    """
    if page * size > DEEPEST:
        raise invalid(
            "page",
            f"最多翻到第{DEEPEST}条。请用 agency、column、year 等条件缩小范围；要全部取走，请用 /api/v1/changes。",
        )


def whole(address: str, parameters: Mapping[str, Any]) -> str:
    """The whole address with its parameters, those that are set, in the order given."""
    given: Sequence[tuple[str, str]] = [
        (name, str(value)) for name, value in parameters.items() if value not in (None, "")
    ]
    start = addresses.absolute(address)
    return f"{start}?{urlencode(given)}" if given else start
