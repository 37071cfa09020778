"""A DOCX written by hand: only what Word itself would need to open it, with spans as Word stores them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from tests.annual.corpus.grids import Box, matrix

__all__ = ["body_table", "numbered_paragraph", "package", "plain_paragraph"]

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.numbering+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ROOT = (
    f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_PARTS = (
    f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/numbering" Target="numbering.xml"/></Relationships>'
)


def _run(text: str) -> str:
    properties = '<w:rPr><w:rFonts w:eastAsia="仿宋_GB2312" w:hint="eastAsia"/><w:sz w:val="28"/></w:rPr>'
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def plain_paragraph(text: str, parts: int = 1) -> str:
    """A paragraph in ``parts`` runs."""
    size = max(1, -(-len(text) // parts))
    runs = "".join(_run(text[at : at + size]) for at in range(0, len(text), size))
    return f"<w:p>{runs}</w:p>"


def numbered_paragraph(text: str, number: int) -> str:
    """A paragraph that Word numbers by itself, from the list ``number``."""
    properties = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    return f"<w:p>{properties}{_run(text)}</w:p>"


def _cell(content: str, columns: int, merge: str) -> str:
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    vertical = {"start": '<w:vMerge w:val="restart"/>', "goes on": "<w:vMerge/>"}.get(merge, "")
    return f"<w:tc><w:tcPr>{span}{vertical}</w:tcPr>{content}</w:tc>"


def body_table(rows: list[list[Box]], lists: dict[str, int] | None = None) -> str:
    """A table; a label in ``lists`` is numbered by Word, by the list given there, and not in its text."""
    positions = matrix(rows)
    out = ["<w:tbl><w:tblPr/><w:tblGrid>", "<w:gridCol w:w='900'/>" * len(positions[0]), "</w:tblGrid>"]
    for r, row in enumerate(positions):
        out.append("<w:tr>")
        for c, (box, anchor) in enumerate(row):
            if c and row[c - 1][0] is box:
                continue
            merge = "" if box.rows == 1 else ("start" if anchor else "goes on")
            number = (lists or {}).get(box.text)
            text = box.text if anchor else ""
            content = (
                numbered_paragraph(text.split(".", 1)[1], number)
                if number and anchor
                else plain_paragraph(text)
            )
            out.append(_cell(content, box.columns, merge))
        out.append("</w:tr>")
        del r
    return "".join([*out, "</w:tbl>"])


def _numbering(lists: Sequence[tuple[str, str]]) -> str:
    out = [f'<?xml version="1.0" encoding="UTF-8"?><w:numbering xmlns:w="{_MAIN}">']
    for at, (form, text) in enumerate(lists):
        out.append(
            f'<w:abstractNum w:abstractNumId="{at}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        )
    out += [f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(len(lists))]
    return "".join([*out, "</w:numbering>"])


def package(body: str, lists: Sequence[tuple[str, str]] = ()) -> bytes:
    """The DOCX of that body; ``lists`` are the number formats and texts of the lists 1, 2, 3…"""
    head = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{_MAIN}">'
    document = f"{head}<w:body>{body}</w:body></w:document>"
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _PARTS,
        "word/numbering.xml": _numbering(lists),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 15, 9, 0, 0)), text.encode())
    return buffer.getvalue()
