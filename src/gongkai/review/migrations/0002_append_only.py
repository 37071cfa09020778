from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from gongkai.acts.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies: ClassVar = [("review", "0001_initial")]

    operations: ClassVar = [
        AppendOnly(
            "review_reviewsettings",
            "review_decision",
            "review_clearance",
        )
    ]
