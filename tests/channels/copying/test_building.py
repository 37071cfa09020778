"""The whole copy: what is missing comes, what is the same stays, what nobody has any more goes."""

from __future__ import annotations

import math
import os
import pwd
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests.disclosure.conftest import Office

from gongkai.channels import addresses, pages
from gongkai.channels.copying import building, placing, status, verifying
from gongkai.channels.copying.building import build
from gongkai.channels.copying.folder import Busy, Folder
from gongkai.channels.copying.manifest import Manifest
from gongkai.channels.models import Receipt
from gongkai.channels.pages import File
from gongkai.cli.running import run
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.front.layout import path_of
from gongkai.register.checkpoints import key_folder
from gongkai.register.signing import signing_key

from .conftest import Front, Papers

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def empty(folder: Folder) -> Folder:
    folder.public.rmdir()
    return folder


def test_all_is_built_and_built_again_nothing_is_written(office: Office, empty: Folder) -> None:
    one, other = office.published("一"), office.published("二")
    Withdraw(other, office.chief, "内容有误").perform()
    first = build(empty, 1)
    assert first.failures == []
    assert first.counts.written == 4 + 3 + 1
    assert (empty.public / path_of(addresses.item(one))).is_file()
    assert (empty.public / path_of(addresses.item(other))).read_bytes() == b"gone"
    again = build(empty, 1)
    assert (again.counts.written, again.counts.unchanged) == (0, first.counts.written)
    assert again.html == 7
    assert Receipt.objects.filter(item_id=one.pk).exists()


def test_a_copy_beside_the_platforms_own_has_no_receipts(
    office: Office, empty: Folder, tmp_path: Path
) -> None:
    item = office.published()
    build(Folder(tmp_path / "elsewhere"), 1)
    assert not Receipt.objects.filter(item_id=item.pk).exists()
    build(empty, 1)
    assert Receipt.objects.filter(item_id=item.pk).exists()


def test_one_page_that_fails_withholds_its_own_receipt_only(
    office: Office, empty: Folder, papers: Papers
) -> None:
    good, bad = office.published("好的"), office.published("坏的")
    papers.broken.add(bad.pk)
    assert [failure.key for failure in build(empty, 1).failures] == [bad.pk]
    assert Receipt.objects.filter(item_id=good.pk).exists()
    assert not Receipt.objects.filter(item_id=bad.pk).exists()
    papers.broken.clear()
    build(empty, 1)
    assert Receipt.objects.filter(item_id=bad.pk).exists()


def test_the_manifest_says_what_was_built(office: Office, empty: Folder) -> None:
    office.published()
    build(empty, 1)
    _, parts, faults = verifying.read_statement(empty.public, None)
    assert faults == []
    assert list(verifying.compare(empty.public, parts)) == []


def test_what_no_source_has_any_more_is_removed(office: Office, empty: Folder) -> None:
    office.published()
    build(empty, 1)
    old = empty.public / "old/page/index.html"
    old.parent.mkdir(parents=True)
    for name in ("index.html", "index.html.gz", "index.html.meta"):
        (old.parent / name).write_bytes(b"old")
    built = build(empty, 1)
    assert built.counts.removed == 1
    assert not (empty.public / "old").exists()


def test_what_lies_there_by_a_name_in_another_encoding_keeps_nothing_from_being_built(
    office: Office, empty: Folder
) -> None:
    """As archives from elsewhere are unpacked: such names can neither be looked up nor stand in the manifest."""
    build(empty, 1)
    strange = empty.public / os.fsdecode("说明".encode("gbk"))
    strange.mkdir()
    (strange / "page.html").write_bytes(b"theirs")
    Manifest(empty).renew(signing_key(key_folder()), "https://www.example.gov.cn", timezone.now())
    _, parts, _ = verifying.read_statement(empty.public, None)
    assert list(verifying.compare(empty.public, parts)) == [f"多出：{strange.name}/page.html"]
    assert build(empty, 1).counts.removed == 1
    assert not strange.exists()
    _, parts, _ = verifying.read_statement(empty.public, None)
    assert list(verifying.compare(empty.public, parts)) == []


