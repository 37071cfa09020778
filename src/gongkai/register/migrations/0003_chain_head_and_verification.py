from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from gongkai.acts.append_only import AppendOnly

BEGINNING = "0" * 64
REPLACED = "append-only: rows of this table are never replaced"
# On SQLite, INSERT OR REPLACE takes the old row away without asking the trigger of DELETE.
UNIQUE = {
    "register_entry": ("id", "sequence", "entry_hash"),
    "register_checkpoint": ("id", "day"),
    "register_verification": ("id",),
}


def set_head(apps: Any, schema_editor: Any) -> None:
    last = apps.get_model("register", "Entry").objects.order_by("-sequence").first()
    apps.get_model("register", "ChainHead").objects.create(
        pk=1,
        sequence=last.sequence if last else 0,
        entry_hash=last.entry_hash if last else BEGINNING,
    )


def refuse_replacing(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    for table, columns in UNIQUE.items():
        same = " OR ".join(f'"{column}" = NEW."{column}"' for column in columns)
        schema_editor.execute(
            f'CREATE TRIGGER "{table}_no_replace" BEFORE INSERT ON "{table}" '
            f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {same}) '
            f"BEGIN SELECT RAISE(ABORT, '{REPLACED}'); END"
        )


def allow_replacing(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for table in UNIQUE:
            schema_editor.execute(f'DROP TRIGGER IF EXISTS "{table}_no_replace"')


def nothing(apps: Any, schema_editor: Any) -> None:
    """The row goes with its table."""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("register", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.AddField(
            "entry",
            "document_number",
            models.CharField(blank=True, max_length=80, null=True, verbose_name="文号"),
        ),
        *(
            migrations.AddIndex("entry", models.Index(fields=fields, name=name))
            for name, fields in (
                ("entry_agency_sequence", ["agency", "sequence"]),
                ("entry_kind_sequence", ["kind", "sequence"]),
                ("entry_column_sequence", ["column_kind", "sequence"]),
                ("entry_day_sequence", ["public_at", "sequence"]),
            )
        ),
        migrations.CreateModel(
            name="ChainHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveBigIntegerField(default=0, verbose_name="至第几条")),
                ("entry_hash", models.CharField(max_length=64, verbose_name="链首摘要")),
            ],
            options={
                "verbose_name": "链首",
                "verbose_name_plural": "链首",
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_chain_head")],
            },
        ),
        migrations.CreateModel(
            name="Verification",
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
                ("sequence", models.PositiveBigIntegerField(verbose_name="核对至第几条")),
                ("chain_hash", models.CharField(max_length=64, verbose_name="链首摘要")),
                ("whole", models.BooleanField(verbose_name="完好")),
                ("findings", models.JSONField(default=list, verbose_name="发现")),
                ("milliseconds", models.PositiveIntegerField(verbose_name="用时（毫秒）")),
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
            options={"verbose_name": "核对记录", "verbose_name_plural": "核对记录", "ordering": ("-pk",)},
        ),
        migrations.RunPython(set_head, nothing),
        AppendOnly("register_verification"),
        migrations.RunPython(refuse_replacing, allow_replacing),
    ]
