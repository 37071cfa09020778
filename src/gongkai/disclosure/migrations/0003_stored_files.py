import uuid

import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models

import gongkai.disclosure.models.stored_file


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel("Attachment"),
        migrations.AddField(
            model_name="item",
            name="discarded_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="放弃时间"),
        ),
        migrations.AddField(
            model_name="item",
            name="filed_at",
            field=models.DateTimeField(
                editable=False,
                help_text="三审通过、但不主动公开的信息，留在内部。",
                null=True,
                verbose_name="归档时间",
            ),
        ),
        migrations.AddField(
            model_name="picture",
            name="content_hash",
            field=models.CharField(blank=True, editable=False, max_length=64, verbose_name="内容摘要（SM3）"),
        ),
        migrations.AlterField(
            model_name="item",
            name="live",
            field=models.BooleanField(default=False, editable=False, verbose_name="公开"),
        ),
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="记录时间"
                    ),
                ),
                (
                    "key",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="编号"),
                ),
                (
                    "file",
                    models.FileField(
                        max_length=200,
                        upload_to=gongkai.disclosure.models.stored_file.stored_at,
                        verbose_name="文件",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="文件名")),
                ("size", models.PositiveBigIntegerField(verbose_name="大小（字节）")),
                (
                    "kind",
                    models.CharField(
                        help_text="按内容识别，不看文件名。", max_length=20, verbose_name="类型"
                    ),
                ),
                ("content_hash", models.CharField(max_length=64, verbose_name="内容摘要（SM3）")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stored_files",
                        to="disclosure.item",
                        verbose_name="信息",
                    ),
                ),
                (
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
                ),
            ],
            options={
                "verbose_name": "上传的文件",
                "verbose_name_plural": "上传的文件",
            },
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="记录时间"
                    ),
                ),
                ("form", models.PositiveSmallIntegerField(verbose_name="检查的版本")),
                ("result", models.JSONField(verbose_name="检查结果")),
                (
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
                ),
                (
                    "stored",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="disclosure.storedfile",
                        verbose_name="文件",
                    ),
                ),
            ],
            options={
                "verbose_name": "附件检查记录",
                "verbose_name_plural": "附件检查记录",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="标题")),
                (
                    "item",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="disclosure.item",
                        verbose_name="信息",
                    ),
                ),
                (
                    "stored",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disclosure.storedfile",
                        verbose_name="文件",
                    ),
                ),
            ],
            options={
                "verbose_name": "附件",
                "verbose_name_plural": "附件",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ShownPicture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shown_pictures",
                        to="disclosure.item",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shown_in",
                        to="disclosure.picture",
                    ),
                ),
            ],
            options={
                "verbose_name": "公开的图片",
                "verbose_name_plural": "公开的图片",
                "constraints": [
                    models.UniqueConstraint(fields=("item", "picture"), name="picture_shown_once")
                ],
            },
        ),
    ]
