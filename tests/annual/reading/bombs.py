"""Sources made to break a reader: small files that unfold, endless tables, deep nesting, very long text."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

from tests.annual.corpus.shapes.word_xml import package

__all__ = ["BOMBS"]

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _docx_of(document: bytes, chunks: int = 1) -> bytes:
    """A DOCX whose main part is ``document`` so many times over."""
    sound = io.BytesIO(package(""))
    buffer = io.BytesIO()
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != "word/document.xml":
                new.writestr(name, old.read(name))
        with new.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(chunks):
                part.write(document)
    return buffer.getvalue()


def _zip_bomb() -> bytes:
    """A main part of 300 MiB of spaces in a file of 300 KiB."""
    return _docx_of(b" " * (1 << 20), 300)


def _zip_of_many() -> bytes:
    """Sixty thousand parts."""
    buffer = io.BytesIO(package(""))
    with zipfile.ZipFile(buffer, "a") as archive:
        for number in range(60_000):
            archive.writestr(f"word/part{number}.xml", "")
    return buffer.getvalue()


def _laughs() -> bytes:
    """Entities of entities."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    text = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "哈">{entities}]><w:document xmlns:w="{_WORD}">'
    return _docx_of(f"{text}<w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body></w:document>".encode())


def _wide_word_table() -> bytes:
    """A grid span of a thousand million."""
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr><w:p/></w:tc>'
    return package(f"<w:tbl>{f'<w:tr>{cell}</w:tr>' * 20}</w:tbl>")


def _deep_word_tables() -> bytes:
    """Tables in tables, 1,000 deep."""
    return package("<w:tbl><w:tr><w:tc>" * 1_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 1_000)


_HEADINGS = "<p>二、主动公开政府信息情况</p>{}<p>三、收到和处理政府信息公开申请情况</p>{}<p>四、政府信息公开行政复议、行政诉讼情况</p>"


def _article(table: str) -> bytes:
    return f"<html><meta charset='utf-8'><body>{_HEADINGS.format(table, table)}</body></html>".encode()


def _wide_table() -> bytes:
    """Ten thousand columns."""
    return _article("<table>" + ("<tr>" + "<td>0</td>" * 10_000 + "</tr>") * 30 + "</table>")


def _spans() -> bytes:
    """Cells that say that they span a million columns and rows."""
    cell = "<td colspan='1000000' rowspan='65534'>规章</td>"
    return _article("<table>" + f"<tr>{cell * 50}</tr>" * 50 + "</table>")


def _nested_tables() -> bytes:
    """Tables in tables, 1,000 deep."""
    return _article("<table><tr><td>" * 1_000 + "规章" + "</td></tr></table>" * 1_000)


def _nested_elements() -> bytes:
    """Elements in elements, 200,000 deep."""
    return _article("<div>" * 200_000 + "规章")


def _long_text() -> bytes:
    """100 MB of text that looks like a table."""
    row = "行政规范性文件 1 2 3 第二十条第（一）项\n".encode()
    return row * (100_000_000 // len(row))


def _long_line() -> bytes:
    """Ten million digits and a label."""
    return "三、收到和处理政府信息公开申请情况（一）予以公开".encode() + b"1" * 10_000_000


def _many_tabs() -> bytes:
    """A line of five million tabs."""
    return "行政许可".encode() + b"\t" * 5_000_000 + b"1"


def _many_pipes() -> bytes:
    """Rows of 10,000 pipes."""
    return ("|" + " 0 |" * 10_000 + "\n").encode() * 200


def _many_headings() -> bytes:
    """A hundred thousand headings of section two."""
    return "二、主动公开政府信息情况\n规章 0 0 0\n".encode() * 100_000


def _many_glued_rows() -> bytes:
    """Rows of glued digits that have very many readings."""
    rows = "".join(f"（{number}）予以公开{'1' * 40}" for number in "一二三四五六七")
    text = f"二、主动公开政府信息情况规章{'1' * 60}三、收到和处理政府信息公开申请情况{rows}"
    return f"{text}四、政府信息公开行政复议、行政诉讼情况{'1' * 80}五、存在的问题".encode()


def _deep_json() -> bytes:
    """Lists in lists, 100,000 deep."""
    return b'{"tables":' + b"[" * 100_000 + b"]" * 100_000 + b"}"


def _huge_number() -> bytes:
    """A count of five thousand digits."""
    tables = {"proactive": {"licences": 1}}
    text = json.dumps({"file": None, "edition": "2021", "agency": None, "year": 2024, "tables": tables})
    return text.replace('"licences": 1', '"licences": ' + "9" * 5_000).encode()


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip_bomb": (_zip_bomb, "a.docx"),
    "zip_of_many": (_zip_of_many, "a.docx"),
    "laughs": (_laughs, "a.docx"),
    "wide_word_table": (_wide_word_table, "a.docx"),
    "deep_word_tables": (_deep_word_tables, "a.docx"),
    "wide_table": (_wide_table, "a.html"),
    "spans": (_spans, "a.html"),
    "nested_tables": (_nested_tables, "a.html"),
    "nested_elements": (_nested_elements, "a.html"),
    "long_text": (_long_text, "a.txt"),
    "long_line": (_long_line, "a.txt"),
    "many_tabs": (_many_tabs, "a.txt"),
    "many_pipes": (_many_pipes, "a.md"),
    "many_headings": (_many_headings, "a.txt"),
    "many_glued_rows": (_many_glued_rows, "a.txt"),
    "deep_json": (_deep_json, "a.json"),
    "huge_number": (_huge_number, "a.json"),
}
