"""The whole copy, built: every key of every source, on all cores, changing only what is not as it should be.

It may run while the platform runs: the processes write together, chunk by chunk, and let in between whoever has to
write alone (what follows the changes, what is withdrawn).
"""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final

import structlog
from django.conf import settings
from django.utils import timezone

from gongkai.acts.days import today
from gongkai.acts.unavailable import DATABASE_UNAVAILABLE
from gongkai.channels import pages
from gongkai.channels.carried import awaited, note_carried
from gongkai.channels.copying import folder as folders
from gongkai.channels.copying import placing, statics, status
from gongkai.channels.copying.carriers import carried
from gongkai.channels.copying.folder import Folder, linking_allowed
from gongkai.channels.copying.holding import held
from gongkai.channels.copying.manifest import Manifest
from gongkai.channels.copying.workers import Done, Task, workers
from gongkai.channels.copying.writing import Counts, Failure, Writer
from gongkai.channels.pages import File, Key, Source
from gongkai.disclosure.models import Item
from gongkai.front.layout import GZIP, META, NotInCopy, address_of, path_of
from gongkai.register.checkpoints import key_folder
from gongkai.register.signing import signing_key

log = structlog.get_logger(__name__)

CHUNK: Final = 25
"""Keys that a process takes at a time; it writes them in portions (`holding`)."""
FEW: Final = 400
"""Up to so many keys another process would take longer to start than the work takes."""
_STRAYS_AT_ONCE: Final = 20


class NotOurs(Exception):
    """The folder has something else in it; the text says in Chinese what to do."""


@dataclass
class Built:
    """What a building did."""

    counts: Counts = field(default_factory=Counts)
    failures: list[Failure] = field(default_factory=list)
    html: int = 0
    files: int = 0
    seconds: float = 0.0


Progress = Callable[[int, int], None]
"""Is told how many keys are done, of how many."""


def build(
    folder: Folder,
    jobs: int | None,
    progress: Progress = lambda done, total: None,
    begin: Callable[[], None] | None = None,
) -> Built:
    """Build everything. The caller sees to it that there is one building at a time (`Folder.only_one`).

    Args:
        folder: where.
        jobs: how many processes; None for one a processor, or this one alone where there is little to do.
        progress: told after each chunk.
        begin: called first in each of the processes; a function of a module, so that it can be sent there.

    Raises:
        NotOurs: when the folder was not made by this program.
        CannotWrite: when it takes nothing.
        CannotSign: when the manifest's key cannot be used.
    """
    began, moment = time.monotonic(), timezone.now()
    prepare(folder)
    made_by, day = status.fingerprint(), today().isoformat()
    plan = [(source, list(source.keys())) for source in pages.sources()]
    total = sum(len(keys) for _, keys in plan)
    built, expected, finished = Built(), set[str](), 0
    with folder.alone(), Writer(folder) as writer:
        statics.put(writer)
    _add(built, expected, Done(writer.counts, [], sorted(writer.paths), 0))
    with workers(jobs or (_processors() if total > FEW else 1), begin) as each:
        for source, keys in plan:
            for done in each(_tasks(folder, source, keys)):
                _add(built, expected, done)
                finished += done.keys
                progress(finished, total)
    _remove_strays(folder, expected, built)
    Manifest(folder).renew(signing_key(key_folder()), settings.WAGTAILADMIN_BASE_URL, timezone.now())
    built.html = sum(path.endswith(".html") for path in expected)
    built.files = len(expected)
    built.seconds = time.monotonic() - began
    _note(folder, built, made_by, day, moment)
    return built


def kept_for_another_site(folder: Folder) -> str:
    """The site for which a platform that runs keeps this very copy, when it is not that of the settings; else ""."""
    if not folder.is_busy("follow"):
        return ""
    site = str(status.read(folder).get("followed_for") or "")
    return "" if site == settings.WAGTAILADMIN_BASE_URL else site


def kept_by_another_user(folder: Folder) -> int | None:
    """The number of the user whom the folder belongs to, or the data folder it is to be made in, when that is not us.

    What we write there he could neither change nor take away, also not when it is withdrawn.
    """
    place = folder.root
    if not place.exists() and linking_allowed(folder):
        place = Path(settings.DATA)
    owner = place.stat().st_uid if place.exists() else os.geteuid()
    return owner if owner != os.geteuid() else None


