"""A clerk says that an outside channel carried an item, or failed to; and that an earlier receipt was an error."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import urlsplit

from gongkai.acts.days import day_of
from gongkai.channels.actions.base import ReceiptAction
from gongkai.channels.kinds import AUTOMATIC, ChannelKind
from gongkai.channels.models import Receipt, ReceiptState
from gongkai.disclosure.models import Item
from gongkai.register.models import ChangeKind
from gongkai.register.personal_data import personal_refusals

PROVEN = frozenset({ChannelKind.OFFICIAL_ACCOUNT})
"""Channels of the net, of which a link or a picture can be shown."""


class RecordReceipt(ReceiptAction[Receipt]):
    """The receipt of one channel for the version that is public now."""

    label = "登记渠道回执"

    def __init__(
        self,
        item: Item,
        by: Any,
        *,
        channel: str,
        at: datetime.datetime,
        state: str = ReceiptState.CARRIED,
        name: str = "",
        link: str = "",
        issue: str = "",
        note: str = "",
        picture: Any = None,
    ) -> None:
        super().__init__(item, by, at=at, note=note, picture=picture)
        self.channel, self.became = ChannelKind(channel), ReceiptState(state)
        self.name, self.link, self.issue = name.strip(), link.strip(), issue.strip()

    def refusals(self) -> list[str]:
        """As of any receipt; a channel that says so itself; what is not named or not proven; a wrong time or link."""
        reasons = super().refusals()
        if self.state is None:
            return reasons
        if self.channel in AUTOMATIC:
            reasons.append(f"{self.channel.label}由系统自动发布和登记，不用填写。")
        if self.channel is ChannelKind.NOTICE_BOARD:
            reasons.append("政务公开栏请用“登记张贴”，写明张贴地点和起止日期。")
        if self.became not in (ReceiptState.CARRIED, ReceiptState.FAILED):
            reasons.append("这里登记发布情况；撤下请用“登记撤下”。")
        reasons += self.against_day(day_of(self.at))
        reasons += self._against_words()
        if any(self._says_the_same(each) for each in self.known):
            reasons.append(
                "这张回执已经登记过，渠道、载体、时间都一样，不用再登记。又发布了一次的，请填写那一次的时间。"
            )
        return reasons

    def _says_the_same(self, receipt: Receipt) -> bool:
        """Whether it was entered already: a form that was sent twice would stand in the register twice, for good."""
        return (receipt.revision_id, receipt.channel, receipt.name, receipt.state, receipt.at) == (
            self.item.live_revision_id,
            self.channel,
            self.name,
            self.became,
            self.at,
        )

    def _against_words(self) -> list[str]:
        reasons = []
        if self.channel is ChannelKind.OTHER and not self.name:
            reasons.append("请写明是哪个渠道，例如“入户发放”。")
        if self.link and not _is_link(self.link):
            reasons.append("链接请写完整的网址，以 http:// 或者 https:// 开头。")
        if self.became is ReceiptState.FAILED and not self.note:
            reasons.append("请在说明里写明没有发布的原因。")
        if self.became is ReceiptState.CARRIED and self.channel in PROVEN and not (self.link or self.picture):
            reasons.append(f"{self.channel.label}请填写文章的链接，或者上传截图。")
        words = {"载体名称": self.name, "链接": self.link, "期号、版面": self.issue}
        return [*reasons, *personal_refusals(words)]

    def carry_out(self) -> Receipt:
        """The receipt."""
        receipt = Receipt(
            revision_id=self.item.live_revision_id,
            channel=self.channel,
            name=self.name,
            state=self.became,
            at=self.at,
            link=self.link,
            issue=self.issue,
            note=self.note,
        )
        said = "；".join(filter(None, (str(self.became.label), self.link, self.issue, self.note)))
        return self.write(receipt, ChangeKind.RECEIPT, said)

    def details(self) -> dict[str, Any]:
        """Which channel, and what became of it."""
        return {"channel": self.channel.value, "name": self.name, "state": self.became.value}


class VoidReceipt(ReceiptAction[Receipt]):
    """A receipt was entered in error: it no longer counts, and stays to be read."""

    label = "更正渠道回执"
    subject: Receipt

    def __init__(self, receipt: Receipt, by: Any, *, at: datetime.datetime, note: str) -> None:
        super().__init__(receipt, by, at=at, note=note, picture=None)

    def refusals(self) -> list[str]:
        """As of any receipt; one that the system wrote; not the last word about its carrier; no reason."""
        reasons = super().refusals()
        if self.subject.automatic:
            reasons.append("这张回执由系统自动登记，不能更正。")
        elif not is_last(self.subject, self.known):
            reasons.append("这一载体后来有了新的回执，或者这张已经更正过。请从最后一张开始更正。")
        if not self.note:
            reasons.append("请写明哪里登记错了。")
        return reasons

    def carry_out(self) -> Receipt:
        """The receipt that says so."""
        wrong = self.subject
        receipt = Receipt(
            revision_id=wrong.revision_id,
            channel=wrong.channel,
            name=wrong.name,
            state=ReceiptState.VOID,
            at=self.at,
            note=self.note,
            corrects=wrong,
        )
        said = f"更正：台账第{wrong.entry.sequence}条的渠道回执登记有误，作废。{self.note}"
        return self.write(receipt, ChangeKind.RECEIPT, said)

    def details(self) -> dict[str, Any]:
        """Which receipt."""
        return {"receipt": self.subject.pk}


def is_last(receipt: Receipt, known: list[Receipt]) -> bool:
    """Whether nothing that counts was said of its carrier since. `known` are the receipts that count, in their order."""
    of_carrier = [each for each in known if (each.channel, each.name) == (receipt.channel, receipt.name)]
    return bool(of_carrier) and of_carrier[-1].pk == receipt.pk


def _is_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(c.isspace() for c in text)
