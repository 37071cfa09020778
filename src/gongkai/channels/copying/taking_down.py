"""What is withdrawn goes out of the copy with the act: the process that did it replaces the item's files when it commits.

The rest (lists, home pages, feeds) follows within a second. When the folder cannot be written, or lies on another
machine, the act holds all the same; the change is noted in the database and is followed as soon as it can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

import structlog
from django.db import DatabaseError, transaction

from gongkai.acts.signals import performed
from gongkai.channels import addresses, pages
from gongkai.channels.copying import folder as folders
from gongkai.channels.copying.folder import Busy, Folder
from gongkai.channels.copying.writing import CannotWrite, Failure, Writer, write
from gongkai.channels.pages import Source
from gongkai.disclosure import guard
from gongkai.disclosure.actions.conceal import Conceal
from gongkai.disclosure.actions.publish import Publish
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import Item, StoredFile
from gongkai.front.layout import GZIP, META, NotInCopy, path_of, read_meta
from gongkai.register.models import Entry
from gongkai.reports.models import PublishedReport

log = structlog.get_logger(__name__)

PATIENCE: Final = 2.0
FILES: Final = "files"
_GONE: Final = 410


def connect() -> None:
    """Listen to all acts."""
    performed.connect(_heard, dispatch_uid="channels.copying.taking_down")


def _heard(sender: Any, act: Any, **kwargs: Any) -> None:
    if isinstance(act, Withdraw):
        transaction.on_commit(partial(now, act.subject.pk, withdrawn=True))
    elif isinstance(act, Publish):
        transaction.on_commit(partial(now, act.subject.pk, withdrawn=False))
    elif isinstance(act, Conceal):
        transaction.on_commit(partial(now, act.subject.pk, concealed=True))


def now(item_id: int, *, withdrawn: bool = False, concealed: bool = False) -> None:
    """Have the copy show of the item only what is public. Never raises: what fails is logged, and stays noted.

    `concealed`: what is public stays, but its pages show less of its past (`disclosure.models.Concealment`).
    """
    folder = folders.current()
    try:
        if folder is None or not folder.exists or not (withdrawn or concealed or _was_public_before(item_id)):
            return
        with _alone_if_possible(folder), Writer(folder, durable=True) as writer:
            if withdrawn:
                take_down(writer, [item_id])
            elif concealed:
                _own_anew(writer, Item.objects.select_related("agency").get(pk=item_id))
            else:
                _files_only(writer, item_id)
    except (OSError, CannotWrite, DatabaseError) as error:
        log.exception("not_taken_down", item=item_id, reason=str(error))


@contextmanager
def _alone_if_possible(folder: Folder) -> Iterator[None]:
    """Wait for who writes, but not for one who hangs: taking away is right whatever he does.

    Should he put back what he had rendered before, the note of the change is still there and he finds it next.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(folder.alone(PATIENCE))
        except Busy:
            log.warning("folder_held", folder=str(folder.root))
        yield


def take_down(writer: Writer, item_ids: Iterable[int]) -> list[Failure]:
    """Remove the files of items that are not public, then put their tombstones there. The caller holds the lock.

    Raises:
        CannotWrite, OSError: when the folder takes nothing.
        OperationalError, InterfaceError: when the database does not answer.
    """
    failures = []
    public = set(Item.objects.public().filter(pk__in=item_ids).values_list("pk", flat=True))
    gone = Item._base_manager.filter(pk__in=set(item_ids) - public, first_published_at__isnull=False)
    for item in gone.select_related("agency"):
        for address in _own_addresses(item):
            _empty(writer, address)
        for stored in StoredFile.objects.filter(item=item):
            _remove(writer, addresses.file(stored))
        failures += _own_anew(writer, item)
    return failures


def _own_anew(writer: Writer, item: Item) -> list[Failure]:
    """The item's own pages and files, written as they are now."""
    failures, own = [], _own_addresses(item)
    for source in pages.sources():
        keys = {key for address in own if (key := source.at(address)) is not None}
        if source.name == FILES:
            keys.add(item.pk)
        if keys:
            failures += write(writer, source, list(keys))
    return failures


def _own_addresses(item: Item) -> list[str]:
    """What shows this item alone: its pages, and those of the annual reports that went out with it."""
    reports = PublishedReport.objects.of_items(frozenset({item.pk})).select_related("agency")
    return [
        *addresses.of_item(item),
        *(address for each in reports for address in addresses.of_report(each.agency, each.year)),
    ]


def _was_public_before(item_id: int) -> bool:
    """Whether this was not its first publication: only then there may be something to remove."""
    entries = Entry.objects.filter(
        subject_type=guard.SUBJECT_TYPE, subject_id=item_id, kind__in=guard.PUBLISHING
    )
    return len(entries.values_list("pk", flat=True)[:2]) > 1


def _files_only(writer: Writer, item_id: int) -> None:
    source: Source | None = next((each for each in pages.sources() if each.name == FILES), None)
    if source is not None:
        write(writer, source, [item_id])


def _empty(writer: Writer, address: str) -> None:
    """Remove what stands at the address and below it, but for what is a tombstone already."""
    try:
        path = path_of(address)
    except NotInCopy:
        return
    place = writer.folder.public / path
    if not address.endswith("/"):
        _remove_unless_gone(writer, path, place)
        return
    for each in sorted(place.parent.rglob("*")):
        if each.is_file() and not each.name.endswith((GZIP, META)):
            _remove_unless_gone(writer, each.relative_to(writer.folder.public).as_posix(), each)


def _remove_unless_gone(writer: Writer, path: str, place: Path) -> None:
    meta = place.with_name(place.name + META)
    try:
        status, _ = read_meta(path, meta.read_bytes())
    except (OSError, ValueError):
        status = 0
    if status != _GONE:
        writer.remove(path)


def _remove(writer: Writer, address: str) -> None:
    try:
        writer.remove(path_of(address))
    except NotInCopy:
        return
