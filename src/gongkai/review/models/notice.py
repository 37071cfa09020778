"""What a person was told, when he read it, and which revision he has had before his eyes."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import models

from gongkai.acts.facts import Fact
from gongkai.agencies.models import Person
from gongkai.review.models.decision import Decision


class NoticeKind(models.TextChoices):
    """What a notice is about."""

    WAITING = "waiting", "待审"
    OVERDUE = "overdue", "审核超期"
    SENT_BACK = "sent_back", "退回修改"
    CONFIRMATION = "confirmation", "紧急发布待补审"
    CONFIRMATION_OVERDUE = "confirmation_overdue", "紧急发布补审超期"
    COMMENTED = "commented", "留言"
    PASSED = "passed", "终审通过"
    EMERGENCY_CONFIRMED = "emergency_confirmed", "紧急发布已补审"
    EMERGENCY_REJECTED = "emergency_rejected", "紧急发布未获同意"


class Notice(Fact):
    """A person was told something. `key` names what, so that nobody is told the same twice."""

    person = models.ForeignKey(
        Person, verbose_name="告知对象", on_delete=models.PROTECT, related_name="notices"
    )
    kind = models.CharField("类别", max_length=30, choices=NoticeKind.choices)
    key = models.CharField("事由编号", max_length=80)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField("对象")
    decision = models.ForeignKey(
        Decision, verbose_name="审核记录", on_delete=models.PROTECT, null=True, related_name="notices"
    )
    text = models.CharField("内容", max_length=600)
    due_on = models.DateField("办理期限", null=True)

    class Meta:
        verbose_name = "通知"
        verbose_name_plural = "通知"
        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=("person", "key"), name="told_once"),)

    def __str__(self) -> str:
        return self.text


class NoticeRead(Fact):
    """The person read the notice."""

    notice = models.OneToOneField(
        Notice, verbose_name="通知", on_delete=models.PROTECT, related_name="reading"
    )

    class Meta:
        verbose_name = "通知已读"
        verbose_name_plural = "通知已读"


class Sighting(Fact):
    """A person opened a revision to review it: what he is shown next time is what changed since."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField("对象")
    revision_id = models.PositiveBigIntegerField("版本")
    person = models.ForeignKey(
        Person, verbose_name="查看人", on_delete=models.PROTECT, related_name="sightings"
    )

    class Meta:
        verbose_name = "查看版本"
        verbose_name_plural = "查看版本"
        constraints = (
            models.UniqueConstraint(
                fields=("content_type", "object_id", "person", "revision_id"), name="revision_seen_once"
            ),
        )
