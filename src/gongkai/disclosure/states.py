"""What state an item is in, derived from what is public, what is in review, and what is planned."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import Revision, WorkflowState

from gongkai.disclosure.models import Item


class ItemState(models.TextChoices):
    """What a list says of an item, in one word."""

    DRAFT = "draft", "草稿"
    IN_REVIEW = "in_review", "审核中"
    SENT_BACK = "sent_back", "退回修改"
    SCHEDULED = "scheduled", "待定时公开"
    PUBLIC = "public", "已公开"
    PUBLIC_DRAFT = "public_draft", "已公开，有修改稿"
    PUBLIC_IN_REVIEW = "public_in_review", "已公开，修改稿审核中"
    PUBLIC_SENT_BACK = "public_sent_back", "已公开，修改稿退回"
    FILED = "filed", "已归档（不主动公开）"
    WITHDRAWN = "withdrawn", "已撤回"
    GIVEN_UP = "given_up", "已放弃"

    @property
    def appearance(self) -> str:
        """Its class in office.css."""
        return _APPEARANCE.get(self, "")


_APPEARANCE: dict[str, str] = {
    ItemState.IN_REVIEW: "review",
    ItemState.PUBLIC_IN_REVIEW: "review",
    ItemState.SENT_BACK: "back",
    ItemState.PUBLIC_SENT_BACK: "back",
    ItemState.SCHEDULED: "warn",
    ItemState.PUBLIC: "live",
    ItemState.PUBLIC_DRAFT: "live",
}


_LONG_AGO = datetime.datetime(1970, 1, 2, tzinfo=datetime.UTC)


def derive(item: Item, workflow_status: str, scheduled: bool) -> ItemState:
    """The state of an item from its row, the status of its running review ("" for none) and its schedule."""
    in_review = workflow_status == WorkflowState.STATUS_IN_PROGRESS
    sent_back = workflow_status == WorkflowState.STATUS_NEEDS_CHANGES
    if item.live:
        if in_review:
            return ItemState.PUBLIC_IN_REVIEW
        if sent_back:
            return ItemState.PUBLIC_SENT_BACK
        return ItemState.PUBLIC_DRAFT if item.has_unpublished_changes else ItemState.PUBLIC
    if in_review:
        return ItemState.IN_REVIEW
    if sent_back:
        return ItemState.SENT_BACK
    if scheduled:
        return ItemState.SCHEDULED
    if item.discarded_at:
        return ItemState.GIVEN_UP
    if item.filed_at:
        return ItemState.FILED
    return ItemState.WITHDRAWN if item.withdrawn_at else ItemState.DRAFT


def _running() -> Any:
    return WorkflowState.objects.active().filter(
        base_content_type=ContentType.objects.get_for_model(Item, for_concrete_model=False)
    )


def _planned() -> list[int]:
    """The items that wait for their hour: few, however many there are.

    Asked as a range, because SQLite looks through all revisions for those that are not null; whose they are is
    looked at here, because it would else go by the content type, which nearly all revisions have.
    """
    content_type = ContentType.objects.get_for_model(Item, for_concrete_model=False)
    rows = Revision.objects.filter(approved_go_live_at__gt=_LONG_AGO)
    return [
        int(key)
        for key, kind in rows.values_list("object_id", "base_content_type_id")
        if kind == content_type.pk
    ]


def states_of(items: Iterable[Item]) -> dict[int, ItemState]:
    """The states of the items on a page, by primary key, in two queries however many they are."""
    rows = list(items)
    keys = [str(item.pk) for item in rows]
    running = dict(_running().filter(object_id__in=keys).values_list("object_id", "status"))
    content_type = ContentType.objects.get_for_model(Item, for_concrete_model=False)
    planned = set(
        Revision.objects.filter(
            base_content_type=content_type, object_id__in=keys, approved_go_live_at__isnull=False
        ).values_list("object_id", flat=True)
    )
    return {item.pk: derive(item, running.get(str(item.pk), ""), str(item.pk) in planned) for item in rows}


def in_state(items: Any, state: str) -> Any:
    """Narrow a queryset of items to a state. The reviews that run are few, however many items there are."""
    running = dict(_running().values_list("object_id", "status"))
    in_review = [int(key) for key, status in running.items() if status == WorkflowState.STATUS_IN_PROGRESS]
    sent_back = [int(key) for key, status in running.items() if status == WorkflowState.STATUS_NEEDS_CHANGES]
    planned = _planned()
    at_rest = items.exclude(pk__in=[*in_review, *sent_back])
    proactive = at_rest.filter(live=True, openness="proactive")
    resting = at_rest.filter(live=False, discarded_at__isnull=True).exclude(pk__in=planned)
    narrowed = {
        ItemState.IN_REVIEW: items.filter(pk__in=in_review, live=False),
        ItemState.PUBLIC_IN_REVIEW: items.filter(pk__in=in_review, live=True),
        ItemState.SENT_BACK: items.filter(pk__in=sent_back, live=False),
        ItemState.PUBLIC_SENT_BACK: items.filter(pk__in=sent_back, live=True),
        ItemState.SCHEDULED: at_rest.filter(live=False, pk__in=planned),
        ItemState.PUBLIC: proactive.filter(has_unpublished_changes=False),
        ItemState.PUBLIC_DRAFT: proactive.filter(has_unpublished_changes=True),
        ItemState.FILED: resting.filter(filed_at__isnull=False),
        ItemState.GIVEN_UP: items.filter(discarded_at__isnull=False),
        ItemState.WITHDRAWN: resting.filter(filed_at__isnull=True, withdrawn_at__isnull=False),
        ItemState.DRAFT: resting.filter(filed_at__isnull=True, withdrawn_at__isnull=True),
    }
    return narrowed[ItemState(state)]
