"""Making a reviewed revision public: at once, or fixed for the time that was reviewed with it."""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone
from wagtail.models import Revision

from gongkai.acts.days import CHINA
from gongkai.agencies.models import Agency
from gongkai.disclosure import contents, guard
from gongkai.disclosure.actions.base import ItemAction
from gongkai.disclosure.actions.entering import particulars_of
from gongkai.disclosure.actions.index_number import allot
from gongkai.disclosure.drafts import open_findings
from gongkai.disclosure.models import CHANGE_OF_PUBLISHED, Attachment, ColumnKind, Item
from gongkai.disclosure.models.picture import Picture
from gongkai.register.actions import record
from gongkai.register.clearing import Clearing
from gongkai.register.models import ChangeKind, Entry
from gongkai.review.models import Decision
from gongkai.review.rules import cleared
from gongkai.statute.metadata import Openness

# What no longer says anything once the item is public.
SETTLED: dict[str, Any] = {"withdrawn_at": None, "withdrawn_reason": "", "filed_at": None}
NOT_THE_REVIEWED = "审核之后内容有变动，与审核通过的版本不一致。请重新送审。"


class ReleaseOfRevision(ItemAction[Any]):
    """What publishing and scheduling share: a revision that the three reviews cleared."""

    def __init__(self, item: Item, by: Any, revision_id: int) -> None:
        super().__init__(item, by)
        self.revision_id = revision_id

    def lock(self) -> None:
        """Lock the row, and forget what was looked up before."""
        super().lock()
        for name in ("clearing", "revision", "draft"):
            self.__dict__.pop(name, None)
        if self.revision is not None and self.draft.column.kind == ColumnKind.ANNUAL_REPORT:
            # Of two reports of one year the second has to see that the first is public: see `report.repeated`.
            Agency.objects.select_for_update().get(pk=self.item.agency_id)

    @cached_property
    def clearing(self) -> Clearing | None:
        """The leave that the three reviews gave for this very revision."""
        return cleared(self.item, self.revision_id)

    @cached_property
    def revision(self) -> Revision | None:
        """The revision, if it is one of this item."""
        return self.item.revisions.filter(pk=self.revision_id).first()

    @cached_property
    def draft(self) -> Item:
        """The item as it would be public."""
        assert self.revision is not None
        return self.item.with_content_json(self.revision.content)

    def refusals(self) -> list[str]:
        """Everything that keeps the revision from going out."""
        if self.item.discarded_at is not None:
            return ["这份草稿已经放弃，不能公开。请新建一条信息。"]
        if self.revision is None:
            return ["找不到要公开的版本，请刷新页面后再办。"]
        if self.clearing is None:
            return [guard.NOT_ENTERED]
        if self.clearing.content_hash != self.item.content_hash(self.revision):
            return [NOT_THE_REVIEWED]
        return [*self._against_order(), *self._against_contents(), *self._against_findings()]

    def _against_order(self) -> list[str]:
        published = Entry.objects.filter(
            subject_type=guard.SUBJECT_TYPE, subject_id=self.item.pk, kind__in=guard.PUBLISHING
        )
        latest = published.order_by("-revision_id").values_list("revision_id", flat=True).first() or 0
        if latest == self.revision_id:
            return ["这一版本已经登记公开过。要再次公开，请修改草稿后重新送审。"]
        if latest > self.revision_id:
            return ["已有更新的版本公开过，不能用旧版本覆盖。请在草稿里恢复旧内容，重新送审。"]
        return []

    def _against_contents(self) -> list[str]:
        reasons = []
        if self.draft.openness != Openness.PROACTIVE:
            reasons.append("公开方式不是“主动公开”，不能对外公开。需要公开的，请改公开方式后重新送审。")
        expires = self.draft.expire_at
        if expires is not None and expires <= timezone.now():
            reasons.append(f"公开期限{moment_text(expires)}已过，请改期限后重新送审。")
        if _foreign_files(self.draft):
            reasons.append("附件里有别的信息的文件，请在本条信息里重新上传后送审。")
        if _foreign_pictures(self.draft):
            reasons.append("正文里有别的机关尚未公开的图片，请换成本机关的图片后送审。")
        return reasons

    def _against_findings(self) -> list[str]:
        return [
            f"{finding.place}：{finding.message}{finding.remedy}"
            for finding in open_findings(self.draft)
            if finding.is_blocking
        ]


