"""Nothing becomes public, changes while it is public, or vanishes, but by an entry in the register.

`Item.save` and its querysets ask here, so that every way of Wagtail's (its buttons, its commands, `revert`, code in
a shell) meets the same refusal. Triggers of the database (`triggers.py`) refuse the same of raw SQL.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied

from gongkai.acts.action import Refused
from gongkai.disclosure.content_fields import CONTENT_FIELDS, GIVEN_ONCE, STATE_FIELDS
from gongkai.register.models import ChangeKind, Entry

if TYPE_CHECKING:
    from gongkai.disclosure.models import Attachment, Item

SUBJECT_TYPE = "disclosure.item"
PUBLISHING: tuple[str, ...] = (
    ChangeKind.PUBLISHED,
    ChangeKind.UPDATED,
    ChangeKind.MODIFIED,
    ChangeKind.CORRECTED,
)
DECIDING: tuple[str, ...] = (*PUBLISHING, ChangeKind.WITHDRAWN)

NOT_ENTERED = "这一版本没有完成三审并登入台账，不能公开。请在审核页面送审，通过终审后自动公开。"
NOT_WITHDRAWN = "已公开的信息不能直接下线。请用“撤回”，写明理由，经登记后撤回。"
CHANGED_WHILE_LIVE = "已公开的内容不能直接改写。请修改草稿并重新送审，通过终审后更新公开的内容。"
NOT_DELETED = "信息不删除：已公开的请用“撤回”，未公开的草稿请用“放弃草稿”。"


class NotRegistered(Refused, PermissionDenied):
    """A change of what is public without the entry that it needs. Wagtail's screens answer it with 403."""


_with_item: ContextVar[bool] = ContextVar("written_with_its_item", default=False)


@contextlib.contextmanager
def written_with_item() -> Iterator[None]:
    """While an item is saved, its attachments are written with it."""
    token = _with_item.set(True)
    try:
        yield
    finally:
        _with_item.reset(token)


def deciding_entry(item_id: int) -> Entry | None:
    """The last entry that says whether, and in which revision, the item is public."""
    entries = Entry.objects.filter(subject_type=SUBJECT_TYPE, subject_id=item_id, kind__in=DECIDING)
    return entries.order_by("-sequence").first()


def refuse_unregistered(item: Item, stored: Item | None) -> None:
    """Refuse to write the item where the register does not say the same.

    `stored` is the row as it is now, None for a new one.

    Raises:
        NotRegistered: with what to do instead.
    """
    was_live = stored is not None and stored.live
    if not item.live:
        if was_live and not _says_withdrawn(item):
            raise NotRegistered(NOT_WITHDRAWN)
        return
    if stored is None or not was_live or stored.live_revision_id != item.live_revision_id:
        _refuse_unless_entered(item)
    elif item.contents() != stored.contents():
        raise NotRegistered(CHANGED_WHILE_LIVE)


def refuse_fields(fields: Collection[str], any_live: bool) -> None:
    """Refuse to write these fields of many rows at once.

    Raises:
        NotRegistered: for the state of publication always, for content while a row is live.
    """
    names = {name.removesuffix("_id") for name in fields}
    if STATE_FIELDS & names:
        raise NotRegistered(NOT_ENTERED)
    if any_live and (CONTENT_FIELDS | GIVEN_ONCE) & names:
        raise NotRegistered(CHANGED_WHILE_LIVE)


def takes_effect(update_fields: Collection[str] | None) -> bool:
    """Whether a save of these fields (None: of all) can change what readers see."""
    if update_fields is None:
        return True
    names = {name.removesuffix("_id") for name in update_fields}
    return bool(names & (CONTENT_FIELDS | GIVEN_ONCE | STATE_FIELDS))


def refuse_loose_attachment(attachment: Attachment) -> None:
    """Refuse to write an attachment of a public item by itself.

    Raises:
        NotRegistered: when the item is live and is not itself being saved.
    """
    if not _with_item.get() and attachment.item_id and attachment.item.live:
        raise NotRegistered(CHANGED_WHILE_LIVE)


def _says_withdrawn(item: Item) -> bool:
    entry = deciding_entry(item.pk)
    return entry is not None and entry.kind == ChangeKind.WITHDRAWN


def _refuse_unless_entered(item: Any) -> None:
    entry = deciding_entry(item.pk)
    if entry is None or entry.kind not in PUBLISHING or entry.revision_id != item.live_revision_id:
        raise NotRegistered(NOT_ENTERED)
    if item.live_revision is None or item.content_hash(item.live_revision) != item.own_hash():
        raise NotRegistered(NOT_ENTERED)
