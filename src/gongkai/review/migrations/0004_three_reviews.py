from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

NAME = "三审"
STAGES = (("first", "初审"), ("second", "再审"), ("final", "终审"))


def make(apps: Any, schema_editor: Any) -> None:
    """The workflow of the three reviews, with its three tasks in their order."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="review", model="reviewtask"
    )
    tasks = apps.get_model("review", "ReviewTask").objects
    places = apps.get_model("wagtailcore", "WorkflowTask").objects
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=NAME, active=True)
    for number, (stage, label) in enumerate(STAGES):
        task = tasks.create(name=label, active=True, content_type=content_type, stage=stage)
        places.create(workflow=workflow, task_id=task.pk, sort_order=number)


def remove(apps: Any, schema_editor: Any) -> None:
    """Take it away again."""
    tasks = apps.get_model("review", "ReviewTask").objects
    apps.get_model("wagtailcore", "Workflow").objects.filter(workflow_tasks__task__in=tasks.all()).delete()
    tasks.all().delete()


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("review", "0003_notices_and_authors"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations: ClassVar = [migrations.RunPython(make, remove)]
