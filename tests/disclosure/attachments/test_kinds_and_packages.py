"""Kinds by content, names that do not tell the truth, packages in packages, and files that nobody can check."""

from __future__ import annotations

import io
import random
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.disclosure.attachments.makers import jpeg, package, pdf, png, scanned_pdf, word, workbook

from gongkai.disclosure.attachments import AttachmentKind, ConcernKind, Extract, inspect
from gongkai.disclosure.attachments.inspecting import REFUSALS

PROGRAM = b"MZ\x90\x00" + b"\x00" * 200


def kinds(extract: Extract) -> list[ConcernKind]:
    return [concern.kind for concern in extract.concerns]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (workbook(), AttachmentKind.XLSX),
        (word(), AttachmentKind.DOCX),
        (pdf(), AttachmentKind.PDF),
        (png(), AttachmentKind.PICTURE),
        (PROGRAM, AttachmentKind.PROGRAM),
        (b"#!/bin/sh\nrm x\n", AttachmentKind.PROGRAM),
        (package({"a.txt": b"x"}), AttachmentKind.ZIP),
        (b"Rar!\x1a\x07\x00" + b"x" * 40, AttachmentKind.ARCHIVE),
        ("<!doctype html><p>惠民镇</p>".encode(), AttachmentKind.PAGE),
        ("姓名,电话\n张三,无\n".encode("gb18030"), AttachmentKind.TEXT),
        (b"{\\rtf1 a}", AttachmentKind.RTF),
        (b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 40, AttachmentKind.MEDIA),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), AttachmentKind.DOC),
        (package({"OFD.xml": b"<a/>"}), AttachmentKind.OFD),
        (b"", AttachmentKind.EMPTY),
    ],
)
def test_the_kind_is_told_by_the_content(data: bytes, kind: AttachmentKind) -> None:
    assert inspect(data, "没有后缀").kind is kind


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (PROGRAM, "通知.pdf", [ConcernKind.EXECUTABLE]),
        (b"start x", "打开.bat", [ConcernKind.EXECUTABLE]),
        (workbook(), "名单.pdf", [ConcernKind.WRONG_ENDING]),
        (workbook(), "名单.XLSX", []),
        (pdf(), "通知.pdf", []),
        (pdf(), "通知", []),
        ("姓名".encode(), "名单.xlsx", [ConcernKind.WRONG_ENDING]),
    ],
)
def test_a_name_must_tell_the_truth(data: bytes, name: str, expected: list[ConcernKind]) -> None:
    assert kinds(inspect(data, name)) == expected


@pytest.mark.parametrize(
    "kind",
    [
        kind
        for kind in AttachmentKind
        if kind not in ("docx", "xlsx", "pptx", "pdf", "zip", "picture", "html", "text")
    ],
)
def test_every_kind_that_is_not_read_has_its_sentence(kind: AttachmentKind) -> None:
    assert REFUSALS[kind].endswith("。")
    assert "请" in REFUSALS[kind] or "不能" in REFUSALS[kind]
    assert kind.label


def test_packages_in_packages_are_looked_through() -> None:
    inner = package({"名单.xlsx": workbook(), "程序.pdf": PROGRAM})
    found = inspect(package({"内层.zip": inner}), "材料.zip")
    assert found.failed is None
    assert any(
        piece.place == "压缩包内《内层.zip》压缩包内《名单.xlsx》工作表“名单”第2行" for piece in found.pieces
    )
    assert kinds(found) == [ConcernKind.EXECUTABLE, ConcernKind.UNREADABLE_PART]


def test_names_in_the_encoding_of_windows_are_read() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(zipfile.ZipInfo("AAAAAAAA.txt"), "正文".encode())
    data = stream.getvalue().replace(b"AAAAAAAA.txt", "惠民名单".encode("gbk") + b".txt")
    found = inspect(data, "材料.zip")
    assert any(piece.place.startswith("压缩包内《惠民名单.txt》") for piece in found.pieces)


def test_a_bomb_is_refused_at_once() -> None:
    started = time.process_time()
    found = inspect(package({"a.txt": b"0" * (40 << 20)}), "材料.zip")
    assert found.failed is not None
    assert "大得反常" in found.failed
    assert time.process_time() - started < 3


