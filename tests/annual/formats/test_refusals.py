"""What is no report, or would hurt: one clear line, in bounded time and memory."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.annual.formats.drawing import lines
from tests.annual.formats.word_files import p, package, tbl, tc, word_file

from gongkai.annual.reading.blocks import Document, Kind, UnreadableError
from gongkai.annual.reading.formats import legacy, open_source

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def locked_package() -> bytes:
    data = bytearray(word_file(p("甲")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + offset] |= 1
            start = data.find(mark, start + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "文件是空的"), (b" \r\n\t", "只有空白"), (b"PK\x03\x04broken", "不完整"),
        (package(readme_txt="x"), "压缩文件"), (package(OFD_xml="x"), "OFD"), (package(ppt__a_xml="x"), "演示文稿"),
        (package(xl__workbook_bin="x"), "xlsb"), (b"PK\x05\x06" + bytes(18), "空的"), (locked_package(), "密码"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"), (OLE, "旧版办公软件"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "演示文稿"), (OLE + "Workbook".encode("utf-16-le"), "表格"),
        (b"MZ\x90\x00" + bytes(99), "程序"), (b"\x00\x00\x00\x20ftypisom" + bytes(99), "音频或视频"),
        (b"Rar!\x1a\x07\x00", "解压"), (b"SQLite format 3\x00", "数据库"), (bytes(range(256)) * 50, "不是文字"),
        (package(mimetype_x="", content_xml="x"), "压缩"), (b"RIFF\x00\x00\x00\x00WAVEfmt ", "音频或视频"),
        (bytes(257) + b"ustar", "解压"), (package(a__b_txt="x", word__styles_xml="<a/>"), "压缩"),
        (b'{"a": 1}', "JSON"), (b"<?xml version='1.0'?><rss></rss>", "XML"), (b"%!PS-Adobe", "PostScript"),
    ],
)  # fmt: skip
def test_each_other_kind_is_named(data, message):
    with pytest.raises(UnreadableError, match=message) as raised:
        open_source(data)
    assert "\n" not in str(raised.value)


def far_cells() -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    sheet.write(0, 0, 1)
    sheet.write(1048575, 16383, 2)
    book.close()
    return buffer.getvalue()


HOSTILE = {
    "zip bomb": lambda: package(word__document_xml=b"\0" * 40_000_000),
    "a bomb that looks like text": lambda: word_file(p("甲") * 1_000_000),
    "ten thousand columns": lambda: b"<html><table>" + (b"<tr>" + b"<td>1" * 10_000) * 60,
    "spans": lambda: b"<html><table>" + b"<tr><td colspan=100000 rowspan=100000>1" * 2000,
    "elements 100,000 deep": lambda: b"<html>" + b"<div>" * 100_000,
    "fonts never closed": lambda: b"<html>" + b"".join(b"<p><font color=%d>" % n for n in range(9000)),
    "millions of paragraphs": lambda: b"<html>" + b"<p>a" * 3_000_000,
    "a large page": lambda: b"<html><p>" + "字".encode() * 6_000_000,
    "a large text": lambda: "年度报告\n".encode() * 8_000_000,
    "a text of many lines": lambda: "年\n".encode() * 2_000_000,
    "tabs": lambda: b"a\t" * 3_000_000,
    "a cell in the last corner of a sheet": far_cells,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_sources_are_refused(name):
    with pytest.raises(UnreadableError):
        open_source(HOSTILE[name]())


def test_tables_nested_a_thousand_deep_are_read():
    page = b"<html>" + b"<table><tr><td>" * 1000 + "深".encode() + b"</table>" * 1000
    assert lines(open_source(page)) == ["深"]


def test_pictures_written_into_a_page_do_not_count():
    page = b"<html><p>a<img src='data:image/png;base64," + b"A" * 20_000_000 + b"'><p>b"
    assert lines(open_source(page)) == ["a", "[图:]", "b"]


def test_a_declared_size_that_lies_is_found_out():
    data = bytearray(far_cells())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    place = data.rfind(b"xl/worksheets/sheet1.xml") - 46
    data[place + 24 : place + 28] = (size // 2).to_bytes(4, "little")
    with pytest.raises(UnreadableError):
        open_source(bytes(data))


REAL = [
    "<html><body><p>一、总体情况</p><table><tr><td rowspan=2>规章<td>0<tr><td>1</table></body></html>".encode(),
    "<meta charset=gbk><p>一、总体情况</p><pre>规章\t0</pre>".encode("gbk"),
    "# 一、总体情况\n| 规章 | 0 |\n|---|---|\n| 文件 | 3 |\n<table><tr><td>1</table>".encode(),
    "一、总体情况\n规章\t0\t1\n\f三、其他".encode(),
    '规章,0,1\n文件,2,"3"\n其他,1,1\n'.encode(),
    word_file(p("一、总体情况") + tbl([tc("规章"), tc("0")], [tc("文件"), tc("3")])),
    OLE + "WordDocument".encode("utf-16-le")[:3],
]


def small_workbook() -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    book.add_worksheet("表").write_row(0, 0, ["规章", 1.5])
    book.close()
    return buffer.getvalue()


SMALL_WORKBOOK = small_workbook()


def reads_or_refuses(data: bytes) -> None:
    try:
        assert isinstance(open_source(data), Document)
    except UnreadableError as error:
        assert str(error) and "\n" not in str(error)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=3000))
def test_random_bytes(data):
    reads_or_refuses(data)


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(REAL), st.data())
def test_truncations_and_mutations(source, data):
    mutated = bytearray(source[: data.draw(st.integers(0, len(source)))])
    for place, byte in data.draw(
        st.lists(st.tuples(st.integers(0, len(source)), st.integers(0, 255)), max_size=20)
    ):
        if place < len(mutated):
            mutated[place] = byte
    reads_or_refuses(bytes(mutated))


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            ["<table>", "</table>", "<tr>", "</tr>", "<td colspan=3>", "<td rowspan=2>", "</td>", "<p>", "</p>", "<br>",
             "<div style='display:none'>", "</div>", "<pre>", "<img alt=x>", "<h2>", "<font>", "<script>", "</script>",
             "<caption>", "<tfoot>", "<noscript>", "<iframe src=a>", "<object data=b>", "甲", "12", "&nbsp;", "\t\n"]
        ),
        max_size=80,
    )
)  # fmt: skip
def test_any_soup_of_tags(tags):
    reads_or_refuses(("<html><body>" + "".join(tags)).encode())


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_damaged_workbook(data):
    mutated = bytearray(SMALL_WORKBOOK)
    for place in data.draw(st.lists(st.integers(0, len(mutated) - 1), max_size=8)):
        mutated[place] ^= data.draw(st.integers(1, 255))
    reads_or_refuses(bytes(mutated))


RTF = rb"{\rtf1\ansi\deff0{\trowd\cellx3000\cellx6000 one\cell 136\cell\row}\pard end\par}"


def test_old_formats_ask_for_libreoffice_where_it_is_missing(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableError, match="LibreOffice"):
        open_source(RTF)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_old_formats_are_read_through_libreoffice():
    document = open_source(RTF)
    assert document.kind is Kind.DOC
    assert lines(document) == ["|one|136", "end"]


def test_a_converter_that_hangs_is_stopped(tmp_path: Path, monkeypatch):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\n/bin/sleep 600\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableError, match="还没有读完"):
        legacy.read(RTF, "rtf", seconds=0.2)
    assert (
        subprocess.run(["/usr/bin/pgrep", "-f", str(program)], capture_output=True, check=False).stdout == b""
    )


@pytest.mark.parametrize("mimetype", ["application/vnd.oasis.opendocument.spreadsheet", "x"])
def test_other_open_documents(mimetype):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr("content.xml", "<x/>")
    with pytest.raises(UnreadableError, match="开放文档"):
        open_source(buffer.getvalue())


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n", b"BM\x0a\x00\x00\x00abcd", b"\xff\xd8\xff\xe0", b"%PDF-1.4\n"]
)
def test_pictures_and_pdf_go_to_their_own_readers(data):
    reads_or_refuses(data + bytes(0 if data.startswith(b"BM") else 50))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_word_2003_xml():
    data = (
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument '
        'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:r><w:t>总体情况</w:t></w:r></w:p>'
        "</w:body></w:wordDocument>"
    )
    assert lines(open_source(data.encode())) == ["总体情况"]
