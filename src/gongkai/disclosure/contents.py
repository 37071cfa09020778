"""What readers see of an item, as plain data: the same for a row, a revision and a draft; and its SM3.

Left out are what is no content (schedule, times, who drafted) and what is a fact of its own beside the revision:
the index number and the validity. Pictures and files go in by the digest of their bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from wagtail.models import Revision

from gongkai.disclosure.content_fields import PLAIN_FIELDS
from gongkai.disclosure.models.picture import Picture
from gongkai.disclosure.models.stored_file import StoredFile
from gongkai.register.chain import canonical, sm3


def contents(data: Mapping[str, Any]) -> dict[str, Any]:
    """What readers see, of an item's `serializable_data()` or of a revision's `content`. Two queries at most."""
    body = body_blocks(data)
    return {
        **{name: _plain(data.get(name)) for name in PLAIN_FIELDS},
        "body": _reduced(body),
        "pictures": _picture_digests(body),
        "attachments": _attachments(data.get("attachments") or []),
        "interprets": sorted(data.get("interprets") or []),
    }


def content_hash(data: Mapping[str, Any]) -> str:
    """SM3 over the canonical JSON of what readers see."""
    return sm3(canonical(contents(data)))


def revision_hash(revision: Revision) -> str:
    """SM3 of what readers would see of a revision, as it stands in the database."""
    return content_hash(revision.content)


def body_blocks(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The blocks of the body: `[{"type", "value", "id"}]`."""
    body = data.get("body") or []
    return json.loads(body) if isinstance(body, str) else list(body)


def picture_ids(blocks: list[dict[str, Any]]) -> set[int]:
    """The primary keys of the pictures in a body."""
    return set(_pictures(blocks))


def stored_ids(data: Mapping[str, Any]) -> set[int]:
    """The primary keys of the stored files that are attached."""
    return {child["stored"] for child in data.get("attachments") or [] if child.get("stored")}


def _pictures(blocks: list[dict[str, Any]]) -> Iterator[int]:
    for block in blocks:
        value = block.get("value")
        if block.get("type") == "picture" and isinstance(value, dict) and value.get("picture"):
            yield int(value["picture"])


def _picture_digests(blocks: list[dict[str, Any]]) -> dict[str, str]:
    wanted = picture_ids(blocks)
    if not wanted:
        return {}
    found = Picture.objects.filter(pk__in=wanted).values_list("pk", "content_hash")
    return {str(pk): digest for pk, digest in found}


def _attachments(children: list[dict[str, Any]]) -> list[dict[str, str]]:
    wanted = [child["stored"] for child in children]
    if not wanted:
        return []
    found = {
        pk: (name, digest)
        for pk, name, digest in StoredFile.objects.filter(pk__in=wanted).values_list(
            "pk", "name", "content_hash"
        )
    }
    in_order = sorted(enumerate(children), key=lambda pair: (pair[1].get("sort_order") or 0, pair[0]))
    return [
        {
            "title": child.get("title") or "",
            "name": found[child["stored"]][0],
            "hash": found[child["stored"]][1],
        }
        for _, child in in_order
    ]


def _plain(value: Any) -> Any:
    """A field as JSON: a date as its text, nothing as an empty text."""
    if value is None:
        return ""
    if isinstance(value, list):
        return sorted(str(entry) for entry in value)
    return value if isinstance(value, int) else str(value)


def _reduced(value: Any) -> Any:
    """A body without what nobody sees: the keys of its blocks, and empty fields.

    Wagtail writes both differently before and after a body was looked into.
    """
    if isinstance(value, dict):
        is_block = {"type", "value"} <= value.keys()
        return {
            name: _reduced(entry)
            for name, entry in value.items()
            if entry not in (None, "") and not (is_block and name == "id")
        }
    if isinstance(value, list):
        return ["" if entry is None else _reduced(entry) for entry in value]
    return str(value) if isinstance(value, float) else value
