"""The stored entries as links of the chain, streamed: 100,000 of them take no more memory than 2,000."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.acts.days import CHINA
from gongkai.register.breaks import Anchor
from gongkai.register.chain import Link, Position
from gongkai.register.models import ChainHead, Checkpoint, Entry

CHUNK = 2000

_REPEATED = (
    "sequence",
    "agency_id",
    "subject_type",
    "subject_id",
    "revision_id",
    "kind",
    "column_kind",
    "index_number",
    "document_number",
    "title",
    "recorded_by_id",
)
_MOMENTS = ("public_at", "recorded_at")


def stored_links(*, after: int = 0, until: int | None = None) -> Iterator[Link]:
    """The entries behind `after` up to `until` (None: all), by their sequence."""
    entries = Entry.objects.filter(sequence__gt=after) if after else Entry.objects.all()
    if until is not None:
        entries = entries.filter(sequence__lte=until)
    names = ("previous_hash", "entry_hash", "body", *_MOMENTS, *_REPEATED)
    for row in entries.order_by("sequence", "pk").values_list(*names).iterator(chunk_size=CHUNK):
        previous_hash, entry_hash, body, public_at, recorded_at, *repeated = row
        columns = dict(zip(_REPEATED, repeated, strict=True))
        columns["public_at"] = public_at.astimezone(CHINA).isoformat()
        columns["recorded_at"] = recorded_at.astimezone(CHINA).isoformat()
        yield Link(columns["sequence"], previous_hash, entry_hash, body, columns)


def stored_head() -> Position | None:
    """The head that is kept beside the entries; None when somebody took it away."""
    row = ChainHead.objects.filter(pk=1).values_list("sequence", "entry_hash").first()
    return Position(*row) if row else None


def stored_anchors() -> list[Anchor]:
    """What the checkpoints say of the chain."""
    rows = Checkpoint.objects.order_by("day").values_list("day", "sequence", "chain_hash")
    return [Anchor(f"{day:%Y-%m-%d}", Position(sequence, digest)) for day, sequence, digest in rows]
