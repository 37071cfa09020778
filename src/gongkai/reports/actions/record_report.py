"""Noting the report of an item that was public before its column became that of the annual reports."""

from __future__ import annotations

from gongkai.disclosure.actions.base import ItemAction
from gongkai.reports.models import PublishedReport
from gongkai.reports.recording import record_published


class RecordReport(ItemAction[PublishedReport | None]):
    """Note it, so that the portal shows its tables. What is public does not change by that."""

    label = "登记年报数据"

    def refusals(self) -> list[str]:
        """It is not public, or noted already."""
        if not self.item.live:
            return ["这条信息没有公开，公开时会自动登记年报数据。"]
        noted = PublishedReport.objects.filter(item=self.item.pk, revision_id=self.item.live_revision_id)
        return ["这一版本的年报数据已经登记过。"] if noted.exists() else []

    def carry_out(self) -> PublishedReport | None:
        """What was noted; None when there is no report to note."""
        return record_published(self.item, self.by)
