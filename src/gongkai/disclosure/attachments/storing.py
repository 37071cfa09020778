"""An extract as plain data, to be kept with the attachment so that a file is looked through once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongkai.disclosure.attachments.extract import Concern, ConcernKind, Extract, Piece
from gongkai.disclosure.attachments.kinds import AttachmentKind

__all__ = ["FORM", "extract_from", "stored"]

FORM = 1
"""Raised when inspection learns to see more, so that what was kept before is looked through again."""


def stored(extract: Extract) -> dict[str, Any]:
    """The extract as JSON can hold it. It has the file's whole text: to be guarded as the file is."""
    return {
        "form": FORM,
        "name": extract.name,
        "kind": extract.kind.value,
        "pieces": [
            [piece.place, piece.text, int(piece.hidden), list(piece.columns)] for piece in extract.pieces
        ],
        "concerns": [
            [concern.kind.value, concern.place, concern.detail, concern.quoted, concern.content]
            for concern in extract.concerns
        ],
        "failed": extract.failed,
        "digest": extract.digest,
        "size": extract.size,
        "properties": dict(extract.properties),
    }


def extract_from(data: Mapping[str, Any] | None) -> Extract | None:
    """What was stored; None where nothing was, or by an older form: then the file is to be inspected again."""
    if not data or data.get("form") != FORM:
        return None
    return Extract(
        name=data["name"],
        kind=AttachmentKind(data["kind"]),
        pieces=tuple(
            Piece(place, text, bool(hidden), tuple(columns))
            for place, text, hidden, columns in data["pieces"]
        ),
        concerns=tuple(
            Concern(ConcernKind(kind), place, detail, quoted, content)
            for kind, place, detail, quoted, content in data["concerns"]
        ),
        failed=data["failed"],
        digest=data["digest"],
        size=data["size"],
        properties=dict(data["properties"]),
    )
