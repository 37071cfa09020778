"""What is in the copy, by SM3 and size, signed: whoever has a mirror can see that it is what the office published.

`manifest/index.json` is the signed statement with the SM3 of each of 256 parts; a part (`manifest/3f.json`) has the
files whose path's SHA-256 begins so, so that one publication rewrites a few of them. `journal` says which paths
changed; it is emptied when the manifest says how they are now.
"""

from __future__ import annotations

import base64
import datetime
import json
import os
import time
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import structlog

from gongkai.channels.copying import journal, placing
from gongkai.channels.copying.folder import Busy, Folder
from gongkai.channels.copying.stating import (
    MANIFEST,
    PARTS,
    PUBLIC_KEY,
    STATEMENT,
    TITLE,
    Part,
    can_be_stated,
    digest,
    part_of,
    read_part,
    sm3,
)
from gongkai.front.layout import GZIP, META
from gongkai.register.signing import CannotSign, Key

log = structlog.get_logger(__name__)

_LEEWAY: Final = 2.0
"""Seconds by which the time of a file may lag behind the clock, at most."""
_NEVER: Final = "1970-01-01T00:00:00+00:00"


@dataclass(frozen=True)
class _Last:
    """The manifest as it was stated last, and when all files were last looked at (POSIX seconds)."""

    parts: dict[str, list[Any]]
    all_looked_at: float


class Manifest:
    """The manifest of a folder. One at a time writes it; meanwhile pages are written, and are told of the next time."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.place = folder.public / MANIFEST

    def follow(self, key: Key, site: str, now: datetime.datetime) -> int:
        """Say how the paths of the journal are now; how many there were. Leaves them to another who is at it."""
        try:
            with self.folder.only_one("manifest"):
                return self._follow(key, site, now)
        except Busy:
            return 0

    def renew(self, key: Key, site: str, now: datetime.datetime) -> int:
        """Go by what is on the disk: files that are new or changed since the last time are read, those gone left out."""
        with self.folder.only_one("manifest", wait=True):
            return self._renew(key, site, now)

    def _follow(self, key: Key, site: str, now: datetime.datetime) -> int:
        changed, all_known = journal.take(self.folder)
        if all_known and not changed:
            return 0
        last = self._last()
        if last is None or not all_known:
            return self._renew(key, site, now)
        for part, paths in _by_part(changed).items():
            files = self._part(part)
            for path in paths:
                self._look_at(files, path)
            last.parts[part] = self._put_part(part, files)
        self._finish(last, key, site, now)
        return len(changed)

    def _renew(self, key: Key, site: str, now: datetime.datetime) -> int:
        began, last = time.time(), self._last()
        changed = _by_part(journal.take(self.folder)[0])
        on_disk = _by_part(path for path in self.files() if can_be_stated(path))
        parts = {}
        for part in PARTS:
            files = self._still_so(part, last)
            unknown = {
                path.removesuffix(GZIP).removesuffix(META) for path in on_disk.get(part, set()) - files.keys()
            }
            for path in unknown | changed.get(part, set()):
                self._look_at(files, path)
            parts[part] = self._put_part(part, files)
        self._finish(_Last(parts, began), key, site, now)
        return sum(map(len, on_disk.values()))

    def _still_so(self, part: str, last: _Last | None) -> Part:
        """What is known of the part's files and holds, by their size and time, without reading them.

        A machine that went down may have kept a page and lost its note, or kept the statement and lost the part.
        """
        if last is None:
            return {}
        with suppress(OSError, ValueError, TypeError, AttributeError):
            content = (self.place / f"{part}.json").read_bytes()
            if sm3(content) == last.parts[part][0]:
                known = read_part(content)
                return {path: known[path] for path in known if self._is_so(path, known[path][1], last)}
        return {}

    def _is_so(self, path: str, size: int, last: _Last) -> bool:
        try:
            there = (self.folder.public / path).stat()
        except OSError:
            return False
        return there.st_size == size and there.st_mtime < last.all_looked_at - _LEEWAY

    def files(self) -> Iterator[str]:
        """The paths of all files of the copy that are no part of the manifest."""
        root = self.folder.public
        for name, folders, files in os.walk(root):  # Path.walk is not in Python 3.11
            folder = Path(name)
            if folder == root and MANIFEST in folders:
                folders.remove(MANIFEST)
            inside = folder.relative_to(root).as_posix()
            before = "" if inside == "." else f"{inside}/"
            yield from (f"{before}{file}" for file in files if not file.startswith(placing.UNFINISHED))

    def _last(self) -> _Last | None:
        """What was stated last; None when there is no manifest yet, or none that can be read."""
        try:
            statement = json.loads(json.loads((self.place / STATEMENT).read_bytes())["statement"])
            parts = statement["parts"]
            looked = datetime.datetime.fromisoformat(statement.get("all_looked_at", _NEVER))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return _Last(parts, looked.timestamp()) if parts.keys() == set(PARTS) else None

    def _part(self, part: str) -> Part:
        try:
            return read_part((self.place / f"{part}.json").read_bytes())
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def _look_at(self, files: Part, path: str) -> None:
        for each in (path, f"{path}{GZIP}", f"{path}{META}"):
            try:
                files[each] = digest(self.folder.public / each)
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                files.pop(each, None)

    def _put_part(self, part: str, files: Part) -> list[Any]:
        rows = ",\n".join(
            f"{json.dumps(path, ensure_ascii=False)}:{json.dumps(files[path])}" for path in sorted(files)
        )
        content = f"{{{rows}}}\n".encode()
        place = self.place / f"{part}.json"
        if not placing.same_bytes(place, content):
            placing.put_bytes(place, content)
        return [sm3(content), len(files), sum(size for _, size in files.values())]

    def _finish(self, last: _Last, key: Key, site: str, now: datetime.datetime) -> None:
        parts, looked = last.parts.values(), datetime.datetime.fromtimestamp(last.all_looked_at, datetime.UTC)
        statement = json.dumps(
            {
                "title": TITLE,
                "site": site,
                "made_at": now.isoformat(timespec="seconds"),
                "all_looked_at": looked.isoformat(timespec="seconds"),
                "files": sum(part[1] for part in parts),
                "bytes": sum(part[2] for part in parts),
                "parts": last.parts,
            },
            ensure_ascii=False,
            sort_keys=True,
        )
        signed = {
            "statement": statement,
            "algorithm": key.algorithm,
            "key_fingerprint": key.fingerprint,
            "signature": _signature(key, statement),
        }
        public = self.place / PUBLIC_KEY
        if not placing.same_bytes(public, key.public_pem.encode()):
            placing.put_bytes(public, key.public_pem.encode())
        placing.put_bytes(self.place / STATEMENT, json.dumps(signed, ensure_ascii=False).encode())
        # Only now: interrupted before, the same paths are looked at once more.
        self.folder.journal_taken.unlink(missing_ok=True)


def _signature(key: Key, statement: str) -> str:
    """Empty where this machine cannot sign any more; `verify` then says that the manifest is not signed."""
    try:
        return base64.b64encode(key.sign(statement.encode())).decode("ascii")
    except CannotSign as error:
        log.error("manifest_not_signed", reason=str(error))
        return ""


def _by_part(paths: Collection[str] | Iterator[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for path in paths:
        found[part_of(path)].add(path)
    return found
