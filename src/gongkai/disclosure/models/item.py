"""Items (信息): what a body publishes. Its public state follows from the register, never from a flag."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models, transaction
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel, get_field_value
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
    WorkflowState,
)

from gongkai.acts.action import Refused
from gongkai.agencies.models import Agency, Person
from gongkai.disclosure import contents, guard
from gongkai.disclosure.blocks import BodyBlock
from gongkai.disclosure.content_fields import CHILDREN, PLAIN_FIELDS
from gongkai.disclosure.models.column import Column
from gongkai.disclosure.models.index_number import IndexNumber
from gongkai.disclosure.models.picture import ShownPicture
from gongkai.disclosure.models.reviewable import ReviewableItem
from gongkai.disclosure.queries import ItemQuerySet
from gongkai.review.subject import Reviewed

# What belongs to the item as a whole: an old revision, opened again, must not bring back its own.
OF_THE_ROW: tuple[str, ...] = (
    "index_number_id",
    "agency_id",
    "drafted_by_id",
    "created_at",
    "live_revision_id",
    "last_published_at",
    "expired",
    "withdrawn_at",
    "withdrawn_reason",
    "discarded_at",
    "filed_at",
    "locked",
    "locked_at",
    "locked_by_id",
)
DRAFT_FIELDS: tuple[str, ...] = (
    *PLAIN_FIELDS,
    *CHILDREN,
    "body",
    "reassess_on",
    "go_live_at",
    "expire_at",
    "updated_at",
)


class Item(
    ReviewableItem,
    Reviewed,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """One piece of government information, with the metadata of 国办发〔2017〕47号 and Article 12.

    The row is the published version while `live`, and the last draft before the first publication. A draft of
    something public stands in its latest revision only.
    """

    # Wagtail's default is True: a row made without a thought would be public.
    live = models.BooleanField("公开", default=False, editable=False)
    agency = models.ForeignKey(
        Agency, verbose_name="发布机构", on_delete=models.PROTECT, related_name="items"
    )
    column = models.ForeignKey(Column, verbose_name="栏目", on_delete=models.PROTECT, related_name="items")
    title = models.CharField("信息名称", max_length=300)
    index_number = models.OneToOneField(
        IndexNumber,
        verbose_name="索引号",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="item",
    )
    document_number = models.CharField("文号", max_length=80, blank=True)
    formed_on = models.DateField("成文日期", null=True, blank=True)
    theme = models.CharField("主题分类", max_length=40, blank=True)
    genre = models.CharField("体裁分类", max_length=20, blank=True)
    openness = models.CharField("公开方式", max_length=20, default="proactive")
    withholding_reason = models.CharField("不予主动公开的依据", max_length=40, blank=True)
    withholding_explanation = models.CharField("不予主动公开的理由", max_length=300, blank=True)
    reassess_on = models.DateField(
        "再次评估日期", null=True, blank=True, help_text="第十八条：定期评估能否公开。"
    )
    summary = models.TextField("内容概述", max_length=500, blank=True)
    keywords = models.CharField("关键词", max_length=200, blank=True, help_text="用空格或分号隔开。")
    duties = models.JSONField("法定公开事项", default=list, blank=True)
    source = models.CharField("来源", max_length=100, blank=True)
    body = StreamField(BodyBlock(), verbose_name="正文", blank=True)
    interprets = ParentalManyToManyField(
        "self", verbose_name="解读的文件", symmetrical=False, blank=True, related_name="interpretations"
    )
    drafted_by = models.ForeignKey(
        Person,
        verbose_name="撰稿人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="drafted_items",
    )
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    updated_at = models.DateTimeField("修改时间", auto_now=True, db_index=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, editable=False)
    withdrawn_reason = models.CharField("撤回理由", max_length=300, blank=True, editable=False)
    discarded_at = models.DateTimeField("放弃时间", null=True, editable=False)
    filed_at = models.DateTimeField(
        "归档时间", null=True, editable=False, help_text="三审通过、但不主动公开的信息，留在内部。"
    )

    revisions = GenericRelation(Revision, content_type_field="content_type", object_id_field="object_id")
    _workflow_states = GenericRelation(
        WorkflowState, content_type_field="content_type", object_id_field="object_id"
    )

    objects: ClassVar[Any] = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = "信息"
        verbose_name_plural = "信息"
        indexes = (
            models.Index(fields=("agency", "-updated_at"), name="item_agency_recent"),
            models.Index(fields=("column", "-first_published_at"), name="item_column_public"),
            # What a list of drafts looks through: few beside all that is public.
            models.Index(fields=("id",), name="item_not_public", condition=models.Q(live=False)),
            models.Index(
                fields=("id",),
                name="item_public_changed",
                condition=models.Q(live=True, has_unpublished_changes=True),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Column, files and interpreted documents belong to the item.

        Raises:
            ValidationError: by field, in Chinese.
        """
        super().clean()
        if self.column_id and self.agency_id and self.column.agency_id != self.agency_id:
            raise ValidationError({"column": "所选栏目属于别的机关，请选择本机关的栏目。"})
        if any(attachment.stored.item_id != self.pk for attachment in self.attachments.all()):
            raise ValidationError("附件须在本条信息里上传，不能引用别的信息的文件，请重新上传。")
        if self.pk and any(document.pk == self.pk for document in self.interprets.all()):
            raise ValidationError({"interprets": "一条信息不能解读它自己，请改选被解读的文件。"})

    def save(self, **kwargs: Any) -> None:
        """Write the row and its attachments.

        Raises:
            guard.NotRegistered: when that would change what is public without an entry in the register.
        """
        with transaction.atomic(), guard.written_with_item():
            stored = None
            if self.pk is not None:
                stored = type(self)._base_manager.select_for_update().filter(pk=self.pk).first()
            moved = guard.takes_effect(kwargs.get("update_fields"))
            if moved:
                guard.refuse_unregistered(self, stored)
            super().save(**kwargs)
            if moved and self.live:
                self._note_pictures()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused.

        Raises:
            guard.NotRegistered: always; drafts are given up by `DiscardDraft`, what is public is withdrawn.
        """
        raise guard.NotRegistered(guard.NOT_DELETED)

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """A new revision. Until the first publication the row follows the draft, so that lists show it.

        Raises:
            Refused: while it is being reviewed, is fixed to go out at a time, or was given up.
        """
        with transaction.atomic():
            self._refuse_to_be_changed()
            revision = super().save_revision(*args, **kwargs)
            if self.filed_at is not None:
                self.filed_at = None
                type(self)._base_manager.filter(pk=self.pk).update(filed_at=None)
            if self.first_published_at is None and not self.live:
                self.save(update_fields=DRAFT_FIELDS)
        return revision

    def why_not_written_on(self) -> str:
        """Why nobody may write on it now, a sentence that says what to do; "" when a drafter may."""
        if self.pk and self.workflow_in_progress:
            return "这条信息正在审核，不能修改；请先撤回送审，或等待退回。"
        return self._why_settled()

    def _why_settled(self) -> str:
        if self.discarded_at is not None:
            return "这份草稿已经放弃，请新建一条信息。"
        if self.pk and self.revisions.filter(approved_go_live_at__isnull=False).exists():
            return "这条信息已经审定并排定了公开时间。要修改或放弃，请先取消定时公开。"
        return ""

    def _refuse_to_be_changed(self) -> None:
        if reason := self._why_settled():
            raise Refused(reason)

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = False, strict_fks: bool = False
    ) -> Item:
        """As modelcluster's. What an item refers to cannot be removed (PROTECT), so nothing has to look for it."""
        item: Item = super().from_serializable_data(data, check_fks=check_fks, strict_fks=strict_fks)
        return item

    def with_content_json(self, content: dict[str, Any]) -> Item:
        """The item as a revision has it, with what belongs to the item as a whole kept."""
        item: Item = super().with_content_json(content)
        for name in OF_THE_ROW:
            setattr(item, name, getattr(self, name))
        for name in ("agency", "column", "drafted_by", "index_number"):
            reference: Any = self._meta.get_field(name)
            same = getattr(self, reference.attname) == getattr(item, reference.attname)
            if same and reference.is_cached(self):
                reference.set_cached_value(item, reference.get_cached_value(self))
        return item

    def get_latest_revision_as_object(self) -> Item:
        """The draft as it was last saved. Unlike Wagtail's, it does not read the row again."""
        latest = self.get_latest_revision() if self.has_unpublished_changes else None
        return self.with_content_json(latest.content) if latest else self

    def contents(self) -> dict[str, Any]:
        """What readers see of this object: a row, or a draft in memory."""
        return contents.contents(self.serializable_data())

    def own_hash(self) -> str:
        """SM3 of what readers see of this object, which need not be stored."""
        return contents.content_hash(self.serializable_data())

    def content_hash(self, revision: Revision) -> str:
        """SM3 of what readers would see of a revision, as it stands in the database."""
        return contents.revision_hash(revision)

    def _note_pictures(self) -> None:
        body = get_field_value(self._meta.get_field("body"), self)
        shown = contents.picture_ids(contents.body_blocks({"body": body}))
        self.shown_pictures.exclude(picture__in=shown).delete()
        ShownPicture.objects.bulk_create(
            [ShownPicture(item=self, picture_id=pk) for pk in shown], ignore_conflicts=True
        )
