"""Which fields of an item are its content: what readers see, what the three reviews are about."""

from __future__ import annotations

PLAIN_FIELDS: tuple[str, ...] = (
    "agency",
    "column",
    "title",
    "document_number",
    "formed_on",
    "theme",
    "genre",
    "openness",
    "withholding_reason",
    "withholding_explanation",
    "summary",
    "keywords",
    "duties",
    "source",
)
CHILDREN: tuple[str, ...] = ("attachments", "interprets")
CONTENT_FIELDS: frozenset[str] = frozenset({*PLAIN_FIELDS, "body", *CHILDREN})
# Not content, but said to readers beside it; it never changes once it is given.
GIVEN_ONCE: frozenset[str] = frozenset({"index_number"})
STATE_FIELDS: frozenset[str] = frozenset({"live", "live_revision"})
