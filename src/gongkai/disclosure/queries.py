"""Named sets of items. `visible_to` is the one predicate of who may read an item, used by every way to read one.

`visible_to` narrows a set, `may_read` asks it of one item: they stand together and say the same.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from gongkai.agencies.powers import Powers
from gongkai.disclosure import guard
from gongkai.statute.metadata import Openness

if TYPE_CHECKING:
    from gongkai.disclosure.models import Item


class ItemQuerySet(models.QuerySet[Any]):
    """Items, narrowed by who looks and by what is to be done."""

    def public(self) -> ItemQuerySet:
        """What anybody may read now: live, and open to all. A row that is live is its published version."""
        return self.filter(live=True, openness=Openness.PROACTIVE)

    def visible_to(self, powers: Powers) -> ItemQuerySet:
        """What someone with these powers may read: the public, his own bodies', those he supervises; all, if he audits."""
        if powers.audits:
            return self.all()
        readable = Q(live=True, openness=Openness.PROACTIVE) | Q(agency_id__in=powers.agency_ids)
        for path in powers.supervised_paths:
            readable |= Q(agency__path__startswith=path)
        return self.filter(readable)

    def kept(self) -> ItemQuerySet:
        """Without drafts that were given up."""
        return self.filter(discarded_at__isnull=True)

    def withdrawn(self) -> ItemQuerySet:
        """What was public and is not any more: each has a tombstone."""
        return self.filter(live=False, withdrawn_at__isnull=False)

    def interpreting(self, item: Item) -> ItemQuerySet:
        """The public interpretations of a document."""
        return self.public().filter(interprets=item.pk)

    def with_validity(self, day: datetime.date) -> ItemQuerySet:
        """Each with `validity_then`: what the last change up to the day made of it, None when there was none."""
        changes = self.model.validity_changes.rel.related_model.objects
        last = changes.filter(item=OuterRef("pk"), on__lte=day).order_by("-on", "-pk")
        return self.annotate(validity_then=Subquery(last.values("validity")[:1]))

    def due_to_expire(self, now: datetime.datetime) -> ItemQuerySet:
        """Public, and past the moment up to which they were approved to be."""
        return self.filter(live=True, expire_at__lte=now).order_by("expire_at", "pk")

    def update(self, **fields: Any) -> int:
        """As Django's, but for what only the register may change.

        Raises:
            guard.NotRegistered: for the state of publication, and for content of public items.
        """
        guard.refuse_fields(fields, any_live=self._touches_live())
        return super().update(**fields)

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], batch_size: int | None = None) -> int:
        """As Django's, with the refusals of `update`.

        Raises:
            guard.NotRegistered: as `update`.
        """
        objects, names = list(objs), list(fields)
        touched = self.model._base_manager.filter(pk__in=[item.pk for item in objects], live=True)
        guard.refuse_fields(names, any_live=touched.exists())
        return super().bulk_update(objects, names, batch_size)

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """As Django's, for drafts.

        Raises:
            guard.NotRegistered: when one of them claims to be public.
        """
        objects = list(objs)
        if any(item.live for item in objects):
            raise guard.NotRegistered(guard.NOT_ENTERED)
        return super().bulk_create(objects, *args, **kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused.

        Raises:
            guard.NotRegistered: always; drafts are given up by `DiscardDraft`, what is public is withdrawn.
        """
        raise guard.NotRegistered(guard.NOT_DELETED)

    def _touches_live(self) -> bool:
        return self.order_by().filter(live=True).exists() if not self.query.is_sliced else True


def is_public(item: Item) -> bool:
    """Whether anybody may read the item, which must be a row as it is stored."""
    return bool(item.live) and item.openness == Openness.PROACTIVE


def may_read(powers: Powers, item: Item) -> bool:
    """Whether someone with these powers may read the item and its drafts: `visible_to` asked of one row."""
    return is_public(item) or powers.reads(item.agency)


def may_read_draft(powers: Powers, item: Item) -> bool:
    """Whether someone with these powers may read what is not, or not yet, public of the item."""
    return powers.reads(item.agency)
