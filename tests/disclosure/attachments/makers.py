"""Files as staff attach them, made on the spot by the programs' own libraries."""

from __future__ import annotations

import ctypes
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence

import docx
import pypdfium2
import pypdfium2.raw as pdfium
import typst
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.annual.writing.glyphs import FONTS

ROWS = [["姓名", "住址", "电话"], ["张三", "惠民镇和平村", "面议"], ["李四", "惠民镇建新村", "面议"]]


def workbook(
    change: Callable[[Workbook, Worksheet], None] | None = None, rows: Sequence[Sequence[object]] = ROWS
) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名单"
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(book, sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def word(change: Callable[[docx.document.Document], None] | None = None) -> bytes:
    document = docx.Document()
    document.add_heading("关于做好2024年春耕工作的通知", 1)
    document.add_paragraph("各村民委员会、社区居民委员会：现将有关事项通知如下。")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        [cell for row in table.rows for cell in row.cells], ["事项", "时间", "备种", "3月"], strict=True
    ):
        cell.text = text
    if change is not None:
        change(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf(source: str = "关于做好春耕工作的通知。各村要在三月底前备好种子，登记造册，逐级上报。") -> bytes:
    header = '#set text(font: ("FandolFang R",), lang: "zh")\n'
    compiler = typst.Compiler(font_paths=[FONTS], ignore_system_fonts=True)
    return bytes(compiler.compile((header + source).encode(), format="pdf"))


def scanned_pdf(pages: int = 1) -> bytes:
    """Pages that are only the picture of a page."""
    original = pypdfium2.PdfDocument(pdf())
    bitmap = original[0].render(scale=1)
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        page = document.new_page(595, 842)
        image = pypdfium2.PdfImage.new(document)
        image.set_bitmap(bitmap)
        image.set_matrix(pypdfium2.PdfMatrix().scale(595, 842))
        page.insert_obj(image)
        page.gen_content()
    return saved(document)


def saved(document: pypdfium2.PdfDocument, *, flags: int = pdfium.FPDF_NO_INCREMENTAL) -> bytes:
    stream = io.BytesIO()
    document.save(stream, flags=flags)
    return stream.getvalue()


def annotated_pdf(remark: str, kind: int = pdfium.FPDF_ANNOT_TEXT) -> bytes:
    document = pypdfium2.PdfDocument(pdf())
    page = document[0]
    annotation = pdfium.FPDFPage_CreateAnnot(page.raw, kind)
    text = remark.encode("utf-16-le") + b"\x00\x00"
    buffer = ctypes.create_string_buffer(text, len(text))
    pdfium.FPDFAnnot_SetStringValue(
        annotation, b"Contents", ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    )
    pdfium.FPDFPage_CloseAnnot(annotation)
    return saved(document)


def pdf_with_file(name: str, content: bytes) -> bytes:
    document = pypdfium2.PdfDocument(pdf())
    document.new_attachment(name).set_data(content)
    return saved(document)


def pdf_saved_over(before: str, gone: str) -> bytes:
    """A PDF whose text was taken out by a save that kept the version before."""
    document = pypdfium2.PdfDocument(pdf(f"{before}\n\n{gone}"))
    page = document[0]
    texts = list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]))
    page.remove_obj(texts[-1])
    page.gen_content()
    return saved(document, flags=pdfium.FPDF_INCREMENTAL)


def pdf_with_layer(*, is_off: bool) -> bytes:
    """A PDF by hand: one page, one layer, switched off or on when it is opened."""
    stream = b"BT /F1 12 Tf 20 100 Td (Notice of the town) Tj ET /OC /L BDC BT /F1 12 Tf 20 50 Td (draft) Tj ET EMC"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[5 0 R]/D<<"
        + (b"/OFF[5 0 R]" if is_off else b"/ON[5 0 R]")
        + b">>>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 6 0 R>>/Properties<</L 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(stream), stream),
        b"<</Type/OCG/Name(draft)>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj%b endobj\n" % (number, content)
    start = len(data)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\n" % (
        len(objects) + 1,
        table,
        len(objects) + 1,
    )
    return data + b"startxref\n%d\n%%%%EOF\n" % start


def package(files: Mapping[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_parts(
    data: bytes, parts: Mapping[str, bytes], edit: Callable[[str, bytes], bytes] | None = None
) -> bytes:
    """A package with parts added or replaced, and the others edited."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    if edit is not None:
        kept = {name: edit(name, content) for name, content in kept.items()}
    return package({**kept, **parts})


def png() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\x00" + b"\xff\x00\x00" * 2) * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(*, latitude: tuple[int, int, int] | None) -> bytes:
    """The head of a photograph, with where it was taken if that is given."""
    directory = b""
    if latitude is not None:
        gps_at = 8 + 2 + 12 + 4
        values_at = gps_at + 2 + 2 * 12 + 4
        first = struct.pack("<HHHII", 1, 0x8825, 4, 1, gps_at)
        entries = struct.pack("<HHHII", 2, 2, 5, 3, values_at) + struct.pack("<HHII", 4, 5, 3, values_at)
        numbers = struct.pack("<6I", latitude[0], 1, latitude[1], 1, latitude[2], 1)
        directory = b"II*\x00" + struct.pack("<I", 8) + first + b"\x00" * 4 + entries + b"\x00" * 4 + numbers
    exif = b"Exif\x00\x00" + directory
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + b"\xff\xda\x00\x02\xff\xd9"
