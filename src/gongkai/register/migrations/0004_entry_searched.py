from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("register", "0003_chain_head_and_verification")]

    operations: ClassVar = [
        migrations.AddIndex(
            "entry",
            models.Index(
                fields=[
                    "sequence",
                    "agency",
                    "kind",
                    "column_kind",
                    "public_at",
                    "title",
                    "index_number",
                    "document_number",
                ],
                name="entry_searched",
            ),
        )
    ]
