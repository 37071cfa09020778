"""The settings of the tests: those of the platform, in a data folder of their own, with passwords that are quick."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

# One for each process: two runs at once must not share a database.
WORKER = f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-{os.getpid()}"
FOLDER = Path(tempfile.gettempdir()) / f"gongkai-tests-{os.getuid()}" / WORKER
FOLDER.mkdir(parents=True, exist_ok=True)
os.environ.setdefault("GONGKAI_DATA", str(FOLDER))
# Tests of other things sign in without; tests/office/test_sign_in.py asks for it.
os.environ.setdefault("GONGKAI_SECOND_FACTOR", "off")

from gongkai.site.settings import *  # noqa: E402, F403
from gongkai.site.settings import DATABASES, INSTALLED_APPS  # noqa: E402

# Something else than an item that is reviewed: tests/review/letters.
INSTALLED_APPS = [*INSTALLED_APPS, "tests.review.letters"]

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A database that was put back to its beginning (tests/databases.py) is another one: no connection may stay.
DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["NAME"] = str(FOLDER / "tests.sqlite3")
    DATABASES["default"]["TEST"] = {"NAME": str(FOLDER / "tests.sqlite3")}
