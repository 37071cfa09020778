"""Tasks for the tests of stopping: they say in files that they began and ended."""

from __future__ import annotations

import time
from pathlib import Path

from django_tasks import task


@task()
def slow(folder: str, seconds: float) -> None:
    with (Path(folder) / "began").open("a") as file:
        file.write("x")
    time.sleep(seconds)
    (Path(folder) / "ended").touch()
