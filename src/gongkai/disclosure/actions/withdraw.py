"""Withdrawing what is public (撤回): it goes off, is registered with its reason, and leaves a tombstone."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.actions.unpublish import UnpublishAction

from gongkai.disclosure.actions.base import ItemAction
from gongkai.disclosure.actions.entering import enter
from gongkai.disclosure.models import Concealed, Concealment, Item
from gongkai.disclosure.rights import refusals_to_decide
from gongkai.register.models import ChangeKind, Entry
from gongkai.register.personal_data import personal_refusals

EXPIRED = "审定的公开期限届满"


class Withdraw(ItemAction[Entry]):
    """Withdraw by decision of the chief or the deputy leader, with a reason that readers see.

    `hide_title`: the title itself must not stay public (it names a person, say); the tombstone then goes without it.
    """

    label = "撤回"
    by_expiry = False

    def __init__(self, item: Item, by: Any, reason: str, *, hide_title: bool = False) -> None:
        super().__init__(item, by)
        self.reason = reason.strip()
        self.hide_title = hide_title

    def refusals(self) -> list[str]:
        """Not public, no reason, or not the person's to decide."""
        reasons = self.rights()
        if not self.item.live:
            reasons.append("这条信息现在没有公开，不用撤回。未公开的草稿请用“放弃草稿”。")
        if not self.reason:
            reasons.append("请写明撤回的理由，它会登入台账，并显示在原网页上。")
        if len(self.reason) > 300:
            reasons.append("撤回的理由请写在300字以内。")
        return [*reasons, *personal_refusals({"撤回的理由": self.reason})]

    def rights(self) -> list[str]:
        """Why the person may not."""
        return refusals_to_decide(self.by, self.item.agency)

    def carry_out(self) -> Entry:
        """The entry in the register."""
        item = self.item
        entry = enter(item, ChangeKind.WITHDRAWN, reason=self.reason, by=self.by)
        item.withdrawn_at, item.withdrawn_reason = entry.public_at, self.reason
        # Who may was asked above, by posts; Wagtail would ask its groups.
        off = UnpublishAction(item, set_expired=self.by_expiry, user=self.by)
        off.execute(skip_permission_checks=True)
        if self.hide_title:
            Concealment.objects.create(
                item=item, what=Concealed.TITLE, entry=entry, reason=self.reason, recorded_by=self.by
            )
        return entry

    def details(self) -> dict[str, Any]:
        """The reason, and whether the title goes too."""
        return {"reason": self.reason, "hide_title": self.hide_title}


class WithdrawExpired(Withdraw):
    """The time up to which the reviews let it be public has passed: nobody has to decide again."""

    label = "公开期限届满，撤回"
    by_expiry = True

    def __init__(self, item: Item, by: Any) -> None:
        super().__init__(item, by, EXPIRED)

    def rights(self) -> list[str]:
        """Only what has expired."""
        expires = self.item.expire_at
        if expires is not None and expires <= timezone.now():
            return []
        return ["公开期限还没有到，不能按期限届满撤回。"]
