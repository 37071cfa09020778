"""Which of an item's past readers are shown: the rule of the public history, once for every page and interface.

Shown is what was published since the item last became public. A version from before a withdrawal is not: it was
taken back for a reason, and publishing the item anew does not take that reason away. Of versions that were
concealed (`Concealment`) it is still said that they were there and when, so that nobody takes the page for one that
was never changed; what they said is not. Drafts have no entry and never appear.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.disclosure import guard
from gongkai.disclosure.models import Concealed, Concealment, Item
from gongkai.disclosure.queries import is_public
from gongkai.register.models import ChangeKind, Entry

KINDS: tuple[str, ...] = (*guard.DECIDING, ChangeKind.VALIDITY)


@dataclass(frozen=True)
class ShownEntry:
    """An entry of the register that readers may hear of. `concealed` when they may not see what the version said."""

    entry: Entry
    concealed: bool = False

    @property
    def is_version(self) -> bool:
        """Whether it made a revision public; else it is a remark about the one before."""
        return self.entry.kind in guard.PUBLISHING

    @property
    def is_readable(self) -> bool:
        """Whether it is a version whose text may be read."""
        return self.is_version and not self.concealed


def shown_of(entries: Iterable[Entry], concealed_before: int = 0) -> list[ShownEntry]:
    """What of an item's entries, in their order, is shown. Of versions before that number the text is not."""
    shown: list[ShownEntry] = []
    for entry in entries:
        if entry.kind == ChangeKind.WITHDRAWN:
            shown = []
            continue
        concealed = entry.kind in guard.PUBLISHING and entry.sequence < concealed_before
        shown.append(ShownEntry(entry, concealed))
    return shown


def shown_entries(items: Iterable[Item]) -> dict[int, list[ShownEntry]]:
    """By primary key what is shown of each item, oldest first; nothing of what is not public. Two queries."""
    public = [item.pk for item in items if is_public(item)]
    entries: dict[int, list[Entry]] = {pk: [] for pk in public}
    about = Entry.objects.filter(subject_type=guard.SUBJECT_TYPE, subject_id__in=public, kind__in=KINDS)
    for entry in about.order_by("sequence"):
        entries[entry.subject_id].append(entry)
    before = _concealed_before(public)
    return {pk: shown_of(found, before.get(pk, 0)) for pk, found in entries.items()}


def _concealed_before(items: list[int]) -> dict[int, int]:
    rows = Concealment.objects.filter(item__in=items, what=Concealed.EARLIER_VERSIONS)
    found: dict[int, int] = {}
    for pk, sequence in rows.values_list("item_id", "entry__sequence"):
        found[pk] = max(found.get(pk, 0), sequence)
    return found
