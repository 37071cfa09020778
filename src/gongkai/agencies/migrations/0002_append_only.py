from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from gongkai.acts.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies: ClassVar = [("agencies", "0001_initial")]

    operations: ClassVar = [
        AppendOnly(
            "agencies_appointment",
            "agencies_appointmentend",
            "agencies_delegation",
            "agencies_delegationend",
            "agencies_training",
            "agencies_trainingattendance",
            "agencies_assessment",
        )
    ]
