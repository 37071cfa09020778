"""What the acts on receipts share: the item is locked, the receipt gets its entry in the register and its picture."""

from __future__ import annotations

import datetime
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from django.utils import timezone

from gongkai.acts.action import Action
from gongkai.acts.days import day_of
from gongkai.channels import evidence
from gongkai.channels.entries import last_states, line_of
from gongkai.channels.models import Receipt
from gongkai.channels.rights import refusals_to_record
from gongkai.channels.states import effective
from gongkai.disclosure.models import Item
from gongkai.register.actions import record_receipts
from gongkai.register.models import Entry
from gongkai.register.personal_data import personal_refusals

Result = TypeVar("Result")
LONGEST_NOTE = 300


class ReceiptAction(Action[Result]):
    """An act by a clerk on the channels of `item`; `picture` is an uploaded file or None."""

    item: Item

    def __init__(self, subject: Any, by: Any, *, at: datetime.datetime, note: str, picture: Any) -> None:
        super().__init__(subject, by)
        self.at, self.note, self.picture = at, note.strip(), picture
        self._photograph: bytes | None = None

    def lock(self) -> None:
        """Lock the item: of two receipts at once the second sees the first."""
        pk = self.subject.pk if isinstance(self.subject, Item) else self.subject.item_id
        self.item = Item._base_manager.select_related("agency").select_for_update(of=("self",)).get(pk=pk)
        self.state: Entry | None = next(iter(last_states([pk])), None)
        self.known = effective(Receipt.objects.filter(item=pk).select_related("posting"))

    def refusals(self) -> list[str]:
        """Not the person's to say, a time to come, somebody's number, or a picture that cannot be kept."""
        if not hasattr(self, "item"):
            self.lock()
        reasons = refusals_to_record(self.by, self.item.agency)
        if self.state is None:
            return [*reasons, "这条信息还没有公开过，没有可登记的渠道回执。"]
        if self.at > timezone.now():
            reasons.append("时间还没有到，请填写实际发生的时间。")
        if len(self.note) > LONGEST_NOTE:
            reasons.append(f"说明请写在{LONGEST_NOTE}字以内。")
        reasons += personal_refusals({"说明": self.note})
        if self.picture is not None and self._photograph is None:
            try:
                self._photograph = evidence.photograph(self.picture)
            except evidence.NoPicture as fault:
                reasons.append(str(fault))
        return reasons

    def agency_id(self) -> int | None:
        """The item's body."""
        return self.item.agency_id if hasattr(self, "item") else None

    def against_day(self, day: datetime.date) -> list[str]:
        """Why nothing can have carried the version that is public now on that day."""
        published = self.item.last_published_at
        if not self.item.live or published is None:
            return ["这条信息现在没有公开，不能在其他渠道发布，也不能登记发布回执。"]
        if day < day_of(published):
            return [f"现在的版本是{day_of(published):%Y-%m-%d}公开的，渠道发布不会更早，请核对时间。"]
        return []

    def write(self, receipt: Receipt, kind: str, reason: str) -> Receipt:
        """Store the receipt with its entry and picture."""
        assert self.state is not None
        line = line_of(
            self.state,
            kind=kind,
            carriers=[receipt.carrier_label],
            at=receipt.at,
            by=self.by,
            reason=reason,
        )
        [receipt.entry] = record_receipts([line])
        receipt.item, receipt.recorded_by = self.item, self.by
        if self._photograph is not None:
            receipt.picture_hash = evidence.digest(self._photograph)
            receipt.picture.save("picture", ContentFile(self._photograph), save=False)
        receipt.save()
        return receipt
