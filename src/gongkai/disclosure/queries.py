"""Named sets of items. `visible_to` is the one predicate of who may read an item, used by every way to read one."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from gongkai.agencies.powers import Powers


class ItemQuerySet(models.QuerySet[Any]):
    """Items, narrowed by who looks and by what is to be done."""

    def public(self) -> ItemQuerySet:
        """What anybody may read now: live, and open to all."""
        return self.filter(live=True, openness="proactive")

    def visible_to(self, powers: Powers) -> ItemQuerySet:
        """What someone with these powers may read: the public, his own bodies', those he supervises; all, if he audits."""
        if powers.audits:
            return self.all()
        readable = Q(live=True, openness="proactive") | Q(agency_id__in=powers.agency_ids)
        for path in powers.supervised_paths:
            readable |= Q(agency__path__startswith=path)
        return self.filter(readable)
