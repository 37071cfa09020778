"""Chains for tests of pure functions: made right, then tampered with."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.register.chain import BEGINNING, Link, Position, canonical, link


def chain_of(titles: Sequence[str]) -> list[Link]:
    """A whole chain with an entry for each title."""
    links: list[Link] = []
    previous = BEGINNING
    for sequence, title in enumerate(titles, 1):
        body = canonical({"sequence": sequence, "title": title})
        digest = link(previous, body)
        links.append(Link(sequence, previous, digest, body, {"sequence": sequence, "title": title}))
        previous = digest
    return links


def head_of(links: Sequence[Link]) -> Position:
    """What is kept beside the entries."""
    return Position(links[-1].sequence, links[-1].entry_hash) if links else Position()
