"""What happens to the report when its item becomes public: which one went out is noted with the act itself."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from gongkai.acts.jobs import Outcome
from gongkai.disclosure.actions.attach import Attach
from gongkai.disclosure.actions.publish import Publish
from gongkai.disclosure.models import ColumnKind, Item
from gongkai.reports.actions.record_report import RecordReport
from gongkai.reports.models import PublishedReport
from gongkai.reports.readings import readings_of
from gongkai.reports.recording import readable_report, record_published


def follow(sender: Any, act: Any, **kwargs: Any) -> None:
    """A version became public: note with the act itself the report that went out. A file was attached: read it then."""
    if isinstance(act, Publish) and act.item.column.kind == ColumnKind.ANNUAL_REPORT:
        record_published(act.item, act.by)
    elif isinstance(act, Attach) and act.latest.column.kind == ColumnKind.ANNUAL_REPORT:
        # Not within the act: a scan takes its time, and who writes to SQLite keeps all others from it.
        files = [attachment.stored for attachment in act.latest.attachments.all()]

        def committed() -> None:  # no `partial`: Django asks what fails for its __qualname__
            readings_of(files)

        transaction.on_commit(committed, robust=True)


def unrecorded() -> Any:
    """Public items in columns of annual reports whose report was not noted: the column's kind came later."""
    noted = PublishedReport.objects.filter(item=OuterRef("pk"), revision_id=OuterRef("live_revision_id"))
    return (
        Item.objects.public()
        .filter(column__kind=ColumnKind.ANNUAL_REPORT)
        .annotate(noted=Exists(noted))
        .filter(noted=False)
    )


def catch_up(now: datetime.datetime) -> Iterator[Outcome]:
    """Note what was public before its column became that of the annual reports. Nothing is done about other items."""
    for item in unrecorded().select_related("agency", "column"):
        if readable_report(item) is not None:
            RecordReport(item, None).perform()
            yield Outcome(str(item), done=True)
