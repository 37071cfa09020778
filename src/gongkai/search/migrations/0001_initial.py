import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="次序")),
                ("item_id", models.BigIntegerField(unique=True, verbose_name="信息")),
                ("revision_id", models.BigIntegerField(null=True, verbose_name="版本")),
                ("agency_id", models.BigIntegerField(db_index=True, verbose_name="机关")),
                ("column_id", models.BigIntegerField(db_index=True, verbose_name="栏目")),
                ("slug", models.CharField(max_length=40, verbose_name="栏目网址")),
                ("kind", models.CharField(max_length=20, verbose_name="栏目类型")),
                ("theme", models.CharField(blank=True, max_length=40, verbose_name="主题大类")),
                ("genre", models.CharField(blank=True, max_length=20, verbose_name="体裁")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("types", models.CharField(blank=True, max_length=100, verbose_name="附件类型")),
                ("validity", models.CharField(blank=True, max_length=20, verbose_name="有效性")),
                ("marks", models.TextField(verbose_name="索引标记")),
                ("form", models.PositiveSmallIntegerField(default=1, verbose_name="索引形式")),
                (
                    "changed_at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="编入时间"
                    ),
                ),
            ],
            options={
                "verbose_name": "检索条目",
                "verbose_name_plural": "检索条目",
                "db_table": "search_document",
            },
        ),
        migrations.CreateModel(
            name="DocumentText",
            fields=[
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="text",
                        serialize=False,
                        to="gongkai_search.document",
                        verbose_name="检索条目",
                    ),
                ),
                ("title", models.TextField(verbose_name="标题")),
                ("document_number", models.TextField(blank=True, verbose_name="文号")),
                ("index_number", models.TextField(blank=True, verbose_name="索引号")),
                ("summary", models.TextField(blank=True, verbose_name="内容概述")),
                ("keywords", models.TextField(blank=True, verbose_name="关键词")),
                ("body", models.TextField(blank=True, verbose_name="正文")),
                (
                    "attachments",
                    models.JSONField(default=list, help_text="[[名称, 文字], …]", verbose_name="附件文字"),
                ),
            ],
            options={
                "verbose_name": "检索文字",
                "verbose_name_plural": "检索文字",
                "db_table": "search_text",
            },
        ),
    ]
