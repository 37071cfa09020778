"""Static files with hashed names, collected into the data folder when the program changed.

The front sends them: the address /static/ is a folder of the data folder. Names carry the hash of the content, so
that a browser may keep them and an update shows at once.
"""

from __future__ import annotations

import hashlib
import os
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.management import call_command

_STAMP: Final = "collected.txt"
_PACKAGES: Final = ("gongkai", "django", "wagtail", "django-allauth")


class HashedStaticFiles(ManifestStaticFilesStorage):
    """Hashed names where the files were collected; plain ones where they were not, as in a test."""

    manifest_strict = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Wagtail makes the storage as soon as it is imported, and that may be before the files are collected.
        del self.hashed_files

    @cached_property
    def hashed_files(self) -> dict[str, str]:  # type: ignore[override]  # collecting puts its own there
        """The names that are in the manifest when the first is asked for."""
        manifest: Any = self.load_manifest()  # the names and their hash, which the stubs do not say
        return dict(manifest[0])

    def stored_name(self, name: str) -> str:
        """The name to put into a page."""
        return super().stored_name(name) if self.hashed_files else name

    def hashed_name(self, name: str, *args: Any, **kwargs: Any) -> str:
        """The name with its hash; unchanged for what a style sheet names and a package forgot to bring."""
        try:
            return super().hashed_name(name, *args, **kwargs)
        except ValueError:
            return name


def collect() -> bool:
    """Collect the static files unless this very program already did. Gives whether there was something to do.

    Interrupted, it is done again at the next start: the stamp is written last.
    """
    stamp = Path(settings.STATIC_ROOT) / _STAMP
    wanted = _fingerprint()
    if stamp.is_file() and stamp.read_text("ascii") == wanted:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    unfinished = stamp.with_suffix(f".{os.getpid()}")
    unfinished.write_text(wanted, "ascii")
    unfinished.replace(stamp)
    return True


def _fingerprint() -> str:
    """Changes with the packages' versions, and with our own files, which change in a checkout without a version."""
    digest = hashlib.sha256(repr(settings.INSTALLED_APPS).encode())
    for package in _PACKAGES:
        digest.update(metadata.version(package).encode())
    ours = str(Path(__file__).parents[1])
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            file = Path(storage.path(name))
            if str(file).startswith(ours):
                digest.update(f"{name}:{file.stat().st_mtime_ns}:{file.stat().st_size}".encode())
    return digest.hexdigest()
