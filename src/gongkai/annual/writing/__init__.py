"""Writing an annual report in the official form: DOCX, PDF, HTML, XLSX, Markdown and JSON.

Every format prints the same outline (``outline``) and the same three tables (``tables``), which come from the
form; a format only knows how to draw them. The same report gives the same bytes, always.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from os import PathLike
from pathlib import PurePath
from typing import cast

from gongkai.annual.form import EDITION_2021, Edition
from gongkai.annual.report import AnnualReport
from gongkai.annual.writing.errors import WritingError

__all__ = ["KINDS", "WritingError", "kind_of", "unprintable", "write"]

# Modules by name, so that a command that writes Markdown does not load the libraries of the others.
_WRITERS = {
    "docx": "docx_file",
    "pdf": "pdf_file",
    "html": "html_page",
    "xlsx": "xlsx_book",
    "md": "markdown_text",
    "json": "json_text",
}

_ENDINGS = {"htm": "html", "markdown": "md"}

KINDS: tuple[str, ...] = tuple(_WRITERS)
"""The formats that can be written, by their usual ending."""


def kind_of(path: str | PathLike[str]) -> str:
    """The format that a file's ending asks for, one of :data:`KINDS`.

    Raises WritingError, a Chinese sentence, for any other ending.
    """
    ending = PurePath(path).suffix.lower().lstrip(".")
    kind = _ENDINGS.get(ending, ending)
    if kind not in _WRITERS:
        raise WritingError(f"“{PurePath(path).name}”：{_refusal(kind)}")
    return kind


def write(report: AnnualReport, target_kind: str, edition: Edition = EDITION_2021) -> bytes:
    """The report as a file of that format, in the official form; same report, same bytes.

    ``edition`` is the form to print, by default the one in force (国办公开办函〔2021〕30号). A figure that is
    not known is printed as an empty cell, never as 0. Raises WritingError for a format that there is not.
    """
    module = _WRITERS.get(target_kind)
    if module is None:
        raise WritingError(_refusal(target_kind))
    render = import_module(f"{__name__}.{module}").render
    return cast(Callable[[AnnualReport, Edition], bytes], render)(report, edition)


def unprintable(report: AnnualReport) -> tuple[str, ...]:
    """The characters of the report that no font of the package has; a PDF prints 〓 in their place."""
    from gongkai.annual.writing.glyphs import missing_characters
    from gongkai.annual.writing.outline import outline_of

    return missing_characters(outline_of(report).all_text())


def _refusal(kind: str) -> str:
    known = "、".join(f".{name}" for name in KINDS)
    return f"不能写成“{kind}”格式，可用的有{known}" if kind else f"没有写明格式，文件名应以{known}之一结尾"
