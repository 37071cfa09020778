"""What all acts on an item share: its body; and those on its draft: the version that the person saw."""

from __future__ import annotations

from typing import Any, TypeVar

from wagtail.models import Revision

from gongkai.acts.action import Action
from gongkai.disclosure.models import Item
from gongkai.disclosure.rights import refusals_to_draft

Result = TypeVar("Result")


class ItemAction(Action[Result]):
    """An act by a person on an item."""

    subject: Item

    def __init__(self, item: Item, by: Any) -> None:
        super().__init__(item, by)

    @property
    def item(self) -> Item:
        """The item, as it is since it was locked."""
        return self.subject

    def agency_id(self) -> int | None:
        """The item's body."""
        return self.item.agency_id


class DraftAction(ItemAction[Result]):
    """An act that changes the draft. `seen_revision_id` is the revision that the person had before his eyes."""

    def __init__(self, item: Item, by: Any, seen_revision_id: int | None = None) -> None:
        super().__init__(item, by)
        self.seen_revision_id = seen_revision_id

    def lock(self) -> None:
        """Lock the item's row. Who looks at an older version of it gives the row for it."""
        super().lock()
        self.latest: Item = latest_version(self.subject)

    def refusals(self) -> list[str]:
        """Not a drafter of the body; in review; changed by someone else meanwhile."""
        item = self.item
        reasons = refusals_to_draft(self.by, item.agency)
        if reason := item.why_not_written_on():
            reasons.append(reason)
        if self.seen_revision_id is not None and self.seen_revision_id != item.latest_revision_id:
            saved_by = getattr(item.latest_revision, "user", None)
            reasons.append(f"在您打开之后，{saved_by or '别人'}已保存了新的版本，请刷新页面，看过后再办。")
        return reasons

    def save(self) -> Revision:
        """The changed draft as a new revision."""
        revision = self.latest.save_revision(user=self.by, changed=True, clean=False)
        self.subject.latest_revision = revision
        return revision

    def details(self) -> dict[str, Any]:
        """Which revision was written."""
        return {"revision": self.item.latest_revision_id}


def latest_version(item: Item) -> Item:
    """The draft as it was last saved; the row itself when nothing was saved beside it."""
    latest: Item = item.get_latest_revision_as_object()
    return latest
