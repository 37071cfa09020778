"""Who decided what about which revision, and who answered for a finding: the facts that reviews stand on."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from gongkai.acts.facts import Fact
from gongkai.agencies.models import Agency, Appointment, Delegation, Person


class Stage(models.TextChoices):
    """The three reviews, in their order."""

    FIRST = "first", "初审"
    SECOND = "second", "再审"
    FINAL = "final", "终审"


class DecisionKind(models.TextChoices):
    """What a person did at a stage."""

    SUBMITTED = "submitted", "送审"
    APPROVED = "approved", "通过"
    SENT_BACK = "sent_back", "退回修改"
    COMMENTED = "commented", "留言"
    RECALLED = "recalled", "撤回送审"
    EMERGENCY = "emergency", "紧急发布"
    EMERGENCY_CONFIRMED = "emergency_confirmed", "紧急发布补审确认"
    EMERGENCY_REJECTED = "emergency_rejected", "紧急发布补审不同意"


class Decision(Fact):
    """A person decided, or said, something about one revision at one stage. Signed by name, post and time."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField("对象")
    subject = GenericForeignKey("content_type", "object_id")
    subject_title = models.CharField("标题", max_length=300)
    agency = models.ForeignKey(Agency, verbose_name="机关", on_delete=models.PROTECT, related_name="+")
    round = models.PositiveBigIntegerField("轮次", help_text="Wagtail 审核流程的编号：一次送审到结束。")
    revision_id = models.PositiveBigIntegerField("版本")
    content_hash = models.CharField("内容摘要（SM3）", max_length=64)
    stage = models.CharField("审级", max_length=10, choices=Stage.choices)
    kind = models.CharField("处理", max_length=30, choices=DecisionKind.choices)
    person = models.ForeignKey(
        Person, verbose_name="处理人", on_delete=models.PROTECT, related_name="decisions"
    )
    appointment = models.ForeignKey(
        Appointment, verbose_name="以何岗位", on_delete=models.PROTECT, related_name="+", null=True
    )
    delegation = models.ForeignKey(
        Delegation, verbose_name="受何委托", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    comment = models.TextField("意见", blank=True)
    checklist = models.JSONField("核对事项", default=list, blank=True)
    authors = models.JSONField(
        "参与撰写的人",
        default=list,
        blank=True,
        help_text="送审或紧急发布时，上次审定之后保存过稿件的人的编号。",
    )

    class Meta:
        verbose_name = "审核记录"
        verbose_name_plural = "审核记录"
        ordering = ("recorded_at", "pk")
        indexes = (
            models.Index(fields=("content_type", "object_id", "round"), name="decision_subject"),
            models.Index(fields=("round",), name="decision_round"),
            models.Index(fields=("kind", "agency"), name="decision_kind"),
        )

    def __str__(self) -> str:
        return f"{self.subject_title}：{self.get_stage_display()}{self.get_kind_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Written once; the person who decides is the one who records."""
        self.recorded_by = self.person
        super().save(*args, **kwargs)

    @property
    def post_title(self) -> str:
        """The post in which the person acted; empty when none was needed."""
        return self.appointment.post.title if self.appointment else ""

    @property
    def on_behalf_of(self) -> str:
        """The name of the absent holder in whose place the person acted, or empty."""
        return self.delegation.appointment.person.name if self.delegation else ""

    @property
    def signature(self) -> str:
        """How the decision is signed: 李四（镇党委副书记）, with 代王五 when he stood in."""
        behalf = f"，代{self.on_behalf_of}" if self.on_behalf_of else ""
        post = self.post_title
        return f"{self.person.name}（{post}{behalf}）" if post else self.person.name


class Clearance(Fact):
    """A person answered for a finding of the draft checks: looked at, and no reason to hold back (消除)."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField("对象")
    fingerprint = models.CharField("发现的指纹", max_length=64)
    rule = models.CharField("规则", max_length=60)
    quoted = models.CharField("涉及内容", max_length=300, blank=True)
    person = models.ForeignKey(
        Person, verbose_name="处理人", on_delete=models.PROTECT, related_name="clearances"
    )
    reason = models.CharField("理由", max_length=300)

    class Meta:
        verbose_name = "检查消除记录"
        verbose_name_plural = "检查消除记录"
        indexes = (models.Index(fields=("content_type", "object_id"), name="clearance_subject"),)
