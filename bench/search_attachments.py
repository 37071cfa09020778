"""Attachments for the index that is measured: forty of the newest items get a long one, with words found only there."""

from __future__ import annotations

import random
from collections.abc import Sequence

__all__ = ["ITEMS", "LENGTH", "attach"]

ITEMS = 40
LENGTH = 100_000
WORDS = 20


def attach(vocabulary: Sequence[str], rng: random.Random) -> list[str]:
    """Attach a text to each of the newest items; the words that all of these have, and nothing else has."""
    from django.db import transaction

    from gongkai.search.backends import backend
    from gongkai.search.documents import Entry
    from gongkai.search.models import Document, DocumentText

    words = ["".join(chr(code) for code in rng.sample(range(0x3400, 0x4DB5), 3)) for _ in range(WORDS)]
    newest = list(Document.objects.order_by("-pk").select_related("text")[:ITEMS])
    for document in newest:
        text = DocumentText.objects.get(pk=document.pk)
        text.attachments = [["名单.xlsx", _text(vocabulary, words, rng)]]
        with transaction.atomic():
            text.save()
            backend().write([Entry(document, document.text)], [Entry(document, text)])
    return words


def _text(vocabulary: Sequence[str], words: Sequence[str], rng: random.Random) -> str:
    pieces = rng.choices(vocabulary, k=LENGTH)
    text = "，".join(pieces)[:LENGTH]
    for word in words:
        place = rng.randrange(len(text))
        text = f"{text[:place]}，{word}，{text[place:]}"
    return text
