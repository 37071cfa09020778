"""The process that keeps the copy goes on where the folder takes nothing, and begins when it does."""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs
from tests.disclosure.conftest import Office, clock, media
from tests.world import build_world

from gongkai.channels import addresses
from gongkai.channels.copying import placing, status
from gongkai.channels.copying.folder import Folder
from gongkai.channels.copying.following import Follower
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.front.layout import path_of
from gongkai.site.processes import copying

__all__ = ["clock", "media"]
pytestmark = pytest.mark.django_db(transaction=True)


class Until(threading.Event):
    """Asks to stop after so many pauses; `between` is called at each."""

    def __init__(self, pauses: int, between: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self.left = pauses
        self.between = between

    def wait(self, timeout: float | None = None) -> bool:
        self.between()
        self.left -= 1
        if not self.left:
            self.set()
        return self.is_set()


@pytest.fixture
def folder(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Folder:
    settings.PORTAL = tmp_path / "portal"
    monkeypatch.setattr(copying.Building, "look_after", lambda building: None)
    return Folder(settings.PORTAL)


def test_begun_on_a_full_disk_it_takes_down_what_is_withdrawn_and_says_so_when_there_is_room(
    folder: Folder, settings: Any
) -> None:
    office = Office(build_world())
    folder.prepare()
    item = office.published()
    Follower(folder).round()
    status.write(folder, boot=status.FORCED)
    settings.PORTAL = None
    Withdraw(item, office.chief, "内容有误").perform()
    page = folder.public / path_of(addresses.item(item))
    found = []

    def full(*args: Any, **kwargs: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(placing, "put_bytes", full)

        def make_room() -> None:
            found.append(page.exists())
            patched.undo()

        copying._keep(folder, Until(3, make_room))
    assert found[0] is False
    assert page.with_name("index.html.meta").read_bytes() == b'{"status": 410}'
    assert status.read(folder)["followed_for"] == settings.WAGTAILADMIN_BASE_URL


def test_a_folder_that_is_not_ours_is_said_once_and_left_alone(folder: Folder) -> None:
    folder.prepare()
    (folder.public / "theirs.html").write_text("theirs")
    with capture_logs() as logs:
        copying._keep(folder, Until(3))
    said = [line for line in logs if line["event"] == "copy_not_begun"]
    assert len(said) == 1
    assert "请换一个空文件夹" in said[0]["reason"]
    for each in folder.public.iterdir():
        each.unlink()
    copying._keep(folder, Until(2))
    assert folder.status.exists()


def test_a_folder_that_cannot_be_made_is_waited_for(folder: Folder) -> None:
    folder.root.write_text("a file")

    def make_way() -> None:
        if folder.root.is_file():
            folder.root.unlink()

    copying._keep(folder, Until(2, make_way))
    assert folder.status.exists()
