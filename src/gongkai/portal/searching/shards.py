"""The words of the static index: for each token the items that have it, in 256 files that a browser reads one by one.

They are made anew from time to time, all at once, in the data folder; the copy takes them from there. Numbers in them
are those of the items, so that files of two makings go together. What was published or withdrawn since is known from
other files (`source`), which follow each publication.
"""

from __future__ import annotations

import json
import os
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, Max

from gongkai.disclosure.models import Attachment
from gongkai.search.compact import PARTS, encoded, part_of
from gongkai.search.folding import is_han
from gongkai.search.models import Document, DocumentText
from gongkai.search.spellings import written_otherwise
from gongkai.search.tokens import tokens_of

BODY: Final = 2000
"""Characters of a body that are in the static index."""
WHOLE: Final = 10_000
"""The newest items, which are indexed with their bodies; older ones by titles, numbers, summary and keywords."""
_AT_ONCE: Final = 1000
_FORM: Final = 2
"""Raised when other words are made of the same items."""


def folder() -> Path:
    """Where the files are made."""
    return Path(settings.DATA) / "search-index"


def file_of(part: int) -> Path:
    """The file of a part, made now when it was never made."""
    place = folder() / f"{part:02x}.json"
    if not place.exists():
        make()
    return place


def made_of() -> str:
    """Of which state of the index the files are; empty when there are none."""
    return str(_made().get("state", ""))


def noted_with() -> int | None:
    """The item whose change is noted so that the copy takes the files: the newest in them; None when there is none."""
    return _made().get("newest")


def state() -> str:
    """The state of the index: changes when something is put into it or taken out."""
    row = Document.objects.aggregate(newest=Max("changed_at"), number=Count("pk"))
    return f"{_FORM} {row['number']} {row['newest'].isoformat() if row['newest'] else ''}"


def make() -> int:
    """Make all files; how many items are in them."""
    now, number = state(), 0
    newest = Document.objects.order_by("-changed_at").values_list("item_id", flat=True).first()
    lists: dict[str, array[int]] = {}
    for item_id, text in _texts():
        number += 1
        for token in {token for token in tokens_of(text) if is_indexed(token)}:
            if token not in lists:
                lists[token] = array("q")
            lists[token].append(item_id)
    parts: list[dict[str, str]] = [{} for _ in range(PARTS)]
    for token in sorted(lists):
        parts[part_of(token)][token] = encoded(sorted(lists.pop(token)))
    folder().mkdir(parents=True, exist_ok=True)
    for place, rows in enumerate(parts):
        _put(f"{place:02x}.json", rows)
    _put("made.json", {"state": now, "newest": newest})
    return number


def is_indexed(token: str) -> bool:
    """Pairs of Han characters, words and numbers; a character by itself says too little for so large a list."""
    return len(token) > 1 or not is_han(token)


def text_of(text: DocumentText, attached: Iterable[str], whole: bool) -> str:
    """What is indexed of an item, with the names of what is `attached`, and how its numbers are also written.

    Signs stand between its fields, so that no word is made of two.
    """
    fields = [text.title, text.document_number, text.index_number, text.summary, text.keywords, *attached]
    own = "。".join([*fields, text.body[:BODY] if whole else ""])
    return "。".join([own, *written_otherwise(own)])


def names_attached(item_ids: Iterable[int]) -> dict[int, list[str]]:
    """By item the names under which its files are shown, if it has any. One query; their texts are not read."""
    rows = Attachment.objects.filter(item__in=list(item_ids)).order_by("item", "sort_order", "pk")
    names: dict[int, list[str]] = {}
    for item_id, title, file in rows.values_list("item_id", "title", "stored__name"):
        names.setdefault(item_id, []).append(title or file)
    return names


def _texts() -> Iterator[tuple[int, str]]:
    order = list(Document.objects.order_by("-pk").values_list("pk", "item_id"))
    for first in range(0, len(order), _AT_ONCE):
        batch = dict(order[first : first + _AT_ONCE])
        whole = first < WHOLE
        names = names_attached(batch.values())
        texts = DocumentText.objects.filter(pk__in=batch).defer("attachments")
        for text in texts if whole else texts.defer("attachments", "body"):
            item_id = batch[text.pk]
            yield item_id, text_of(text, names.get(item_id, ()), whole)


def _made() -> dict[str, Any]:
    try:
        return dict(json.loads((folder() / "made.json").read_bytes()))
    except (OSError, ValueError):
        return {}


def _put(name: str, content: dict[str, Any]) -> None:
    handle, unfinished = tempfile.mkstemp(dir=folder())
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        os.fchmod(handle, 0o644)  # the copy links them, and another user's web server reads that
        json.dump(content, file, ensure_ascii=False, separators=(",", ":"))
    Path(unfinished).replace(folder() / name)
