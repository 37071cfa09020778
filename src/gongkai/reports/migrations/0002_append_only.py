from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from gongkai.acts.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies: ClassVar = [("reports", "0001_initial")]

    operations: ClassVar = [AppendOnly("reports_reading", "reports_publishedreport")]
