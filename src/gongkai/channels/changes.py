"""Which acts change what the public sees, noted with the act itself, so that neither a crash nor a stop loses one."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from gongkai.acts.signals import performed
from gongkai.agencies.actions import (
    AddPost,
    ChangeAccount,
    ChangeAgency,
    ChangePost,
    CloseAgency,
    ClosePost,
    EndAppointment,
    HandOver,
    SetUpAgency,
    TakeUp,
)
from gongkai.agencies.models import Agency, Appointment, Person
from gongkai.channels.models import PendingChange
from gongkai.channels.pages import Changes
from gongkai.disclosure.actions.change_settings import ChangeCatalogueEntry, ChangeColumn
from gongkai.disclosure.actions.conceal import Conceal
from gongkai.disclosure.actions.publish import Publish
from gongkai.disclosure.actions.set_up import SetUpDisclosure
from gongkai.disclosure.actions.validity import ChangeValidity
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.reports.actions import RecordReport

OF_ITEMS: tuple[type, ...] = (Publish, Withdraw, ChangeValidity, Conceal, RecordReport)
OF_BODIES: tuple[type, ...] = (
    SetUpAgency,
    ChangeAgency,
    CloseAgency,
    SetUpDisclosure,
    ChangeColumn,
    ChangeCatalogueEntry,
    AddPost,
    ChangePost,
    ClosePost,
    TakeUp,
    HandOver,
    EndAppointment,
    ChangeAccount,
)
"""Acts on what a body shows of itself: its data, columns, catalogue, posts, who holds them and what he is called."""


def note(sender: Any, act: Any, **kwargs: Any) -> None:
    """Note what the act changed for readers. Drafts and reviews change nothing for them."""
    subject = act.subject
    if isinstance(act, OF_ITEMS):
        note_item(subject.pk)
        return
    if _concerns_everything(act):
        note_everything()
    if isinstance(act, OF_BODIES):
        PendingChange.objects.bulk_create(PendingChange(agency_id=body) for body in _bodies_of(act))


def note_item(item_id: int) -> None:
    """Have all pages that the item touches looked at once more."""
    PendingChange.objects.create(item_id=item_id)


def note_everything(now: datetime.datetime | None = None) -> None:
    """Have all pages looked at again: what a new day changes by itself (posts taken up, documents lapsed)."""
    PendingChange.objects.create()


def everything_noted() -> list[int]:
    """The notes that ask to look at everything."""
    return list(PendingChange.objects.filter(item_id=None, agency_id=None).values_list("pk", flat=True))


def forget(notes: Sequence[int]) -> None:
    """Remove notes that were followed."""
    PendingChange.objects.filter(pk__in=notes).delete()


def leave_to_building() -> None:
    """Have whoever builds everything follow what is noted as well: for a copy in which nothing stands yet."""
    with transaction.atomic():
        # One statement: a note that it does not see stays, whether or not whoever builds will see its change.
        PendingChange.objects.all().delete()
        note_everything()


def connect() -> None:
    """Listen to all acts."""
    performed.connect(note, dispatch_uid="channels.changes")


def changes_of(rows: Sequence[PendingChange]) -> Changes:
    """Many notes as one."""
    return Changes(
        items=frozenset(row.item_id for row in rows if row.item_id),
        agencies=frozenset(row.agency_id for row in rows if row.agency_id and not row.item_id),
        everything=any(row.item_id is None and row.agency_id is None for row in rows),
    )


def _concerns_everything(act: Any) -> bool:
    """Whether it changed what stands on every page, or left pages behind at former addresses, which have to go."""
    subject = act.subject
    if isinstance(act, ChangeAgency):
        return subject.is_root() or "short_name" in act.changed
    return isinstance(act, ChangeColumn) and act.before.get("slug", subject.slug) != subject.slug


def _bodies_of(act: Any) -> set[int]:
    """The bodies whose public face an act of `OF_BODIES` may change."""
    subject = act.subject
    if isinstance(act, SetUpAgency):
        return {act.agency.pk}
    if isinstance(subject, Agency):
        return {subject.pk}
    if isinstance(subject, Person):
        return set(Appointment.objects.filter(person=subject).values_list("post__agency", flat=True))
    return {getattr(subject, "post", subject).agency_id}
