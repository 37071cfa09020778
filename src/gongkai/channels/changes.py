"""Which acts change what the public sees, noted with the act itself, so that neither a crash nor a stop loses one."""

from __future__ import annotations

import datetime
from typing import Any

from gongkai.acts.signals import performed
from gongkai.agencies.actions import ChangeAgency, SetUpAgency
from gongkai.agencies.models import Agency
from gongkai.channels.models import PendingChange
from gongkai.channels.pages import Changes
from gongkai.disclosure.actions.conceal import Conceal
from gongkai.disclosure.actions.publish import Publish
from gongkai.disclosure.actions.validity import ChangeValidity
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import CatalogueEntry, Column, Item
from gongkai.reports.actions import RecordReport

OF_ITEMS: tuple[type, ...] = (Publish, Withdraw, ChangeValidity, Conceal, RecordReport)


def note(sender: Any, act: Any, **kwargs: Any) -> None:
    """Note what the act changed for readers. Drafts and reviews change nothing for them."""
    subject = act.subject
    if isinstance(act, OF_ITEMS):
        PendingChange.objects.create(item_id=subject.pk)
        return
    if isinstance(act, ChangeAgency) and subject.is_root():
        note_everything()  # its name and how to reach it stand on every page
        return
    body = act.agency.pk if isinstance(act, SetUpAgency) else _body_of(subject)
    if body is not None:
        PendingChange.objects.create(agency_id=body)


def note_everything(now: datetime.datetime | None = None) -> None:
    """Have all pages looked at again: what a new day changes by itself (posts taken up, documents lapsed)."""
    PendingChange.objects.create()


def connect() -> None:
    """Listen to all acts."""
    performed.connect(note, dispatch_uid="channels.changes")


def changes_of(rows: list[PendingChange]) -> Changes:
    """Many notes as one."""
    return Changes(
        items=frozenset(row.item_id for row in rows if row.item_id),
        agencies=frozenset(row.agency_id for row in rows if row.agency_id and not row.item_id),
        everything=any(row.item_id is None and row.agency_id is None for row in rows),
    )


def _body_of(subject: Any) -> int | None:
    """The body whose public face an act on this may change: its data, columns, catalogue, posts and who holds them."""
    if isinstance(subject, Item):
        return None
    if isinstance(subject, Agency):
        return subject.pk
    if isinstance(subject, (Column, CatalogueEntry)):
        return subject.agency_id
    post = getattr(subject, "post", subject)
    agency_id: int | None = getattr(post, "agency_id", None)
    return agency_id
