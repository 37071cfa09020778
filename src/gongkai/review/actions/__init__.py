"""The acts of a review. Each takes the subject, who acts, and the revision that he has before his eyes."""

from __future__ import annotations

from gongkai.review.actions.approve import Approve
from gongkai.review.actions.base import StaleRevision
from gongkai.review.actions.change_settings import ChangeReviewSettings
from gongkai.review.actions.comment import Comment
from gongkai.review.actions.confirm_emergency import ConfirmEmergency
from gongkai.review.actions.publish_in_emergency import PublishInEmergency
from gongkai.review.actions.recall import Recall
from gongkai.review.actions.reject_emergency import RejectEmergency
from gongkai.review.actions.send_back import SendBack
from gongkai.review.actions.submit import Submit

__all__ = [
    "Approve",
    "ChangeReviewSettings",
    "Comment",
    "ConfirmEmergency",
    "PublishInEmergency",
    "Recall",
    "RejectEmergency",
    "SendBack",
    "StaleRevision",
    "Submit",
]
