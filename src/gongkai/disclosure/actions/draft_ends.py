"""Ends of a draft other than its publication: given up, or taken off the schedule."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from gongkai.disclosure.actions.base import DraftAction, ItemAction
from gongkai.disclosure.models import Item
from gongkai.disclosure.rights import refusals_to_work


class DiscardDraft(DraftAction[None]):
    """Give a draft up. What is public stays, and its next draft begins from it.

    A draft that never was public is kept out of sight: its index number and its reviews are facts.
    """

    label = "放弃草稿"

    def refusals(self) -> list[str]:
        """As of any change of a draft; and nothing to give up."""
        reasons = super().refusals()
        if self.item.live and not self.item.has_unpublished_changes:
            reasons.append("没有未公开的修改可以放弃。要让已公开的内容下线，请用“撤回”。")
        return reasons

    def carry_out(self) -> None:
        """Back to what is public; or out of sight."""
        item = self.item
        if item.live:
            back: Item = Item.objects.get(pk=item.pk)
            back.save_revision(user=self.by, changed=False, clean=False)
            Item.objects.filter(pk=item.pk).update(has_unpublished_changes=False)
        elif item.withdrawn_at is None:
            Item.objects.filter(pk=item.pk).update(discarded_at=timezone.now())
        else:
            back = Item.objects.get(pk=item.pk)
            back.save_revision(user=self.by, changed=True, clean=False)


class CancelSchedule(ItemAction[None]):
    """Take an approved draft off the schedule, so that it can be changed. It has to be reviewed again."""

    label = "取消定时公开"

    def refusals(self) -> list[str]:
        """Not the person's, or nothing fixed."""
        reasons = refusals_to_work(self.by, self.item.agency)
        if not self.item.revisions.filter(approved_go_live_at__isnull=False).exists():
            reasons.append("这条信息没有排定公开时间，可能已经公开。请刷新页面。")
        return reasons

    def carry_out(self) -> None:
        """Nothing is fixed any more."""
        self.item.revisions.update(approved_go_live_at=None)

    def details(self) -> dict[str, Any]:
        """Which revision it was is in the audit trail of its approval."""
        return {"item": self.item.pk}
