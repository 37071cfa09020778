"""A sheet as PDF: tagged (PDF/UA-1), for the archive (PDF/A-2a), the same bytes for the same sheet.

The templates get the sheet as data only: no text of an item ever becomes source.
"""

from __future__ import annotations

import json
import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from gongkai.annual.writing.glyphs import FONTS

if TYPE_CHECKING:
    import typst

HERE = Path(__file__).parent
STANDARDS: list[Any] = ["a-2a", "ua-1"]

_of_thread = threading.local()
log = structlog.get_logger(__name__)


class CannotPrint(RuntimeError):
    """The sheet could not be set; the message is a Chinese sentence."""


def printed(sheet: dict[str, Any]) -> bytes:
    """The PDF of a sheet that `sheets` made: a notice, or an overview where it has rows.

    Raises:
        CannotPrint: it could not be set.
    """
    return set_in_type(HERE / ("overview.typ" if "rows" in sheet else "notice.typ"), sheet)


def set_in_type(template: Path, sheet: dict[str, Any]) -> bytes:
    """The PDF that a template makes of data; `sheet` is JSON in its `sys.inputs`. Other files lie beside the template.

    Raises:
        CannotPrint: it could not be set.
    """
    import typst

    data = json.dumps(sheet, ensure_ascii=False, separators=(",", ":"))
    try:
        file = _compiler(template).compile(
            format="pdf", pdf_standards=STANDARDS, sys_inputs={"sheet": data}, timestamp=0
        )
    except typst.TypstError as error:
        log.error("notice_not_set", message=error.message, hints=error.hints)
        raise CannotPrint("这一页没能排版。请检查正文里的表格和图片，或者联系系统管理员查看日志。") from error
    assert isinstance(file, bytes)
    return file


@cache
def _fonts() -> typst.Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _compiler(template: Path) -> typst.Compiler:
    """This thread's compiler of a template: one cannot be shared, and a new one costs its start each time."""
    import typst

    compilers: dict[Path, typst.Compiler] = _of_thread.__dict__.setdefault("compilers", {})
    if template not in compilers:
        compilers[template] = typst.Compiler(
            template, root=template.parent, font_paths=_fonts(), ignore_system_fonts=True
        )
    return compilers[template]
