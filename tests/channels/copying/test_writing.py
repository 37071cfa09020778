"""Files put in place: whole, untouched when they are the same, gone with all that stood beside them."""

from __future__ import annotations

import gzip
import itertools
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from gongkai.channels.copying import placing
from gongkai.channels.copying.folder import Busy, Folder
from gongkai.channels.copying.writing import CannotWrite, Writer, write
from gongkai.channels.pages import Absent, File

LONG = b"<p>text</p>" * 100


@pytest.fixture
def writer(folder: Folder) -> Any:
    with Writer(folder) as made:
        yield made


def names(folder: Folder) -> set[str]:
    found = (each for each in folder.public.rglob("*") if each.is_file())
    return {each.relative_to(folder.public).as_posix() for each in found}


def test_a_long_text_has_its_compressed_form_beside_it(folder: Folder, writer: Writer) -> None:
    writer.take(File("/a/b/", LONG))
    writer.take(File("/a/short/", b"short"))
    assert names(folder) == {"a/b/index.html", "a/b/index.html.gz", "a/short/index.html"}
    assert gzip.decompress((folder.public / "a/b/index.html.gz").read_bytes()) == LONG
    assert (folder.public / "a/b/index.html").stat().st_mode & 0o444 == 0o444


def test_what_is_the_same_is_not_written_again(folder: Folder, writer: Writer) -> None:
    writer.take(File("/a/", LONG))
    place = folder.public / "a/index.html"
    os.utime(place, ns=(1, 1))
    writer.take(File("/a/", LONG))
    assert place.stat().st_mtime_ns == 1
    assert (writer.counts.written, writer.counts.unchanged) == (1, 1)
    writer.take(File("/a/", LONG + b"!"))
    assert place.read_bytes() == LONG + b"!"
    assert gzip.decompress((folder.public / "a/index.html.gz").read_bytes()) == LONG + b"!"


def test_a_lost_compressed_form_is_made_again(folder: Folder, writer: Writer) -> None:
    writer.take(File("/a/", LONG))
    (folder.public / "a/index.html.gz").unlink()
    writer.take(File("/a/", LONG))
    assert "a/index.html.gz" in names(folder)
    writer.take(File("/a/", b"short"))
    assert names(folder) == {"a/index.html"}


@pytest.mark.parametrize(
    "broken",
    [b"", b"\0" * 60, gzip.compress(LONG, mtime=0)[:-9], gzip.compress(LONG + b"!", mtime=0), b"text"],
    ids=["empty", "noughts", "cut", "of another page", "not compressed"],
)
def test_a_broken_compressed_form_is_made_again(folder: Folder, writer: Writer, broken: bytes) -> None:
    """As a machine leaves it that went down before the disk had it, or from another page."""
    writer.take(File("/a/", LONG))
    place = folder.public / "a/index.html"
    os.utime(place, ns=(1, 1))
    place.with_name("index.html.gz").write_bytes(broken)
    writer.take(File("/a/", LONG))
    assert gzip.decompress(place.with_name("index.html.gz").read_bytes()) == LONG
    assert place.stat().st_mtime_ns == 1, "the page itself was right"


def test_a_tombstone_says_its_status_beside_it(folder: Folder, writer: Writer) -> None:
    writer.take(File("/a/", b"gone", status=410))
    assert (folder.public / "a/index.html.meta").read_bytes() == b'{"status": 410}'
    writer.take(File("/a/", b"back"))
    assert names(folder) == {"a/index.html"}


def test_what_is_absent_leaves_no_empty_folder(folder: Folder, writer: Writer) -> None:
    writer.take(File("/a/b/c/", LONG, status=410))
    writer.take(File("/a/x/", LONG))
    writer.take(Absent("/a/b/c/"))
    assert names(folder) == {"a/x/index.html", "a/x/index.html.gz"}
    assert not (folder.public / "a/b").exists()
    writer.take(Absent("/a/b/c/"))
    assert writer.counts.removed == 1


def test_a_stored_file_is_linked_within_the_data_folder_and_copied_elsewhere(
    folder: Folder, tmp_path: Path, settings: Any
) -> None:
    source = tmp_path / "stored"
    source.write_bytes(b"%PDF-1.7")
    source.chmod(0o640)
    for portal in (folder, Folder(tmp_path.parent / f"{tmp_path.name}-elsewhere")):
        portal.prepare()
        with Writer(portal) as writer:
            writer.take(File("/files/k/a.pdf", source, "application/pdf"))
            writer.take(File("/files/k/a.pdf", source, "application/pdf"))
        place = portal.public / "files/k/a.pdf"
        assert place.read_bytes() == b"%PDF-1.7"
        assert (writer.counts.written, writer.counts.unchanged) == (1, 1)
        linked = place.stat().st_ino == source.stat().st_ino
        assert linked is (portal is folder)
        assert linked or place.stat().st_mode & 0o004


