"""Ask the index in the database and an OpenSearch the same words, taken from the texts themselves, and compare.

    python scripts/compare_indexes.py [gongkai-demo]

The OpenSearch is the one whose address is in GONGKAI_TEST_OPENSEARCH (`https://user:password@host:9200`), in an index of
its own that is deleted in the end; else osmem, started for this. The folder is only read; give a demo's, while nothing
is published there.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from osmem_server import OsmemServer

LENGTHS = (1, 2, 2, 2, 3, 5)
EACH = 8


def main(folder: Path) -> int:
    os.environ |= {
        "GONGKAI_DATA": str(folder.absolute()),
        "GONGKAI_LOG_LEVEL": "warning",
        "DJANGO_SETTINGS_MODULE": "gongkai.site.settings",
    }
    django.setup()
    from django.conf import settings

    from gongkai.search.models import DocumentText

    texts = [
        " ".join(f"{text.title} {text.document_number} {text.body}".split())
        for text in DocumentText.objects.order_by("pk")
    ]
    asked = sorted(set(questions(texts, random.Random(20260102))))
    in_database = answers(asked)
    with an_opensearch() as url:
        settings.SEARCH_ADDRESS = f"{url}/gongkai-compared"
        fill()
        elsewhere = answers(asked)
        remove()
    differing = [asked for asked, found in in_database.items() if elsewhere[asked] != found]
    for text, sort in differing[:20]:
        print(f"{text!r} by {sort}: {in_database[text, sort]} and {elsewhere[text, sort]}")
    hits = sum(number for number, _ in in_database.values())
    print(
        f"{len(texts)} items, {len(asked)} questions in two orders, {hits:,} hits: {len(differing)} answers differ"
    )
    return 1 if differing else 0


@contextmanager
def an_opensearch() -> Iterator[str]:
    """The address of a server."""
    given = os.environ.get("GONGKAI_TEST_OPENSEARCH", "").rstrip("/")
    if given:
        yield given
        return
    with OsmemServer.start(japanese=False) as server:
        yield server.url


def questions(texts: list[str], chance: random.Random) -> Iterator[str]:
    """Pieces of the texts, two of them together, and one without the other."""
    for text in texts:
        for _ in range(EACH):
            yield piece(text, chance.choice(LENGTHS), chance)
        yield f"{piece(text, 2, chance)} {piece(text, 2, chance)}"
        yield f"{piece(text, 2, chance)} -{piece(text, 2, chance)}"


def piece(text: str, length: int, chance: random.Random) -> str:
    start = chance.randrange(max(len(text) - length, 1))
    return text[start : start + length]


def answers(asked: list[str]) -> dict[tuple[str, str], tuple[int, list[int]]]:
    """How many hits each has, and the items of the first page."""
    from gongkai.search.filters import Asked
    from gongkai.search.finding import find

    found = {
        (text, sort): find(Asked.of({"q": text, "sort": sort}))
        for text in asked
        for sort in ("date", "relevance")
    }
    return {key: (one.number, [hit.item.pk for hit in one.hits]) for key, one in found.items()}


def fill() -> None:
    """Write every entry, as a rebuilding does, and leave the database as it is."""
    from gongkai.search.backends import backend
    from gongkai.search.documents import entries_of
    from gongkai.search.models import Document

    index = backend()
    index.begin()
    index.fill(entries_of(list(Document.objects.values_list("item_id", flat=True))))
    index.finish([])


def remove() -> None:
    """Leave nothing behind on a server that is not ours."""
    from gongkai.search.backends import backend
    from gongkai.search.backends.opensearch import OpenSearchIndex

    index: OpenSearchIndex = backend()  # type: ignore[assignment]
    for name in index.names.standing(index.client).answering:
        index.client.indices.delete(index=name)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "gongkai-demo")))
