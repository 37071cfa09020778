"""What the sources of one page a body have in common: its keys are short names, and its body's acts make it stale."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.channels import addresses
from gongkai.channels.pages import Absent, Changes, Key
from gongkai.portal.bodies import names_of_touched, publishing


class PageOfABody:
    """`block` is where below the body the page stands, "" for the body's home."""

    block = ""

    def keys(self) -> Iterable[Key]:
        """Short names."""
        return [body.short_name for body in publishing()]

    def stale(self, changes: Changes) -> Iterable[Key]:
        """Whose items, columns or own data changed."""
        return names_of_touched(changes)

    def at(self, address: str) -> Key | None:
        """The body's name, at the address of this page."""
        match addresses.below(address):
            case (name, self.block) if self.block:
                return name
            case (name,) if name and not self.block:
                return name
        return None

    def absent(self, name: Key) -> Absent:
        """Of a body that is none, or that publishes nothing."""
        below = f"{self.block}/" if self.block else ""
        return Absent(f"{addresses.DISCLOSURE}{name}/{below}")