class Publish(ReleaseOfRevision):
    """Make a cleared revision public: entry in the register first, then the row."""

    label = "公开"

    def refusals(self) -> list[str]:
        """As of any release; and its time has come."""
        reasons = super().refusals()
        if not reasons and self.draft.go_live_at is not None and self.draft.go_live_at > timezone.now():
            reasons = [f"审定的公开时间是{moment_text(self.draft.go_live_at)}，还没有到，届时自动公开。"]
        return reasons

    def carry_out(self) -> Entry:
        """The entry in the register."""
        if self.item.index_number_id is None:
            allot(self.item, self.by)
        entry = self._register()
        self._show()
        return entry

    def _show(self) -> None:
        """The row becomes what the revision says; what belongs to the row as a whole it takes from the one locked."""
        assert self.revision is not None
        for name, nothing in SETTLED.items():
            setattr(self.item, name, nothing)
        self.revision.content_object = self.item
        self.revision.publish(user=self.by, skip_permission_checks=True)
        self.subject = Item.objects.get(pk=self.item.pk)
        if self.subject.go_live_at is not None:
            self.subject.go_live_at = None
            self.subject.save(update_fields=["go_live_at"])

    def details(self) -> dict[str, Any]:
        """The revision and what it was."""
        return {"revision": self.revision_id}

    def _register(self) -> Entry:
        draft = self.draft
        assert self.clearing is not None and self.revision is not None
        return record(
            agency=self.item.agency,
            subject=self.item,
            revision_id=self.revision_id,
            kind=kind_of_change(self.item, draft.column.kind),
            column_kind=draft.column.kind,
            index_number=str(self.item.index_number),
            title=draft.title,
            public_at=timezone.now(),
            content_hash=self.clearing.content_hash,
            clearing=self.clearing,
            particulars=particulars_of(draft),
            by=self.by,
        )


class Schedule(ReleaseOfRevision):
    """Fix a cleared revision to go out at the time that was reviewed with it."""

    label = "排定公开时间"

    def refusals(self) -> list[str]:
        """As of any release; and its time is still to come, and nobody said it is urgent."""
        reasons = super().refusals()
        if reasons:
            return reasons
        if self.draft.go_live_at is None or self.draft.go_live_at <= timezone.now():
            return ["没有设定以后的公开时间，请直接公开。"]
        if self.clearing is not None and self.clearing.emergency:
            return ["紧急发布应当立即公开。请先清空草稿里的定时公开时间，再办紧急发布。"]
        return []

    def carry_out(self) -> datetime.datetime:
        """The moment that is fixed."""
        assert self.revision is not None and self.draft.go_live_at is not None
        self.item.revisions.exclude(pk=self.revision_id).update(approved_go_live_at=None)
        self.item.revisions.filter(pk=self.revision_id).update(approved_go_live_at=self.draft.go_live_at)
        return self.draft.go_live_at

    def details(self) -> dict[str, Any]:
        """The revision and when."""
        return {"revision": self.revision_id, "at": moment_text(self.draft.go_live_at)}


def go_out(item: Item, decision: Decision) -> None:
    """The reviews are through: publish, or schedule. What is not to be proactively open stays inside.

    Raises:
        Refused: when it cannot go out.
    """
    revision = item.revisions.get(pk=decision.revision_id)
    draft = item.with_content_json(revision.content)
    if draft.openness != Openness.PROACTIVE and not item.live:
        Item.objects.filter(pk=item.pk).update(filed_at=timezone.now())
        return
    later = draft.go_live_at is not None and draft.go_live_at > timezone.now()
    if later:
        Schedule(item, decision.person, revision.pk).perform()
    else:
        Publish(item, decision.person, revision.pk).perform()


def kind_of_change(item: Item, column_kind: str) -> ChangeKind:
    """What publishing the item now is called: published, or the change of something that is public."""
    if not item.live:
        return ChangeKind.PUBLISHED
    return CHANGE_OF_PUBLISHED.get(column_kind, ChangeKind.CORRECTED)


def moment_text(moment: datetime.datetime) -> str:
    """A moment in China as people read it: 2026年11月23日 09:30."""
    local = moment.astimezone(CHINA)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


def _foreign_files(draft: Item) -> bool:
    attachments: list[Attachment] = list(draft.attachments.all())
    return any(attachment.stored.item_id != draft.pk for attachment in attachments)


def _foreign_pictures(draft: Item) -> bool:
    wanted = contents.picture_ids(contents.body_blocks(draft.serializable_data()))
    if not wanted:
        return False
    others = Picture.objects.filter(pk__in=wanted, agency__isnull=False).exclude(agency=draft.agency_id)
    return others.exclude(shown_in__item__in=Item.objects.public()).exists()
