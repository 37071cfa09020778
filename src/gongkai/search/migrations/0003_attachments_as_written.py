from django.db import migrations, models

import gongkai.search.models


class Migration(migrations.Migration):
    dependencies = [("gongkai_search", "0002_index")]

    operations = [
        migrations.AlterField(
            model_name="documenttext",
            name="attachments",
            field=models.JSONField(
                default=list,
                encoder=gongkai.search.models.AsWritten,
                help_text="[[名称, 文字], …]",
                verbose_name="附件文字",
            ),
        ),
    ]
