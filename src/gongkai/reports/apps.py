"""The app reports: 年度报告."""

from __future__ import annotations

import datetime
from importlib import import_module

from django.apps import AppConfig

from gongkai.acts import jobs
from gongkai.acts.signals import performed

EVERY_TEN_MINUTES = datetime.timedelta(minutes=10)


class ReportsConfig(AppConfig):
    """年度报告."""

    name = "gongkai.reports"
    label = "reports"
    verbose_name = "年度报告"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Drafts know how their reports are read; a publication notes which report went out with it."""
        drafts = import_module("gongkai.disclosure.drafts")
        in_drafts = import_module("gongkai.reports.in_drafts")
        drafts.read_reports_with(in_drafts.reports_of_draft)
        publishing = import_module("gongkai.reports.publishing")
        performed.connect(publishing.follow, dispatch_uid="reports.publishing")
        jobs.register("reports.catch_up", publishing.catch_up, EVERY_TEN_MINUTES)
