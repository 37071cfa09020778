from __future__ import annotations

import uuid
from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import gongkai.channels.models.receipt
from gongkai.acts.append_only import AppendOnly

RECORDED = (
    (
        "id",
        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
    ),
    (
        "recorded_at",
        models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="记录时间"),
    ),
)


def recorded_by() -> tuple[str, models.Field]:
    return (
        "recorded_by",
        models.ForeignKey(
            blank=True,
            editable=False,
            null=True,
            on_delete=django.db.models.deletion.PROTECT,
            related_name="+",
            to=settings.AUTH_USER_MODEL,
            verbose_name="记录人",
        ),
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("channels", "0001_initial"),
        ("disclosure", "0006_indexes_of_few"),
        ("register", "0005_kinds_of_channels"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Receipt",
            fields=[
                *RECORDED,
                (
                    "key",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="编号"),
                ),
                ("revision_id", models.PositiveBigIntegerField(verbose_name="版本")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("portal", "政府网站"),
                            ("feed", "信息订阅"),
                            ("mini_program", "小程序"),
                            ("notice_board", "政务公开栏"),
                            ("official_account", "公众号"),
                            ("village_radio", "村村响（广播）"),
                            ("newspaper", "报纸"),
                            ("gazette", "政府公报"),
                            ("broadcast", "广播电视"),
                            ("press_conference", "新闻发布会"),
                            ("reading_place", "查阅点"),
                            ("other", "其他"),
                        ],
                        max_length=20,
                        verbose_name="渠道",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=60, verbose_name="载体名称")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("carried", "已发布"),
                            ("failed", "未能发布"),
                            ("taken_down", "已撤下"),
                            ("void", "登记有误，作废"),
                        ],
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("automatic", models.BooleanField(default=False, verbose_name="系统自动登记")),
                ("link", models.CharField(blank=True, max_length=500, verbose_name="链接")),
                ("issue", models.CharField(blank=True, max_length=60, verbose_name="期号、版面")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                (
                    "picture",
                    models.FileField(
                        blank=True,
                        max_length=200,
                        upload_to=gongkai.channels.models.receipt.picture_at,
                        verbose_name="照片",
                    ),
                ),
                (
                    "picture_hash",
                    models.CharField(blank=True, max_length=64, verbose_name="照片摘要（SM3）"),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="channels.receipt",
                        verbose_name="更正的回执",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="register.entry",
                        verbose_name="台账条目",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="disclosure.item",
                        verbose_name="信息",
                    ),
                ),
                recorded_by(),
            ],
            options={"verbose_name": "渠道回执", "verbose_name_plural": "渠道回执", "ordering": ("pk",)},
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                *RECORDED,
                ("posted_on", models.DateField(verbose_name="张贴日期")),
                ("until_on", models.DateField(verbose_name="张贴至")),
                (
                    "size",
                    models.CharField(choices=[("A3", "A3"), ("A4", "A4")], max_length=2, verbose_name="纸张"),
                ),
                (
                    "receipt",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posting",
                        to="channels.receipt",
                        verbose_name="回执",
                    ),
                ),
                recorded_by(),
            ],
            options={"verbose_name": "张贴记录", "verbose_name_plural": "张贴记录", "ordering": ("pk",)},
        ),
        migrations.AddIndex(
            "receipt",
            models.Index(fields=["item"], name="receipt_by_hand", condition=models.Q(("automatic", False))),
        ),
        migrations.AddConstraint(
            "receipt",
            models.UniqueConstraint(
                condition=models.Q(("automatic", True)),
                fields=("item", "revision_id", "channel", "state"),
                name="carried_once_by_itself",
            ),
        ),
        AppendOnly("channels_receipt", "channels_posting"),
    ]
