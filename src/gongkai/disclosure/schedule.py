"""What is due by the clock: approved drafts go out, expired items come off. Everything due minus what is done.

Level-triggered: a run looks at what should be public now, not at what became due since the last run. A machine that
was off catches up and says by how much it was late. Each item has its own transaction; one that fails stays due,
and does not keep the others.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Revision

from gongkai.acts.action import Refused
from gongkai.agencies.models import Person
from gongkai.disclosure.actions.publish import Publish
from gongkai.disclosure.actions.withdraw import WithdrawExpired
from gongkai.disclosure.models import Item
from gongkai.register.clearing import Clearing
from gongkai.review.rules import cleared

log = structlog.get_logger(__name__)
PUBLISHED, WITHDRAWN = "published", "withdrawn"
MISSED_AFTER = datetime.timedelta(minutes=10)


@dataclass(frozen=True)
class Outcome:
    """What became of one item that was due. `done_at` is None and `error` says why when it could not be done."""

    kind: str
    item: Item
    planned_at: datetime.datetime
    done_at: datetime.datetime | None
    late_by: datetime.timedelta
    error: str = ""

    @property
    def done(self) -> bool:
        """Whether it was done; the site counts its jobs by this."""
        return not self.error

    @property
    def subject(self) -> str:
        """The item's title."""
        return self.item.title

    @property
    def message(self) -> str:
        """The outcome in words."""
        return self.sentence()

    @property
    def missed(self) -> bool:
        """Whether it was not done in its time: the clock stood still, or it failed before."""
        return self.late_by > MISSED_AFTER

    def sentence(self) -> str:
        """The outcome in words, for the log and the home page."""
        what = "公开" if self.kind == PUBLISHED else "到期撤回"
        planned = f"{timezone.localtime(self.planned_at):%Y-%m-%d %H:%M}"
        if self.error:
            return f"《{self.item.title}》定于{planned}{what}，没有办成：{self.error}"
        late = f"，比计划晚{_span(self.late_by)}" if self.missed else ""
        return f"《{self.item.title}》定于{planned}{what}，已办{late}。"


def due_revisions(now: datetime.datetime) -> list[Revision]:
    """Approved revisions of items whose time has come, the longest waiting first."""
    content_type = ContentType.objects.get_for_model(Item, for_concrete_model=False)
    due = Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk")
    rows = due.only("pk", "object_id", "approved_go_live_at", "base_content_type")
    # Whose they are is looked at here: SQLite would go by the content type, which nearly all revisions have.
    return [revision for revision in rows if revision.base_content_type_id == content_type.pk]


def publish_due(now: datetime.datetime | None = None) -> list[Outcome]:
    """Publish every approved draft that is due, as the act of those who reviewed it."""
    now = now or timezone.now()
    return list(_publish_each(due_revisions(now), now))


def withdraw_expired(now: datetime.datetime | None = None) -> list[Outcome]:
    """Withdraw every item whose approved time is over, as the act of those who reviewed it."""
    now = now or timezone.now()
    return list(_withdraw_each(list(Item.objects.due_to_expire(now)), now))


def _publish_each(due: list[Revision], now: datetime.datetime) -> Iterator[Outcome]:
    items = Item.objects.select_related("agency").in_bulk([int(revision.object_id) for revision in due])
    for revision in due:
        item = items[int(revision.object_id)]
        yield _outcome(
            PUBLISHED,
            item,
            revision.approved_go_live_at,
            now,
            partial(_publish, item, revision.pk),
        )


def _withdraw_each(due: list[Item], now: datetime.datetime) -> Iterator[Outcome]:
    for item in due:
        yield _outcome(
            WITHDRAWN,
            item,
            item.expire_at,
            now,
            partial(_withdraw, item),
        )


def _publish(item: Item, revision_id: int) -> None:
    Publish(item, _last_reviewer(cleared(item, revision_id)), revision_id).perform()


def _withdraw(item: Item) -> None:
    WithdrawExpired(item, _last_reviewer(cleared(item, item.live_revision_id))).perform()


def _outcome(
    kind: str, item: Item, planned_at: datetime.datetime, now: datetime.datetime, act: Callable[[], Any]
) -> Outcome:
    error = ""
    try:
        act()
    except Refused as refusal:
        error = " ".join(refusal.reasons)
    except Exception as failure:
        log.exception("schedule", kind=kind, item=item.pk)
        error = f"出了意外（{type(failure).__name__}），请联系系统管理员。"
    outcome = Outcome(kind, item, planned_at, None if error else now, now - planned_at, error)
    log.info("schedule", kind=kind, item=item.pk, missed=outcome.missed, error=error)
    return outcome


def _last_reviewer(clearing: Clearing | None) -> Person | None:
    """Who decided last: in his name it goes out at the time that he approved."""
    if clearing is None:
        return None
    return Person.objects.filter(pk=clearing.reviewers[-1].person).first()


def _span(late: datetime.timedelta) -> str:
    minutes = int(late.total_seconds()) // 60
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = ((days, "天"), (hours, "小时"), (minutes, "分钟"))
    return "".join(f"{number}{unit}" for number, unit in parts if number) or "不到1分钟"
