"""Formats that only an office program can read (.doc, .rtf, .wps) are converted by LibreOffice, if installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from gongkai.annual.reading.blocks import Document, Kind, UnreadableError
from gongkai.annual.reading.formats import docx

__all__ = ["read"]

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 90.0


def read(data: bytes, ending: str, *, seconds: float = _SECONDS) -> Document:
    """Take an old Word file apart; ``ending`` (doc, rtf, wps, xml) tells the converter what it is.

    Raises UnreadableError when LibreOffice is not installed, takes too long, or cannot read the file.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise UnreadableError(
            f"这是旧版文字文件（.{ending}），要安装 LibreOffice 才能读取；也可以用 Word 或 WPS 另存为 .docx。"
        )
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        source = Path(folder, f"source.{ending}")
        source.write_bytes(data)
        _convert(program, source, seconds)
        result = source.with_suffix(".docx")
        if not result.is_file():
            raise UnreadableError("LibreOffice 读不了这个文件，可能已损坏或有密码；请用原软件另存为 .docx。")
        return replace(docx.read(result.read_bytes()), kind=Kind.DOC)


def _convert(program: str, source: Path, seconds: float) -> None:
    """Run the converter with a profile of its own, so that one already running is left alone."""
    folder = source.parent
    process = subprocess.Popen(
        [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder),
            str(source),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(
            f"LibreOffice 用了{seconds:.0f}秒还没有读完这个文件；请用原软件另存为 .docx。"
        ) from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
