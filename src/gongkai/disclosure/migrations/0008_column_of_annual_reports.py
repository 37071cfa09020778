from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

NAME, SLUG, KIND = "政府信息公开年报", "nb", "annual_report"
KEYWORDS = "年度报告 政府信息公开 年报"


def add_columns(apps: Any, schema_editor: Any) -> None:
    """Every body that has columns gets that of the annual reports; one that has it by name keeps its own."""
    Column = apps.get_model("disclosure", "Column")
    Column.objects.filter(name=NAME).update(kind=KIND)
    have = Column.objects.filter(name=NAME) | Column.objects.filter(slug=SLUG)
    lacking = (
        Column.objects.filter(agency__in_service=True)
        .exclude(agency__level="village")
        .exclude(agency__in=have.values("agency"))
        .order_by("agency_id")
        .values_list("agency_id", flat=True)
        .distinct()
    )
    Column.objects.bulk_create(
        Column(
            agency_id=agency_id,
            name=NAME,
            slug=SLUG,
            kind=KIND,
            keywords=KEYWORDS,
            update_every_days=365,
            rank=25,
        )
        for agency_id in lacking
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("disclosure", "0007_annual_reports")]

    operations: ClassVar = [migrations.RunPython(add_columns, migrations.RunPython.noop)]
