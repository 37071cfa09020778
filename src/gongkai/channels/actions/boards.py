"""Notice boards: a sheet is put up, with where and until when; and anything that clerks put out is taken down."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from gongkai.acts.days import CHINA, day_of, today
from gongkai.channels.actions.base import ReceiptAction
from gongkai.channels.actions.record_receipt import is_last
from gongkai.channels.kinds import PASSING, ChannelKind
from gongkai.channels.models import PaperSize, Posting, Receipt, ReceiptState
from gongkai.disclosure.models import Item
from gongkai.register.models import ChangeKind
from gongkai.register.personal_data import personal_refusals
from gongkai.statute.personal_data import PersonalKind

LONGEST = datetime.timedelta(days=366)


def days_refusals(posted_on: datetime.date, until_on: datetime.date) -> list[str]:
    """Why a sheet cannot hang from one day until the other."""
    if until_on <= posted_on:
        return ["撤下日期应当晚于张贴日期，请核对。"]
    if until_on - posted_on > LONGEST:
        return ["一次张贴最长一年，期满还要张贴的，请届时再登记。"]
    return []


class PostOnBoard(ReceiptAction[Receipt]):
    """A sheet with the version that is public now hangs on a board."""

    label = "登记张贴"

    def __init__(
        self,
        item: Item,
        by: Any,
        *,
        place: str,
        posted_on: datetime.date,
        until_on: datetime.date,
        size: str = PaperSize.A3,
        note: str = "",
        picture: Any = None,
    ) -> None:
        now = timezone.now()
        noon = datetime.datetime.combine(posted_on, datetime.time(12), CHINA)
        super().__init__(item, by, at=now if posted_on == day_of(now) else noon, note=note, picture=picture)
        self.place, self.posted_on, self.until_on = place.strip(), posted_on, until_on
        self.size = PaperSize(size)

    def refusals(self) -> list[str]:
        """As of any receipt; no place, days that are crossed or to come, or what hangs there already."""
        reasons = super().refusals()
        if self.state is None:
            return reasons
        if not self.place:
            reasons.append("请写明张贴的地点，例如“和平村公开栏”。")
        # Where a board hangs may well be told by a house.
        reasons += personal_refusals({"张贴地点": self.place}, beside={PersonalKind.ADDRESS})
        if self.posted_on <= today():
            reasons += self.against_day(self.posted_on)
        reasons += days_refusals(self.posted_on, self.until_on)
        if any(self._hangs(each) for each in self.known):
            reasons.append(f"{self.place}已经张贴了现在的版本，不用再登记。")
        return reasons

    def _hangs(self, receipt: Receipt) -> bool:
        """Whether this version hangs there, and its time is not over: then it may hang for another."""
        return (
            receipt.channel == ChannelKind.NOTICE_BOARD
            and receipt.name == self.place
            and receipt.state == ReceiptState.CARRIED
            and receipt.revision_id == self.item.live_revision_id
            and receipt.posting.until_on >= today()
            and is_last(receipt, self.known)
        )

    def carry_out(self) -> Receipt:
        """The receipt, with its posting."""
        receipt = Receipt(
            revision_id=self.item.live_revision_id,
            channel=ChannelKind.NOTICE_BOARD,
            name=self.place,
            state=ReceiptState.CARRIED,
            at=self.at,
            note=self.note,
        )
        said = f"张贴{self.posted_on:%Y-%m-%d}至{self.until_on:%Y-%m-%d}，{self.size.label}"
        self.write(receipt, ChangeKind.RECEIPT, "；".join(filter(None, (said, self.note))))
        Posting.objects.create(
            receipt=receipt,
            posted_on=self.posted_on,
            until_on=self.until_on,
            size=self.size,
            recorded_by=self.by,
        )
        return receipt

    def details(self) -> dict[str, Any]:
        """Where and how long."""
        return {"place": self.place, "from": str(self.posted_on), "until": str(self.until_on)}


class TakeDown(ReceiptAction[Receipt]):
    """What a receipt says is carried was taken off its board, or deleted from its account."""

    label = "登记撤下"
    subject: Receipt

    def __init__(
        self, receipt: Receipt, by: Any, *, at: datetime.datetime, note: str = "", picture: Any = None
    ) -> None:
        super().__init__(receipt, by, at=at, note=note, picture=picture)

    def refusals(self) -> list[str]:
        """As of any receipt; what the system takes down itself, what does not hang, or a time before it did."""
        reasons = super().refusals()
        if self.subject.automatic:
            reasons.append("这个渠道由系统自动撤下和登记，不用填写。")
        elif self.subject.channel in PASSING:
            label = ChannelKind(self.subject.channel).label
            reasons.append(f"{label}播出、印发以后收不回来，没有撤下可以登记；登记错了的请用“更正”。")
        elif self.subject.state != ReceiptState.CARRIED or not is_last(self.subject, self.known):
            reasons.append("这张回执说的内容已经撤下、换过或者更正过，请刷新页面核对。")
        if day_of(self.at) < day_of(self.subject.at):
            reasons.append("撤下的时间早于发布的时间，请核对。")
        return reasons

    def carry_out(self) -> Receipt:
        """The receipt of the taking down."""
        receipt = Receipt(
            revision_id=self.subject.revision_id,
            channel=self.subject.channel,
            name=self.subject.name,
            state=ReceiptState.TAKEN_DOWN,
            at=self.at,
            note=self.note,
        )
        said = "；".join(filter(None, (str(ReceiptState.TAKEN_DOWN.label), self.note)))
        return self.write(receipt, ChangeKind.TAKEN_DOWN, said)

    def details(self) -> dict[str, Any]:
        """Which receipt it ends."""
        return {"receipt": self.subject.pk}
