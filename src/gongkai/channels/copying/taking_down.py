"""What is withdrawn goes out of the copy with the act: the process that did it replaces the item's files when it commits.

So it does with whatever has the item's text beside that of others (`carriers`). What shows no more than its title
follows within a second. When the folder cannot be written, or lies on another machine, the act holds all the same;
the change is noted in the database and is followed as soon as it can be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import structlog
from django.db import DatabaseError, transaction

from gongkai.acts.signals import performed
from gongkai.channels import addresses, pages
from gongkai.channels.changes import everything_noted, note_item
from gongkai.channels.copying import folder as folders
from gongkai.channels.copying import standing
from gongkai.channels.copying.carriers import (
    FILES,
    former_addresses,
    keys_at,
    own_addresses,
    shared_addresses,
)
from gongkai.channels.copying.folder import Busy, Folder
from gongkai.channels.copying.writing import CannotWrite, Failure, Writer, write
from gongkai.channels.pages import Key, Source
from gongkai.disclosure import guard
from gongkai.disclosure.actions.conceal import Conceal
from gongkai.disclosure.actions.publish import Publish
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import Item, StoredFile
from gongkai.front.layout import INDEX, META, NotInCopy, address_of, path_of, read_meta
from gongkai.register.models import Entry

log = structlog.get_logger(__name__)

PATIENCE: Final = 2.0
_GONE: Final = 410


def connect() -> None:
    """Listen to all acts."""
    performed.connect(_heard, dispatch_uid="channels.copying.taking_down")


def _heard(sender: Any, act: Any, **kwargs: Any) -> None:
    if isinstance(act, Withdraw | Publish | Conceal):
        item_id, less = act.subject.pk, not isinstance(act, Publish)

        def committed() -> None:  # no `partial`: Django asks what fails for its __qualname__
            now(item_id, shows_less=less)

        transaction.on_commit(committed, robust=True)


def now(item_id: int, *, shows_less: bool) -> None:
    """Have the copy show of the item only what is public. What cannot be written is logged, and stays noted.

    `shows_less`: it was withdrawn, or of its past less is to be seen (`disclosure.models.Concealment`). Otherwise it
    was published, and may have lost a file.
    """
    folder = folders.current()
    try:
        if folder is None or not folder.exists or not (shows_less or _was_public_before(item_id)):
            return
        with _alone_if_possible(folder) as alone:
            # Also when nobody else has the folder: one who went past it may be writing what he read before.
            # On a full disk nobody is told; who follows has the change noted all the same.
            with suppress(OSError):
                folder.tell(item_id)
            try:
                with writing(folder, durable=True, past=not alone) as writer:
                    _show_what_is_public(writer, item_id, shows_less)
            finally:
                # Who went past wrote what he had read before others wrote; he who follows writes that once more.
                if not alone:
                    note_item(item_id)
    except (OSError, DatabaseError) as error:
        log.exception("not_taken_down", item=item_id, reason=str(error))


def _show_what_is_public(writer: Writer, item_id: int, shows_less: bool) -> None:
    if shows_less:
        set_right(writer, [item_id])
    else:
        _files_anew(writer, item_id)
        _leave_former_addresses(writer, Item.objects.select_related("agency").get(pk=item_id))


@contextmanager
def _alone_if_possible(folder: Folder) -> Iterator[bool]:
    """Wait for who writes, but not for one who hangs: taking away is right whatever he does. Gives whether it is so."""
    with ExitStack() as stack:
        try:
            stack.enter_context(folder.alone(PATIENCE))
            alone = True
        except Busy:
            log.warning("folder_held", folder=str(folder.root))
            alone = False
        yield alone


@contextmanager
def writing(folder: Folder, *, durable: bool = False, past: bool = False) -> Iterator[Writer]:
    """A writer, who may put back what was taken away past him: before he ends, he sees to what he was told of.

    `past`: he has not the folder himself, but goes past who has.
    """
    with folder.hearing() as told, Writer(folder, durable, past) as writer:
        yield writer
        while items := told():
            set_right(writer, items)


def set_right(writer: Writer, item_ids: Iterable[int]) -> None:
    """Have whatever has the text of these items show only what is public of it; what cannot be written goes for now.

    Raises:
        OSError: when the folder does not let go of it.
        OperationalError, InterfaceError: when the database does not answer.
    """
    gone, public = _gone_and_public(item_ids)
    for item in gone:
        _take_away(writer, item)
    for item in (*gone, *public):
        _anew_or_gone(writer, _with_older_pages(writer, item, shared_addresses(item)), _remove)
    for item in (*gone, *public):
        _own_anew(writer, item)
    for item in public:
        _leave_former_addresses(writer, item)


def take_down(writer: Writer, item_ids: Iterable[int]) -> list[Failure]:
    """Remove the files of items that are not public, then put their tombstones there, if they can be written.

    Of what is public, remove what stands at former addresses. The caller holds the lock.

    Raises:
        OSError: when the folder does not let go of them.
        OperationalError, InterfaceError: when the database does not answer.
    """
    gone, public = _gone_and_public(item_ids)
    for item in gone:
        _take_away(writer, item)
    # Until the building has ended that a new name asked for; then nothing stands there any more.
    for item in public if everything_noted() else ():
        _leave_former_addresses(writer, item)
    return [failure for item in gone for failure in _own_anew(writer, item)]


def _gone_and_public(item_ids: Iterable[int]) -> tuple[list[Item], list[Item]]:
    """Those of the items that were public and are not any more, and those that are."""
    ids = set(item_ids)
    public = set(Item.objects.public().filter(pk__in=ids).values_list("pk", flat=True))
    ever = Item._base_manager.filter(pk__in=ids, first_published_at__isnull=False).select_related("agency")
    items = list(ever)
    return [item for item in items if item.pk not in public], [item for item in items if item.pk in public]


def _take_away(writer: Writer, item: Item) -> None:
    """Remove what has the item's text alone. Before anything is written: a full disk takes no tombstone."""
    for address in own_addresses(item):
        _empty(writer, address)
    for stored in StoredFile.objects.filter(item=item):
        _remove(writer, addresses.file(stored))
    _leave_former_addresses(writer, item)


