"""The app review: 三审."""

from __future__ import annotations

import datetime
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import pre_delete, pre_save

# Wagtail's own letters about its workflow: in English for the most part, and sent while the row is locked. Who has
# to know is told by notices.py.
WAGTAIL_LETTERS = (
    ("workflow_submitted", "workflow_state_submitted_email_notification"),
    ("workflow_rejected", "workflow_state_rejected_email_notification"),
    ("workflow_approved", "workflow_state_approved_email_notification"),
)


def no_letter(**kwargs: Any) -> None:
    """Sits in the place of a letter of Wagtail's."""


class ReviewConfig(AppConfig):
    """三审."""

    name = "gongkai.review"
    label = "review"
    verbose_name = "三审"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take our place at Wagtail's workflow, and have people told what waits for them."""
        from gongkai.acts import jobs
        from gongkai.review.desk import ReviewDesk
        from gongkai.review.models import ReviewTask
        from gongkai.review.notices import tell_now
        from gongkai.review.workflow import guard_deleting, guard_saving

        ReviewTask.desk = ReviewDesk()
        pre_save.connect(guard_saving, dispatch_uid="review_workflow_saving")
        pre_delete.connect(guard_deleting, dispatch_uid="review_workflow_deleting")
        jobs.register("review.notices", tell_now, every=datetime.timedelta(minutes=5))
        self._stop_letters()

    @staticmethod
    def _stop_letters() -> None:
        """Take the places of Wagtail's letters: whoever comes second under the same name is not connected."""
        from wagtail import signals
        from wagtail.models import WorkflowState

        for name, place in WAGTAIL_LETTERS:
            signal = getattr(signals, name)
            signal.disconnect(sender=WorkflowState, dispatch_uid=place)
            signal.connect(no_letter, sender=WorkflowState, dispatch_uid=place, weak=False)
