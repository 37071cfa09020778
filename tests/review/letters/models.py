"""A letter, such as a reply to an applicant will be: reviewed three times, sent out when it is cleared."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.db import models
from wagtail.models import DraftStateMixin, LockableMixin, Revision, RevisionMixin, WorkflowMixin

from gongkai.acts.action import Refused
from gongkai.agencies.models import Agency
from gongkai.review.models import Decision
from gongkai.review.rules import cleared
from gongkai.review.subject import Reviewed

SECRET = "510422199001011234"


@dataclass(frozen=True)
class Finding:
    fingerprint: str
    rule: str = "personal_data"
    severity: str = "blocking"
    message: str = "正文中有身份证号码。"


class Letter(Reviewed, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model):
    agency = models.ForeignKey(Agency, verbose_name="机关", on_delete=models.PROTECT, related_name="+")
    title = models.CharField("标题", max_length=300)
    text = models.TextField("正文", blank=True)
    sent = models.BooleanField("已发出", default=False)
    confirmed = models.BooleanField("已补审", default=False)

    class Meta:
        verbose_name = "函件"

    def __str__(self) -> str:
        return self.title

    def content_hash(self, revision: Revision) -> str:
        content = json.dumps([revision.content["title"], revision.content["text"]])
        return hashlib.new("sm3", content.encode()).hexdigest()

    def review_findings(self) -> list[Finding]:
        text = self.get_latest_revision().content["text"]
        found = [Finding("hint", severity="hint", message="可以更短。")]
        return [*found, Finding(hashlib.sha256(text.encode()).hexdigest())] if SECRET in text else found

    def on_cleared(self, decision: Decision) -> None:
        if "不能发出" in self.get_latest_revision().content["text"]:
            raise Refused("这封函件现在不能发出，请改日再办。")
        assert cleared(self, decision.revision_id) is not None
        self.get_latest_revision().publish(user=decision.person, skip_permission_checks=True)
        type(self).objects.filter(pk=self.pk).update(sent=True)

    def on_emergency_confirmed(self, decision: Decision) -> None:
        type(self).objects.filter(pk=self.pk).update(confirmed=True)

    def on_emergency_rejected(self, decision: Decision) -> None:
        type(self).objects.filter(pk=self.pk).update(sent=False, live=False)

    def write(self, text: str, by: Any) -> Revision:
        """Save a draft."""
        self.text = text
        return self.save_revision(user=by)
