from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Choices are not in the database: no table is made anew, and the triggers stay."""

    dependencies: ClassVar = [("register", "0005_kinds_of_channels")]

    operations: ClassVar = [
        migrations.AlterField(
            "entry",
            "kind",
            models.CharField(
                choices=[
                    ("published", "发布"),
                    ("updated", "更新"),
                    ("modified", "修改"),
                    ("corrected", "更正"),
                    ("withdrawn", "撤回"),
                    ("validity", "有效性变更"),
                    ("concealed", "不再显示"),
                    ("confirmed", "紧急发布补审"),
                    ("receipt", "渠道回执"),
                    ("taken_down", "渠道撤下"),
                ],
                max_length=20,
                verbose_name="动作",
            ),
        )
    ]