def _own_anew(writer: Writer, item: Item) -> list[Failure]:
    """The item's own files and pages, written as they are now; files first, of which some only have to go."""
    failures = _files_anew(writer, item.pk)
    return failures + _anew_or_gone(writer, own_addresses(item), _remove_all)


def _anew_or_gone(
    writer: Writer, wanted: Sequence[str], remove: Callable[[Writer, str], None]
) -> list[Failure]:
    """What shows too much, written as it is now. What cannot be rendered or written goes for now, a tombstone too."""
    failures: list[Failure] = []
    for source, keys in keys_at(wanted):
        failed = {failure.key: failure for failure in _written(writer, source, list(keys))}
        failures += failed.values()
        for address in wanted:
            if failed and source.at(address) in failed:
                remove(writer, address)
    return failures


def _written(writer: Writer, source: Source, keys: Sequence[Key]) -> list[Failure]:
    """As `write`, but that all failed where nothing can be written: something is still to be taken away."""
    try:
        return write(writer, source, keys)
    except CannotWrite as error:
        log.error("not_written_anew", source=source.name, reason=str(error))
        return [Failure(source.name, key, str(error)) for key in keys]


def _was_public_before(item_id: int) -> bool:
    """Whether this was not its first publication: only then there may be something to remove."""
    entries = Entry.objects.filter(
        subject_type=guard.SUBJECT_TYPE, subject_id=item_id, kind__in=guard.PUBLISHING
    )
    return len(entries.values_list("pk", flat=True)[:2]) > 1


def _files_anew(writer: Writer, item_id: int) -> list[Failure]:
    return [
        failure
        for source in pages.sources()
        if source.name == FILES
        for failure in _written(writer, source, [item_id])
    ]


def _leave_former_addresses(writer: Writer, item: Item) -> None:
    """Remove what the item has where it stood while its body or column was called otherwise: nothing keeps that up to date."""
    for edition in ("", addresses.ELDER):
        stands_now = standing.folder_of(writer.folder, f"{edition}{addresses.item(item)}")
        anywhere = path_of(f"{edition}{addresses.item_at('*', item.pk)}")
        for place in writer.folder.public.glob(anywhere.removesuffix(f"/{INDEX}")):
            if place != stands_now:
                for path, _ in standing.files_in(writer.folder, place):
                    writer.remove(path)
    # Nothing is there any more, or another's, which by now has that name.
    _anew_or_gone(writer, _with_older_pages(writer, item, former_addresses(item)), _remove)


def _with_older_pages(writer: Writer, item: Item, shared: list[str]) -> list[str]:
    """These addresses, and the older pages of lists below them that show the item: a column's have its summary.

    By what is there: on which page it stands has changed with every withdrawal whose lists were not written yet.
    """
    link = f"/{addresses.ITEMS}/{item.pk}/".encode()
    lists = (address for address in shared if address.endswith("/"))
    older = (
        path
        for address in lists
        for path, place in standing.files_at(writer.folder, address)
        if standing.has(place, link)
    )
    return [*shared, *map(address_of, older)]


def _empty(writer: Writer, address: str) -> None:
    """Remove what stands at the address and below it, but for what is a tombstone already."""
    for path, place in standing.files_at(writer.folder, address):
        _remove_unless_gone(writer, path, place)


def _remove_all(writer: Writer, address: str) -> None:
    """Remove what stands at the address and below it."""
    for path, _ in standing.files_at(writer.folder, address):
        writer.remove(path)


def _remove_unless_gone(writer: Writer, path: str, place: Path) -> None:
    meta = place.with_name(place.name + META)
    try:
        status, _ = read_meta(path, meta.read_bytes())
    except (OSError, ValueError, TypeError, AttributeError):
        status = 0
    if status != _GONE:
        writer.remove(path)


def _remove(writer: Writer, address: str) -> None:
    try:
        writer.remove(path_of(address))
    except NotInCopy:
        return
