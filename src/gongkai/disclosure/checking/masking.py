"""One click: all personal data in the body of a draft masked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongkai.disclosure.checking.draft import Block, Draft, Heading, Paragraph, Picture, Table
from gongkai.statute.masking import mask

__all__ = ["mask_body", "mask_draft"]


def mask_body(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with the personal data in them masked, in the way of the town's rule; all else as it was."""
    return tuple(_masked(block) for block in blocks)


def mask_draft(draft: Draft) -> Draft:
    """The draft with title, textual metadata and body masked; attachments have to be mended where they were made."""
    return replace(
        draft,
        title=mask(draft.title),
        metadata={key: mask(text) for key, text in draft.metadata.items()},
        body=mask_body(draft.body),
    )


def _masked(block: Block) -> Block:
    if isinstance(block, Paragraph):
        links = tuple(replace(link, text=mask(link.text), target=mask(link.target)) for link in block.links)
        return replace(block, text=mask(block.text), links=links)
    if isinstance(block, Heading):
        return replace(block, text=mask(block.text))
    if isinstance(block, Picture):
        return replace(block, alternative_text=mask(block.alternative_text), caption=mask(block.caption))
    if isinstance(block, Table):
        rows = tuple(tuple(mask(cell) for cell in row) for row in block.rows)
        return replace(block, rows=rows, caption=mask(block.caption))
    return replace(block, transcript=mask(block.transcript), caption=mask(block.caption))
