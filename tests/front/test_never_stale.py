"""What was replaced or removed is never sent again, not even once."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.front.conftest import put
from tests.front.front_process import FrontProcess

LONG = 60


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("changing") / "public"


@pytest.fixture(scope="module")
def front(pages: Path) -> Iterator[FrontProcess]:
    put(pages, "index.html", "home")
    with FrontProcess(pages, workers=2) as running:
        yield running


def test_replaced_page_is_the_new_one_at_once(front: FrontProcess, pages: Path) -> None:
    for number in range(200):
        # Always as long, and quicker than any clock of a file system may be.
        put(pages, "a/index.html", f"version {number:04} " * LONG)
        assert front.get("/a/").text.startswith(f"version {number:04}")
        packed = front.get("/a/", Accept_Encoding="gzip").body
        assert gzip.decompress(packed).startswith(f"version {number:04}".encode())


def test_page_written_in_place_with_its_old_time_is_seen(front: FrontProcess, pages: Path) -> None:
    file = put(pages, "b/index.html", "one")
    assert front.get("/b/").text == "one"
    before = file.stat()
    file.write_text("two")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert front.get("/b/").text == "two"


def test_withdrawn_page_is_a_tombstone_and_a_removed_one_is_nowhere(front: FrontProcess, pages: Path) -> None:
    for number in range(50):
        put(pages, f"c{number}/index.html", "public " * LONG)
        assert front.get(f"/c{number}/").status == 200
        file = put(pages, f"c{number}/index.html", "withdrawn " * LONG, status=410)
        for encoding in ("gzip", "identity"):
            got = front.get(f"/c{number}/", Accept_Encoding=encoding)
            assert got.status == 410
            assert b"public" not in (gzip.decompress(got.body) if encoding == "gzip" else got.body)
        # The file goes first; what stands beside it may stay for a moment.
        file.unlink()
        assert front.get(f"/c{number}/", Accept_Encoding="gzip").status == 404


def test_compressed_file_that_is_not_this_page_is_not_sent(front: FrontProcess, pages: Path) -> None:
    put(pages, "d/index.html", "older " * 200)
    stale = (pages / "d/index.html.gz").read_bytes()
    put(pages, "d/index.html", "newer " * 200)
    for left in (stale, b"broken", gzip.compress(b"x" * 10_000_000)):
        (pages / "d/index.html.gz").write_bytes(left)
        (pages / "d/index.html").touch()
        packed = front.get("/d/", Accept_Encoding="gzip").body
        assert gzip.decompress(packed).startswith(b"newer")


def test_page_that_is_public_again_is_no_tombstone(front: FrontProcess, pages: Path) -> None:
    put(pages, "f/index.html", "gone", status=410)
    meta = pages / "f/index.html.meta"
    said = meta.read_bytes()
    file = put(pages, "f/index.html", "back")
    # As the writer of the copy has it: the page first, then what stood beside it goes.
    meta.write_bytes(said)
    file.touch()
    assert front.get("/f/").status == 410
    meta.unlink()
    assert front.get("/f/").status == 200


def test_large_file_is_the_new_one_at_once(front: FrontProcess, pages: Path) -> None:
    for letter in (b"a", b"b", b"c"):
        put(pages, "files/k/large.pdf", letter * 1_000_000)
        got = front.get("/files/k/large.pdf")
        assert got.body == letter * 1_000_000
        etag = got.headers["etag"]
        assert front.get("/files/k/large.pdf", If_None_Match=etag).status == 304
    (pages / "files/k/large.pdf").unlink()
    assert front.get("/files/k/large.pdf", If_None_Match=etag).status == 404


def test_folder_that_is_exchanged_as_a_whole(tmp_path: Path) -> None:
    for name in ("one", "two"):
        put(tmp_path / name, "index.html", name)
    (tmp_path / "public").symlink_to(tmp_path / "one")
    with FrontProcess(tmp_path / "public") as front:
        assert front.get("/").text == "one"
        (tmp_path / "next").symlink_to(tmp_path / "two")
        (tmp_path / "next").replace(tmp_path / "public")
        assert front.get("/").text == "two"


def test_side_file_that_cannot_be_read_is_no_page(front: FrontProcess, pages: Path) -> None:
    put(pages, "e/index.html", "secret?", status=410)
    (pages / "e/index.html.meta").write_bytes(b"{broken")
    assert front.get("/e/").status == 503
