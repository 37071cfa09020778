from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from gongkai.acts.append_only import AppendOnly

# SQLite adds a column by making the table anew, and loses its triggers on the way.
GUARDED = AppendOnly("review_decision", "review_reviewsettings")

KINDS = [
    ("waiting", "待审"),
    ("overdue", "审核超期"),
    ("sent_back", "退回修改"),
    ("confirmation", "紧急发布待补审"),
    ("confirmation_overdue", "紧急发布补审超期"),
    ("commented", "留言"),
    ("passed", "终审通过"),
    ("emergency_confirmed", "紧急发布已补审"),
    ("emergency_rejected", "紧急发布未获同意"),
]


def _key() -> Any:
    return (
        "id",
        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
    )


def _recorded_at() -> Any:
    return (
        "recorded_at",
        models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="记录时间"),
    )


def _person(name: str, label: str, **options: Any) -> Any:
    return (
        name,
        models.ForeignKey(
            on_delete=django.db.models.deletion.PROTECT,
            to=settings.AUTH_USER_MODEL,
            verbose_name=label,
            **options,
        ),
    )


def _recorded_by() -> Any:
    return _person("recorded_by", "记录人", blank=True, editable=False, null=True, related_name="+")


def _content_type() -> Any:
    return (
        "content_type",
        models.ForeignKey(
            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contenttypes.contenttype"
        ),
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("review", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.RunPython(GUARDED._release, GUARDED._guard),
        migrations.AddField(
            model_name="decision",
            name="authors",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="送审或紧急发布时，上次审定之后保存过稿件的人的编号。",
                verbose_name="参与撰写的人",
            ),
        ),
        migrations.AddField(
            model_name="reviewsettings",
            name="confirm_days",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="紧急发布补审时限（工作日）"),
        ),
        migrations.AddIndex(
            model_name="decision", index=models.Index(fields=["round"], name="decision_round")
        ),
        migrations.AddIndex(
            model_name="decision", index=models.Index(fields=["kind", "agency"], name="decision_kind")
        ),
        migrations.RunPython(GUARDED._guard, GUARDED._release),
        migrations.CreateModel(
            name="Notice",
            fields=[
                _key(),
                _recorded_at(),
                ("kind", models.CharField(choices=KINDS, max_length=30, verbose_name="类别")),
                ("key", models.CharField(max_length=80, verbose_name="事由编号")),
                ("object_id", models.PositiveBigIntegerField(verbose_name="对象")),
                ("text", models.CharField(max_length=600, verbose_name="内容")),
                ("due_on", models.DateField(null=True, verbose_name="办理期限")),
                _content_type(),
                (
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="review.decision",
                        verbose_name="审核记录",
                    ),
                ),
                _person("person", "告知对象", related_name="notices"),
                _recorded_by(),
            ],
            options={"verbose_name": "通知", "verbose_name_plural": "通知", "ordering": ("-pk",)},
        ),
        migrations.CreateModel(
            name="NoticeRead",
            fields=[
                _key(),
                _recorded_at(),
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reading",
                        to="review.notice",
                        verbose_name="通知",
                    ),
                ),
                _recorded_by(),
            ],
            options={"verbose_name": "通知已读", "verbose_name_plural": "通知已读"},
        ),
        migrations.CreateModel(
            name="Sighting",
            fields=[
                _key(),
                _recorded_at(),
                ("object_id", models.PositiveBigIntegerField(verbose_name="对象")),
                ("revision_id", models.PositiveBigIntegerField(verbose_name="版本")),
                _content_type(),
                _person("person", "查看人", related_name="sightings"),
                _recorded_by(),
            ],
            options={"verbose_name": "查看版本", "verbose_name_plural": "查看版本"},
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("person", "key"), name="told_once"),
        ),
        migrations.AddConstraint(
            model_name="sighting",
            constraint=models.UniqueConstraint(
                fields=("content_type", "object_id", "person", "revision_id"), name="revision_seen_once"
            ),
        ),
        AppendOnly("review_notice", "review_noticeread", "review_sighting"),
    ]
