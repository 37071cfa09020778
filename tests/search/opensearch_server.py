"""An OpenSearch for the tests: osmem, a server of another project that answers over HTTP as OpenSearch does.

Its makers hold it against OpenSearch 2.19 and 3.8; what it cannot do it refuses. What it does not show is speed, how a
real one lasts, and Lucene's limit of clauses. Where there is a real one, its address in GONGKAI_TEST_OPENSEARCH
(`https://user:password@host:9200`) has the same tests run on it; they make and delete indexes of their own there.
"""

from __future__ import annotations

import itertools
import os
import ssl
from typing import Any, Final

from opensearchpy import OpenSearch

from gongkai.search.backends.opensearch.requests import MAPPING

REAL: Final = os.environ.get("GONGKAI_TEST_OPENSEARCH", "").rstrip("/")
FULL_DISK = "index.blocks.read_only_allow_delete"
"""The setting by which a server that has no more room lets nothing be written."""


class RunningOpenSearch:
    """A server, and on it a name under which nothing is: on a real one the tests of several processes meet.

    `address` is what the settings name; `client` is to look and to disturb.
    """

    _numbers = itertools.count(1)

    def __init__(self, url: str) -> None:
        self.url = url
        self.alias = f"gongkai-test-{os.getpid()}-{next(self._numbers)}"
        self.address = f"{url}/{self.alias}"
        trusted = ssl.create_default_context() if url.startswith("https") else None
        self.client = OpenSearch(hosts=[url], ssl_context=trusted)

    @property
    def indexes(self) -> dict[str, list[str]]:
        """The indexes under our names, and the aliases of each."""
        names = [self.alias, f"{self.alias}-1", f"{self.alias}-2"]
        found = self.client.indices.get(index=names, ignore_unavailable=True)
        return {name: sorted(about["aliases"]) for name, about in found.items()}

    @property
    def index(self) -> str:
        """The index that answers."""
        (index,) = (name for name, aliases in self.indexes.items() if self.alias in (name, *aliases))
        return index

    def remove(self) -> None:
        """Take all indexes away."""
        for index in self.indexes:
            self.client.indices.delete(index=index)

    def held(self) -> int:
        """How many documents there are."""
        return int(self.client.count(index=self.alias)["count"])

    def set(self, name: str, value: Any) -> None:
        """Change a setting of the index; None takes it back."""
        self.client.indices.put_settings(index=self.index, body={name: value})

    def make(self, **properties: Any) -> None:
        """Make the index before the platform does, with these fields otherwise than it would."""
        self.create(f"{self.alias}-1", properties, aliases={self.alias: {}})

    def create(self, name: str, properties: dict[str, Any], **more: Any) -> None:
        """Make an index with our fields, these of them otherwise."""
        expected = MAPPING["mappings"]
        mappings = {**expected, "properties": {**expected["properties"], **properties}}
        self.client.indices.create(index=name, body={"mappings": mappings, **more})
