"""The index in an OpenSearch that the settings name. Texts are sent as our own tokens, so that it answers as the others."""

from __future__ import annotations

from gongkai.search.backends.opensearch.index import OpenSearchIndex

__all__ = ["OpenSearchIndex"]
