"""Reading: a source in any shape becomes annual reports, every figure with where it came from and how sure.

Three stages: ``formats`` takes a source apart into blocks and grids, ``recognition`` finds the form in them
and lets the form's arithmetic settle what is ambiguous.
"""

from __future__ import annotations

from pathlib import Path

from gongkai.annual.reading.blocks import UnreadableError
from gongkai.annual.report import AnnualReport

__all__ = ["UnreadableError", "read_bytes", "read_file"]


def read_bytes(data: bytes, name: str | None = None) -> list[AnnualReport]:
    """Every annual report in a source, in order.

    ``name`` is the file's name or address: it stands in the reports as ``file`` and helps where the content
    leaves the format open. Raises UnreadableError, one Chinese line, for what holds no report.
    """
    from gongkai.annual.reading import native

    if native.is_report_json(data):
        return native.read(data, name)
    from gongkai.annual.reading.formats import open_source
    from gongkai.annual.reading.recognition.recognise import recognise

    return recognise(open_source(data, name), name)


def read_file(path: Path) -> list[AnnualReport]:
    """Every annual report in a file.

    Raises UnreadableError where the file is missing, cannot be opened, or holds no report.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableError("没有这个文件；请核对路径") from None
    except OSError as error:
        raise UnreadableError(f"打不开：{error.strerror or error}") from None
    return read_bytes(data, str(path))
