"""Attachments for the index that is measured: forty of the newest items get a long one, with words found only there."""

from __future__ import annotations

import random
from collections.abc import Sequence

__all__ = ["ITEMS", "LENGTHS", "attach"]

ITEMS = 40
LENGTHS = {"sqlite": 500_000, "postgresql": 100_000, "opensearch": 500_000}
"""Characters: as many as are indexed of an item's attachments at the most, but for PostgreSQL."""
WORDS = 20


def attach(vocabulary: Sequence[str], rng: random.Random) -> list[str]:
    """Attach a text to each of the newest items; the words that all of these have, and nothing else has."""
    from django.db import connection, transaction

    from gongkai.search.backends import backend
    from gongkai.search.documents import Entry
    from gongkai.search.models import Document, DocumentText

    words = ["".join(chr(code) for code in rng.sample(range(0x3400, 0x4DB5), 3)) for _ in range(WORDS)]
    length = LENGTHS[connection.vendor]
    newest = list(Document.objects.order_by("-pk").select_related("text")[:ITEMS])
    for document in newest:
        text = DocumentText.objects.get(pk=document.pk)
        text.attachments = [["名单.xlsx", _text(vocabulary, words, length, rng)]]
        with transaction.atomic():
            text.save()
            backend().write([Entry(document, document.text)], [Entry(document, text)])
    return words


def _text(vocabulary: Sequence[str], words: Sequence[str], length: int, rng: random.Random) -> str:
    pieces = rng.choices(vocabulary, k=length)
    text = "，".join(pieces)[:length]
    for word in words:
        place = rng.randrange(len(text))
        text = f"{text[:place]}，{word}，{text[place:]}"
    return text
