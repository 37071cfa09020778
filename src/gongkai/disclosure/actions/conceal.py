"""Keeping off public pages what was public once: a withdrawn item's title, versions that were corrected since."""

from __future__ import annotations

from typing import Any

from gongkai.disclosure.actions.base import ItemAction
from gongkai.disclosure.actions.entering import enter
from gongkai.disclosure.models import Concealed, Concealment, Item
from gongkai.disclosure.rights import refusals_to_decide
from gongkai.disclosure.versions import shown_entries
from gongkai.register.models import ChangeKind, Entry
from gongkai.register.personal_data import personal_refusals


class Conceal(ItemAction[Concealment]):
    """Show something of the item's past no more. By decision of those who withdraw; the register keeps it all."""

    label = "不再显示"

    def __init__(self, item: Item, by: Any, what: Concealed, reason: str) -> None:
        super().__init__(item, by)
        self.what = Concealed(what)
        self.reason = reason.strip()

    def refusals(self) -> list[str]:
        """Not the person's to decide, no reason, or nothing there that is shown."""
        reasons = refusals_to_decide(self.by, self.item.agency)
        if not self.reason:
            reasons.append("请写明理由，它只记入内部记录，不对外显示。")
        if len(self.reason) > 300:
            reasons.append("理由请写在300字以内。")
        if self.what is Concealed.TITLE and self.item.live:
            reasons.append("这条信息现在公开着，标题要改请修改草稿后重新送审；撤回时可以选不再显示标题。")
        elif self.entry() is None:
            reasons.append(f"这条信息没有正在显示的“{self.what.label}”，不用再办。")
        return [*reasons, *personal_refusals({"理由": self.reason})]

    def carry_out(self) -> Concealment:
        """The fact."""
        entry = self.entry()
        assert entry is not None
        # So that who copied it hears of it in its turn, and takes it down too.
        enter(self.item, ChangeKind.CONCEALED, reason=f"{self.what.label}：{self.reason}", by=self.by)
        return Concealment.objects.create(
            item=self.item, what=self.what, entry=entry, reason=self.reason, recorded_by=self.by
        )

    def details(self) -> dict[str, Any]:
        """What, and why."""
        return {"what": self.what.value, "reason": self.reason}

    def entry(self) -> Entry | None:
        """The withdrawal that still shows its title, or the last version, when earlier ones are shown beside it."""
        if self.what is Concealed.EARLIER_VERSIONS:
            shown = shown_entries([self.item]).get(self.item.pk, [])
            readable = [one for one in shown if one.is_readable]
            return readable[-1].entry if len(readable) > 1 else None
        if self.item.withdrawn_at is None:
            return None
        withdrawn = Entry.objects.of_subject("disclosure.item", self.item.pk)
        last: Entry | None = withdrawn.filter(kind=ChangeKind.WITHDRAWN).last()
        hidden = Concealment.objects.filter(entry=last, what=Concealed.TITLE)
        return None if hidden.exists() else last