def test_packages_nested_without_end_are_refused() -> None:
    data = b"x"
    for number in range(8):
        data = package({f"{number}.zip" if number else "a.txt": data})
    found = inspect(data, "材料.zip")
    concerns = [concern for concern in found.concerns if concern.kind is ConcernKind.UNREADABLE_PART]
    assert "套了4层以上" in (found.failed or "".join(concern.detail for concern in concerns))


def test_too_many_files_are_refused() -> None:
    found = inspect(package({f"{number}.txt": b"x" for number in range(400)}), "材料.zip")
    assert found.failed is not None
    assert "300个" in found.failed


def test_a_locked_member_is_not_passed_over() -> None:
    data = bytearray(package({"a.txt": b"x" * 50}))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.find(mark)
        data[at + (6 if mark.endswith(b"\x04") else 8)] |= 1
    found = inspect(bytes(data), "材料.zip")
    assert kinds(found) == [ConcernKind.UNREADABLE_PART]
    assert "密码" in found.concerns[0].detail


def test_a_damaged_member_does_not_hide_the_others() -> None:
    data = package({"a.txt": b"first" * 50, "b.txt": "第二个文件".encode()}, compression=zipfile.ZIP_STORED)
    data = data.replace(b"firstfirst", b"fxrstfxrst", 1)
    found = inspect(data, "材料.zip")
    assert kinds(found) == [ConcernKind.UNREADABLE_PART]
    assert any(piece.text == "第二个文件" for piece in found.pieces)


@pytest.mark.parametrize(("latitude", "expected"), [((26, 30, 1), True), ((0, 0, 0), False), (None, False)])
def test_photographs_tell_where_they_were_taken(
    latitude: tuple[int, int, int] | None, expected: bool
) -> None:
    found = inspect(jpeg(latitude=latitude), "现场.jpg")
    assert (ConcernKind.POSITION in kinds(found)) is expected
    assert kinds(found)[-1] is ConcernKind.PICTURE


def test_pages_give_their_text_and_their_remarks() -> None:
    data = (
        "<html><body><p>公开的话</p><!-- 内部：13812341234 --><script>var a=1</script></body></html>".encode()
    )
    found = inspect(data, "页.html")
    assert [(piece.text.strip(), piece.hidden) for piece in found.pieces] == [
        ("内部：13812341234", True),
        ("公开的话", False),
    ]
    assert kinds(found) == [ConcernKind.ACTIVE_CONTENT]


def test_no_text_at_all_is_said_so() -> None:
    found = inspect(random.Random(1).randbytes(4000), "a.dat")
    assert found.kind is AttachmentKind.UNKNOWN
    assert found.failed is not None
    assert "年度报告" not in found.failed


def test_files_are_taken_from_a_path(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(workbook())
    assert inspect(path).name == "名单.xlsx"
    missing = inspect(tmp_path / "没有.xlsx")
    assert missing.failed is not None
    assert missing.failed.startswith("文件打不开")


def test_the_time_is_limited() -> None:
    found = inspect(
        package({f"{number}.xlsx": workbook() for number in range(100)}), "材料.zip", seconds=0.01
    )
    assert found.failed is not None
    assert "已经停止" in found.failed


FILES = {
    "a.xlsx": workbook(),
    "a.docx": word(),
    "a.pdf": pdf(),
    "s.pdf": scanned_pdf(),
    "a.zip": package({"a.xlsx": workbook()}),
    "a.png": png(),
    "a.jpg": jpeg(latitude=(26, 30, 1)),
}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(FILES)), st.data())
def test_nothing_is_raised_whatever_is_done_to_a_file(name: str, data: st.DataObject) -> None:
    content = bytearray(FILES[name])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        what = data.draw(st.sampled_from(["change", "cut", "insert"]))
        if what == "change":
            content[at] = data.draw(st.integers(0, 255))
        elif what == "insert":
            content[at:at] = data.draw(st.binary(max_size=20))
        elif at > 4:
            del content[at:]
    found = inspect(bytes(content), name)
    assert found.failed is None or found.failed.endswith("。")
    assert found.failed is None or found.failed.isascii() is False


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.pdf", "a", "", "a.exe"]))
def test_nothing_is_raised_for_any_bytes(content: bytes, name: str) -> None:
    inspect(content, name)
