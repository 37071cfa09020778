from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from gongkai.acts.append_only import AppendOnly
from gongkai.disclosure.triggers import GuardPublication


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("disclosure", "0003_stored_files"),
        ("register", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations: ClassVar = [
        AppendOnly("disclosure_storedfile", "disclosure_inspection"),
        GuardPublication(),
    ]