def test_what_was_published_while_it_was_built_stays(
    office: Office, empty: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The keys were listed before; the page that the following process wrote is no stray."""
    office.published("一")
    keys = Papers.keys(pages.sources()[0])  # type: ignore[arg-type]
    late = office.published("二")
    monkeypatch.setattr(pages.sources()[0], "keys", lambda: keys)
    place = empty.public / path_of(addresses.item(late))
    place.parent.mkdir(parents=True)
    status.write(empty)
    place.write_bytes(b"page")
    build(empty, 1)
    assert place.is_file()


def test_a_page_that_fails_is_counted_and_its_old_file_stays(
    office: Office, empty: Folder, papers: Papers
) -> None:
    item = office.published()
    build(empty, 1)
    known = status.read(empty)
    papers.broken.add(item.pk)
    monkey = build(empty, 1)
    assert [failure.key for failure in monkey.failures] == [item.pk]
    assert (empty.public / path_of(addresses.item(item))).is_file()
    assert status.read(empty)["failures"][0]["error"] == "ValueError: template"
    assert status.read(empty)["fingerprint"] == known["fingerprint"]


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path, papers: Papers) -> None:
    foreign = Folder(tmp_path / "www")
    (foreign.public / "their").mkdir(parents=True)
    with pytest.raises(building.NotOurs, match="请换一个空文件夹"):
        build(foreign, 1)
    assert (foreign.public / "their").is_dir()


def test_one_building_at_a_time(folder: Folder) -> None:
    with folder.only_one("build"), pytest.raises(Busy), folder.only_one("build"):
        pass


def test_static_files_of_the_pages_are_in_the_copy(
    empty: Folder, papers: Papers, tmp_path: Path, settings: Any
) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    (settings.STATIC_ROOT / "portal").mkdir(parents=True)
    (settings.STATIC_ROOT / "portal/portal.1a2b.css").write_text("body{}")
    (settings.STATIC_ROOT / "staticfiles.json").write_text(
        '{"paths": {"portal/portal.css": "portal/portal.1a2b.css", "office/office.css": "office/office.3c.css"}}'
    )
    build(empty, 1)
    assert (empty.public / "static/portal/portal.1a2b.css").read_text() == "body{}"
    assert not (empty.public / "static/office").exists()
    (settings.STATIC_ROOT / "staticfiles.json").write_text('{"paths": {}}')
    build(empty, 1)
    assert (empty.public / "static/portal/portal.1a2b.css").exists(), "a page in a cache may still name it"


def test_an_address_that_no_file_can_have_is_counted_apart(
    empty: Folder, papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Front, "render", lambda self, keys: iter([File(f"/files/k/{'长' * 90}", b"x")]))
    built = build(empty, 1)
    assert built.counts.refused == 1
    assert built.failures == []


def test_what_was_never_finished_goes_and_what_is_being_written_stays(
    empty: Folder, papers: Papers, tmp_path: Path
) -> None:
    build(empty, 1)
    killed = subprocess.Popen(["sleep", "60"])
    stored = tmp_path / "stored"
    stored.write_bytes(b"%PDF-1.7")
    os.utime(stored, (1, 1))
    folder = empty.public / "a"
    folder.mkdir()
    left, linked, ours = (
        folder / f"{placing.UNFINISHED}{name}"
        for name in (f"{killed.pid}-1", f"{killed.pid}-2l", f"{os.getpid()}-1")
    )
    for each in (left, linked, ours):
        each.hardlink_to(stored)
    placing.drop_unfinished(empty.public)
    assert all(each.exists() for each in (left, linked, ours))

    killed.kill()  # and nobody asks how it ended
    os.waitid(os.P_PID, killed.pid, os.WEXITED | os.WNOWAIT)
    build(empty, 1)
    assert [each.exists() for each in (left, linked, ours)] == [False, False, True]
    placing.drop_unfinished(empty.public, -math.inf)
    assert not ours.exists()
    assert stored.read_bytes() == b"%PDF-1.7"
    killed.wait()


def test_what_vanishes_while_strays_are_looked_for_is_none(
    empty: Folder, papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process that follows writes and takes away beside the building."""
    build(empty, 1)
    gone = ("static/portal/old.1a.css", f"static/portal/{placing.UNFINISHED}1-1")
    (empty.public / "static/portal").mkdir(parents=True)
    for name in gone:
        (empty.public / name).write_bytes(b"body{}")
    stat = Path.stat

    def vanished(place: Path, **options: Any) -> Any:
        if place.name in ("old.1a.css", f"{placing.UNFINISHED}1-1"):
            place.unlink(missing_ok=True)
        return stat(place, **options)

    monkeypatch.setattr(Path, "stat", vanished)
    assert build(empty, 1).failures == []
    assert not any((empty.public / name).exists() for name in gone)


def test_who_is_not_the_platforms_user_is_refused(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    """`sudo gongkai portal build` would leave pages that the platform cannot take away."""
    assert building.kept_by_another_user(folder) is None
    owner, other = os.geteuid(), os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: other)
    assert building.kept_by_another_user(folder) == owner
    assert building.kept_by_another_user(Folder(tmp_path / "new")) == owner, "it is in the data folder"
    assert building.kept_by_another_user(Folder(tmp_path.parent / "new")) is None
    monkeypatch.setattr("gongkai.cli.portal.start_platform", lambda: None)
    monkeypatch.setenv("GONGKAI_LOG_LEVEL", "warning")
    assert run(["portal", "build"]) == 2
    assert f"{folder.root} 属于用户 {pwd.getpwuid(owner).pw_name}" in capsys.readouterr().err
    assert not folder.status.exists()