def test_what_one_who_was_killed_left_behind_is_not_written_into(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the number of a process that is ours now: a link to a stored file, made and not put in its place yet."""
    source, place = tmp_path / "stored", folder.public / "files/k/a.pdf"
    source.write_bytes(b"%PDF-1.7")
    monkeypatch.setattr(placing, "_numbers", itertools.count())
    place.parent.mkdir(parents=True)
    place.with_name(f"{placing.UNFINISHED}{os.getpid()}-0").hardlink_to(source)
    with Writer(folder) as writer:
        writer.take(File("/files/k/a.pdf", source, "application/pdf"))
    assert source.read_bytes() == place.read_bytes() == b"%PDF-1.7"


def test_a_name_that_no_file_can_have_stays_the_offices(folder: Folder, writer: Writer) -> None:
    writer.take(File(f"/files/k/{'长' * 100}.pdf", LONG))
    assert names(folder) == set()
    assert writer.counts.refused == 1


def test_a_reader_never_sees_half_a_page(folder: Folder, writer: Writer) -> None:
    pages = [bytes([letter]) * 300_000 for letter in b"abcdefgh"]
    place = folder.public / "a/index.html"
    writer.take(File("/a/", pages[0]))
    seen, stop = set(), threading.Event()

    def look() -> None:
        while not stop.is_set():
            seen.add(place.read_bytes())

    reader = threading.Thread(target=look)
    reader.start()
    for page in pages * 3:
        writer.take(File("/a/", page))
    stop.set()
    reader.join()
    assert seen <= set(pages)


def test_one_page_that_fails_keeps_no_other(folder: Folder, writer: Writer) -> None:
    class Source:
        name = "test"

        def render(self, keys: Any) -> Any:
            for key in keys:
                if key == 2:
                    raise KeyError("no such field")
                yield File(f"/{key}/", b"page")

    failures = write(writer, Source(), [1, 2, 3])  # type: ignore[arg-type]
    assert names(folder) == {"1/index.html", "3/index.html"}
    assert [(failure.key, failure.error) for failure in failures] == [(2, "KeyError: 'no such field'")]
    assert writer.counts.failed == 1


def test_a_folder_that_takes_nothing_is_no_failing_page(
    folder: Folder, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any, **kwargs: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(placing, "put_bytes", full)
    with pytest.raises(CannotWrite, match="No space left"):
        writer.take(File("/a/", b"page"))


def test_a_page_whose_change_is_noted_by_halves_is_not_changed(
    folder: Folder, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk takes the first bytes of the note and no more; then there is space again."""
    writer.take(File("/a/", b"page"))
    folder.journal.unlink()
    writer.__exit__()
    whole, taken = os.write, iter((1,))

    def full(descriptor: int, content: bytes) -> int:
        for number in taken:
            return whole(descriptor, content[:number])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        with pytest.raises(CannotWrite):
            writer.take(File("/a/", b"another"))
    assert (folder.public / "a/index.html").read_bytes() == b"page"
    writer.take(File("/b/", b"page"))
    assert folder.journal.read_text().splitlines() == ["", "", "b/index.html"]


def test_who_wants_to_be_alone_is_not_kept_out_by_those_who_write_together(folder: Folder) -> None:
    ready, go, order = threading.Event(), threading.Event(), []

    def together() -> None:
        with folder.together():
            ready.set()
            go.wait(5)
            order.append("together")

    def alone() -> None:
        with folder.alone():
            order.append("alone")

    first = threading.Thread(target=together)
    first.start()
    ready.wait(5)
    with pytest.raises(Busy), folder.alone(patience=0.05):
        pass
    second = threading.Thread(target=alone)
    second.start()
    third = threading.Timer(0.2, together)
    third.start()
    threading.Timer(0.4, go.set).start()
    for thread in (first, second, third):
        thread.join(5)
    assert order == ["together", "alone", "together"]


def test_only_who_goes_past_keeps_the_names_of_what_he_changed_each_once(folder: Folder) -> None:
    """A building writes hundreds of thousands of files; nobody asks it for their names."""
    for past, noted in ((False, 1), (True, 2)):
        folder.journal.unlink(missing_ok=True)
        with Writer(folder, past=past) as writer:
            writer.put("index.html", File("/", b"another" if past else b"one"))
            assert len(writer._journal._noted) == int(past)
        assert folder.journal.read_text().split() == ["index.html"] * noted


def test_who_goes_past_notes_again_also_what_he_changed_before_it_failed(folder: Folder) -> None:
    with pytest.raises(ValueError, match="page"), Writer(folder, past=True) as writer:
        writer.put("index.html", File("/", b"one"))
        raise ValueError("page")
    assert folder.journal.read_text().split() == ["index.html"] * 2
