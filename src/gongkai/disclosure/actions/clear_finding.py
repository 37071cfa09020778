"""Answering for a finding of the draft checks (消除): a person looked at it and says why it does not hold back."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType

from gongkai.disclosure.actions.base import ItemAction, latest_version
from gongkai.disclosure.checking import Finding
from gongkai.disclosure.drafts import NEVER_CLEARED, open_findings
from gongkai.disclosure.models import Item
from gongkai.disclosure.rights import refusals_to_work
from gongkai.review.models import Clearance

SHORTEST_REASON = 4


class ClearFinding(ItemAction[Clearance]):
    """Clear one finding of the latest draft. It sticks to what was found: other content is asked about again."""

    label = "消除检查发现"

    def __init__(self, item: Item, by: Any, fingerprint: str, reason: str) -> None:
        super().__init__(item, by)
        self.fingerprint, self.reason = fingerprint, reason.strip()

    @cached_property
    def finding(self) -> Finding | None:
        """The finding, if the draft still has it and nobody answered for it."""
        found = open_findings(latest_version(self.item))
        return next((finding for finding in found if finding.fingerprint == self.fingerprint), None)

    def refusals(self) -> list[str]:
        """Not the person's to answer for, no such finding any more, no reason, or something that has to be mended."""
        reasons = refusals_to_work(self.by, self.item.agency)
        if len(self.reason) < SHORTEST_REASON:
            reasons.append("请写明为什么可以这样公开，例如“该号码为镇便民服务中心的公开电话”。")
        if len(self.reason) > 300:
            reasons.append("理由请写在300字以内。")
        if self.finding is None:
            reasons.append("草稿里已经没有这一处，或者已经有人处理过。请刷新页面。")
        elif self.finding.is_blocking and self.finding.rule in NEVER_CLEARED:
            reasons.append(f"这一处必须改正，不能写理由保留。{self.finding.remedy}")
        return reasons

    def carry_out(self) -> Clearance:
        """The clearance, signed."""
        assert self.finding is not None
        clearance: Clearance = Clearance.objects.create(
            content_type=ContentType.objects.get_for_model(Item),
            object_id=self.item.pk,
            fingerprint=self.fingerprint,
            rule=self.finding.rule,
            quoted=self.finding.quoted[:300],
            person=self.by,
            reason=self.reason,
            recorded_by=self.by,
        )
        return clearance

    def details(self) -> dict[str, Any]:
        """The rule and the reason. What was found is not repeated: it may be personal data."""
        return {"rule": self.finding.rule if self.finding else "", "reason": self.reason}
