"""Where the index is kept: in the database, in the way of its kind, or in an OpenSearch that the settings name."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.db import connection

from gongkai.search.backends.protocol import Backend

__all__ = ["Backend", "backend"]


def backend() -> Backend:
    """The index that is in use."""
    return _of(settings.SEARCH_ADDRESS, connection.vendor)


@cache
def _of(address: str, vendor: str) -> Backend:
    if address:
        from gongkai.search.backends.opensearch import OpenSearchIndex

        return OpenSearchIndex(address)
    if vendor == "sqlite":
        from gongkai.search.backends.sqlite import SQLiteIndex

        return SQLiteIndex()
    from gongkai.search.backends.postgresql import PostgreSQLIndex

    return PostgreSQLIndex()
