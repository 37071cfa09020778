"""DOCX files put together from the XML of their parts, as small as a test needs them."""

from __future__ import annotations

import io
import zipfile

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def package(**parts: str | bytes) -> bytes:
    """A zip of parts; __ in a name stands for / and the last _ for the dot of its ending."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            path, _, ending = name.replace("__", "/").rpartition("_")
            archive.writestr(f"{path}.{ending}", content)
    return buffer.getvalue()


def word_file(body: str, numbering: str = "", styles: str = "") -> bytes:
    """A DOCX whose body, numbering and styles have that XML."""
    return package(
        word__document_xml=f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
        word__numbering_xml=f"<w:numbering {_NAMESPACES}>{numbering}</w:numbering>",
        word__styles_xml=f"<w:styles {_NAMESPACES}>{styles}</w:styles>",
    )


def p(text: str, properties: str = "") -> str:
    """A paragraph with one run."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}<w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(content: str, properties: str = "") -> str:
    """A cell; plain text becomes its only paragraph."""
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tbl(*rows: list[str]) -> str:
    """A table of rows of cells."""
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"
