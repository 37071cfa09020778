import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="PendingChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item_id", models.PositiveBigIntegerField(null=True, verbose_name="信息")),
                ("agency_id", models.PositiveBigIntegerField(null=True, verbose_name="机关")),
                ("since", models.DateTimeField(default=django.utils.timezone.now, verbose_name="发生时间")),
            ],
            options={
                "verbose_name": "待发布的变更",
                "verbose_name_plural": "待发布的变更",
                "ordering": ("pk",),
            },
        ),
    ]
