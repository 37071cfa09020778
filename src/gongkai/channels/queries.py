"""Named sets of receipts."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.db.models import Exists, F, OuterRef, Q

from gongkai.acts.facts import FactQuerySet
from gongkai.channels.kinds import PASSING

VOID, CARRIED = "void", "carried"


class ReceiptQuerySet(FactQuerySet):
    """Receipts, narrowed by what is to be done."""

    def effective(self) -> ReceiptQuerySet:
        """Those that count: not corrected since, and not void."""
        return self.filter(correction__isnull=True).exclude(state=VOID)

    def standing(self) -> ReceiptQuerySet:
        """What clerks said of carriers that still carry something: the last word about each of them."""
        later = self.model._default_manager.effective().filter(
            item=OuterRef("item"), channel=OuterRef("channel"), name=OuterRef("name"), pk__gt=OuterRef("pk")
        )
        return self.effective().filter(~Exists(later), automatic=False, state=CARRIED)

    def outlived(self, agency_ids: Collection[int], day: datetime.date) -> ReceiptQuerySet:
        """Standing, but of what was withdrawn, of an older version, or longer than it was to hang.

        What was aired, said or printed does not stand anywhere.
        """
        return (
            self.standing()
            .filter(
                Q(item__live=False) | ~Q(revision_id=F("item__live_revision")) | Q(posting__until_on__lt=day),
                item__agency__in=agency_ids,
            )
            .exclude(channel__in=PASSING)
        )
