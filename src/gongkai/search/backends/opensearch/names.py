"""Which index of an OpenSearch answers, which is being filled, and how the one takes the other's place.

The name in the settings is an alias. Behind it stands one of two indexes, `name-1` or `name-2`; behind `name-next`
stands the other one while it is filled. To change what is behind an alias, and to delete an index, is one request
that is done as a whole or not at all. Nothing is deleted but what has the fields of our entries.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gongkai.search.backends.opensearch.connection import WRITING
from gongkai.search.backends.opensearch.requests import MAPPING
from gongkai.search.backends.protocol import Refused, Unreachable

__all__ = ["Names", "Standing"]


@dataclass(frozen=True, slots=True)
class Standing:
    """The indexes under our names at this moment; one that is closed may not be seen.

    `answering` is behind the alias, or is called as it should be: `unaliased`. `filling` is behind the alias of the
    next one. `spare` is neither: something left it behind.
    """

    answering: tuple[str, ...]
    filling: tuple[str, ...]
    spare: tuple[str, ...]
    strange: tuple[str, ...]
    """Those that have other fields than ours: somebody else's."""
    unaliased: bool


class Names:
    """The names that follow from the one in the settings."""

    def __init__(self, alias: str) -> None:
        self.alias = alias
        self.next = f"{alias}-next"
        self.indexes = (f"{alias}-1", f"{alias}-2")

    def standing(self, client: Any) -> Standing:
        """Ask the server. One request."""
        asked = [self.alias, self.next, *self.indexes]
        found = client.indices.get(index=asked, ignore_unavailable=True)
        answering = tuple(
            name for name, about in found.items() if self.alias in about["aliases"] or name == self.alias
        )
        filling = tuple(name for name, about in found.items() if self.next in about["aliases"])
        return Standing(
            answering,
            filling,
            spare=tuple(name for name in found if name not in (*answering, *filling)),
            strange=tuple(name for name, about in found.items() if not _is_ours(about)),
            unaliased=self.alias in found,
        )

    def make(self, client: Any) -> None:
        """An empty index and its alias, unless there is something under that name; others may make it meanwhile."""
        for index in self.indexes:
            if client.indices.exists(index=self.alias):
                return
            _create(client, index, self.alias)

    def begin(self, client: Any) -> None:
        """An empty index to be filled, beside the one that answers. What another beginning left is deleted.

        Raises:
            Refused: there is somebody else's index under one of our names.
        """
        standing = self.standing(client)
        if standing.strange:
            raise Refused(
                f"OpenSearch 里已有索引“{standing.strange[0]}”，它不是本平台建立的，没有动它。"
                "请在 GONGKAI_SEARCH 里换一个索引名。"
            )
        for index in (*standing.filling, *standing.spare):
            client.indices.delete(index=index, ignore_unavailable=True, request_timeout=WRITING)
        free = next(index for index in self.indexes if index not in standing.answering)
        if not _create(client, free, self.next):
            raise Unreachable(f"OpenSearch 里的索引“{free}”关闭着，没有能删去。请把它打开或者删去。")

    def change_places(self, client: Any) -> None:
        """What was filled answers from now on, under the alias; what answered before is deleted.

        Raises:
            Unreachable: what was filled is not there any more.
        """
        standing = self.standing(client)
        if len(standing.filling) != 1:
            raise Unreachable(f"OpenSearch 里正在编的索引（{self.next}）不见了，检索照旧，请再编一次。")
        (filled,) = standing.filling
        actions = [
            *({"remove_index": {"index": index}} for index in standing.answering),
            {"add": {"index": filled, "alias": self.alias}},
            {"remove": {"index": filled, "alias": self.next}},
        ]
        client.indices.update_aliases(body={"actions": actions}, request_timeout=WRITING)


def _create(client: Any, index: str, alias: str) -> bool:
    """Whether an index with our fields was made; not so where there is one of that name."""
    from opensearchpy.exceptions import RequestError

    try:
        client.indices.create(index=index, body={**MAPPING, "aliases": {alias: {}}}, request_timeout=WRITING)
    except RequestError as error:
        if error.error != "resource_already_exists_exception":
            raise
        return False
    return True


def _is_ours(about: dict[str, Any]) -> bool:
    fields = about.get("mappings", {}).get("properties", {})
    return set(fields) == set(MAPPING["mappings"]["properties"])
