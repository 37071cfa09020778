"""Which paths changed since the manifest was written: a line each, noted before they change.

A line may be torn: a full disk takes a part of it, a machine that goes down leaves anything. So each line begins with
a break of its own, and what cannot be read asks to look at everything instead of keeping the manifest from being written.
"""

from __future__ import annotations

import os

from gongkai.channels.copying.folder import Folder


class Journal:
    """Notes the paths that one writer is about to change.

    Of a writer without the folder (`past`) it keeps them too, each once, to note them again.
    """

    def __init__(self, folder: Folder, *, past: bool = False) -> None:
        self.folder = folder
        self.past = past
        self._noted: dict[str, None] = {}
        self._file = -1

    def note(self, path: str) -> None:
        """Note it, whole; a name in another encoding as it is on the disk, which asks to look at everything.

        Raises:
            OSError: when the folder does not take it; then the path must not be changed.
        """
        if self.past:
            self._noted[path] = None
        if self._file < 0:
            self._file = os.open(self.folder.journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        left = f"\n{path}\n".encode(errors="surrogateescape")
        while left:
            left = left[os.write(self._file, left) :]

    def note_again(self) -> None:
        """Note everything once more: who does not hold the folder may have had his notes taken before the change."""
        self.close()
        for path in list(self._noted):
            self.note(path)

    def close(self) -> None:
        """End; the next note opens it anew."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def take(folder: Folder) -> tuple[set[str], bool]:
    """The paths that were changed up to now, and those of a time before that was interrupted; and whether that is all.

    Each is looked at afterwards: what changes from here on stands in the journal that is begun next.
    """
    taken, journal = folder.journal_taken, folder.journal
    with folder.alone():
        if not journal.exists():
            pass
        elif taken.exists():
            with taken.open("ab") as file:
                file.write(b"\n" + journal.read_bytes())
            journal.unlink()
        else:
            journal.replace(taken)
    try:
        return _read(taken.read_bytes())
    except FileNotFoundError:
        return set(), True


def _read(content: bytes) -> tuple[set[str], bool]:
    paths, all_read = set[str](), b"\0" not in content
    for line in filter(None, content.split(b"\n")):  # nothing else ends a line: U+2028 may stand in a name
        try:
            paths.add(line.decode())
        except UnicodeDecodeError:
            all_read = False
    return {path for path in paths if "\0" not in path}, all_read
