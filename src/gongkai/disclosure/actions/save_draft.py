"""Save what was written, as a new revision. What is public stays as it is."""

from __future__ import annotations

from typing import Any

from gongkai.acts.action import Action
from gongkai.disclosure import contents
from gongkai.disclosure.models import Item
from gongkai.disclosure.models.picture import Picture
from gongkai.disclosure.rights import refusals_to_draft


class SaveDraft(Action["Item"]):
    """The drafter saves. `subject` is the item with what was typed; it may be new.

    `seen_revision_id` is the revision that the form was opened with: someone else's saving since then is not
    overwritten.
    """

    label = "保存草稿"

    def __init__(self, subject: Item, by: Any, seen_revision_id: int | None = None) -> None:
        super().__init__(subject, by)
        self.seen_revision_id = seen_revision_id
        self.present: Item | None = None

    def lock(self) -> None:
        """Lock the stored row; what was typed stays in `subject`."""
        if self.subject.pk is not None:
            self.present = Item.objects.select_for_update().get(pk=self.subject.pk)

    @property
    def is_stale(self) -> bool:
        """Whether somebody saved after the form was opened."""
        return self.present is not None and self.present.latest_revision_id != self.seen_revision_id

    def refusals(self) -> list[str]:
        """Not a drafter of the body; a column of another body; in review; saved by someone else meanwhile."""
        reasons = refusals_to_draft(self.by, self.subject.agency)
        if self.subject.column.agency_id != self.subject.agency_id:
            reasons.append("栏目不属于这个机关，请另选栏目。")
        if self.present is not None:
            reasons.extend(self._refusals_of_present(self.present))
        return reasons

    def _refusals_of_present(self, present: Item) -> list[str]:
        reasons = []
        if present.agency_id != self.subject.agency_id:
            reasons.append("信息不能换到另一个机关，请在那个机关另建一条。")
        if reason := present.why_not_written_on():
            reasons.append(reason)
        if self.is_stale:
            saved_by = getattr(present.latest_revision, "user", None)
            reasons.append(
                f"在您打开之后，{saved_by or '别人'}已保存了新的版本。您写的内容还在，请对照两个版本后再保存。"
            )
        return reasons

    def carry_out(self) -> Item:
        """Write the row when it is new, and a revision in any case."""
        item = self.subject
        if item.pk is None:
            item.live = False
            item.drafted_by = self.by
            item.save()
        self._take_own_pictures(item)
        revision = item.save_revision(user=self.by, changed=True)
        item.latest_revision = revision
        return item

    def _take_own_pictures(self, item: Item) -> None:
        """Who drafts for two bodies does not say, when uploading, for which: a picture is of the body that it is used in."""
        used = contents.picture_ids(contents.body_blocks(item.serializable_data()))
        if used:
            own = Picture.objects.filter(pk__in=used, uploaded_by_user=self.by, shown_in=None)
            own.exclude(agency=item.agency_id).update(agency=item.agency_id)

    def details(self) -> dict[str, Any]:
        """Which revision was written."""
        return {"revision": self.subject.latest_revision_id}