def prepare(folder: Folder) -> None:
    """Make the folder, unless there is one that is somebody else's: what no source has is removed there.

    Raises:
        NotOurs: when it is.
    """
    if folder.public.exists() and not folder.status.exists() and any(folder.public.iterdir()):
        raise NotOurs(f"{folder.public} 里有别的内容，不是本程序做的副本：请换一个空文件夹。")
    folder.prepare()
    if not folder.status.exists():
        status.write(folder)


def _tasks(folder: Folder, source: Source, keys: Iterable[Key]) -> Iterator[Task]:
    left = iter(keys)
    while chunk := tuple(islice(left, CHUNK)):
        yield Task(folder.root, source.name, chunk)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _add(built: Built, expected: set[str], done: Done) -> None:
    built.counts.add(done.counts)
    built.failures += done.failures
    expected.update(done.paths)


def _remove_strays(folder: Folder, expected: set[str], built: Built) -> None:
    """Remove what no source has. It is asked for once more, because something may have been published meanwhile.

    When a page failed, what may be its older version stays.
    """
    strays = sorted(_strays(folder, expected))
    for first in range(0, len(strays), _STRAYS_AT_ONCE):
        with held(folder, folder.alone) as writer:
            some = strays[first : first + _STRAYS_AT_ONCE]
            wanted = _wanted({address_of(path) for path in some}, built.failures)
            for path in some:
                if address_of(path) not in wanted:
                    writer.remove(path)
        built.counts.add(writer.counts)


def _wanted(addresses: set[str], failures: Sequence[Failure]) -> set[str]:
    """Those of the addresses at which something stands now, or may stand: what failed."""
    addresses = {address for address in addresses if _can_stand(address)}
    failed = {(failure.source, failure.key) for failure in failures}
    wanted = set()
    for source in pages.sources():
        keys = {address: key for address in addresses if (key := source.at(address)) is not None}
        wanted |= {address for address, key in keys.items() if (source.name, key) in failed}
        wanted |= _standing(source, keys)
    return wanted


def _can_stand(address: str) -> bool:
    """Whether it is an address of a file: what lies there by a name in another encoding is nobody's."""
    try:
        path_of(address)
    except NotInCopy:
        return False
    return True


def _standing(source: Source, keys: dict[str, Key]) -> set[str]:
    """The addresses of all that these keys have now; when that cannot be said, those that were asked for."""
    try:
        rendered = source.render(list(dict.fromkeys(keys.values()))) if keys else ()
        return {found.address for found in rendered if isinstance(found, File)}
    except DATABASE_UNAVAILABLE:
        raise
    except Exception:
        log.exception("stray_not_judged", source=source.name)
        return set(keys)


def _strays(folder: Folder, expected: set[str]) -> Iterator[str]:
    """Files that were not rendered, by the name of what they stand beside; what was never finished goes at once."""
    placing.drop_unfinished(folder.public)
    seen = set()
    for path in Manifest(folder).files():
        main = path.removesuffix(GZIP).removesuffix(META)
        if main in expected or main in seen or statics.is_kept(main, folder.public / path):
            continue
        seen.add(main)
        yield main


def _note(folder: Folder, built: Built, made_by: str, day: str, moment: datetime.datetime) -> None:
    values: dict[str, Any] = {
        "site": settings.WAGTAILADMIN_BASE_URL,
        "built_at": timezone.now().isoformat(),
        "seconds": round(built.seconds, 1),
        "counts": vars(built.counts),
        "html": built.html,
        "files": built.files,
        "failures": [vars(failure) | {"key": str(failure.key)} for failure in built.failures[:100]],
        "boot": status.boot(),
        "register": status.register(),
        "trouble": "",
        "not_built": "",
    }
    if not built.failures:
        values |= {"fingerprint": made_by, "day": day}
    if folders.is_current(folder):
        _note_carried(built, moment)
    status.write(folder, **values)


def _note_carried(built: Built, moment: datetime.datetime) -> None:
    """Receipts for whatever has none yet and did not fail. A copy beside the platform's own is nobody's channel."""
    ever: Iterable[int] = Item.objects.exclude(first_published_at=None).values_list("pk", flat=True)
    failed = {(failure.source, failure.key) for failure in built.failures}
    if failed:
        ever = carried(awaited(ever, moment), failed)
    note_carried(ever, moment)
