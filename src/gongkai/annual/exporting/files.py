"""An export by the ending of its name, written aside and put in place only when it is whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Protocol

from gongkai.annual.exporting.rows import Row, Shape

__all__ = ["ENDINGS", "Export", "ExportError", "open_export", "written_whole"]


class ExportError(Exception):
    """An export that cannot be written; its text is one Chinese line."""


class Export(Protocol):
    """A file under way: takes reports in its ``shape``, in the order in which they shall stand."""

    shape: Shape

    def add(self, body: bytes | list[Row]) -> None:
        """Take reports, as :func:`gongkai.annual.exporting.rows.render` gives them in ``shape``."""

    def finish(self) -> None:
        """Write whatever comes after the last report."""


def _json_lines(file: BinaryIO, single: bool) -> Export:  # noqa: ARG001 - one call for all of them
    from gongkai.annual.exporting.text import JsonLinesExport

    return JsonLinesExport(file)


def _json(file: BinaryIO, single: bool) -> Export:
    from gongkai.annual.exporting.text import JsonExport

    return JsonExport(file, single=single)


def _csv(file: BinaryIO, single: bool) -> Export:  # noqa: ARG001
    from gongkai.annual.exporting.text import CsvExport

    return CsvExport(file)


def _xlsx(file: BinaryIO, single: bool) -> Export:  # noqa: ARG001
    from gongkai.annual.exporting.spreadsheet import XlsxExport

    return XlsxExport(file)


def _parquet(file: BinaryIO, single: bool) -> Export:  # noqa: ARG001
    from gongkai.annual.exporting.columnar import ParquetExport

    try:
        return ParquetExport(file)
    except ModuleNotFoundError as error:
        message = "写 .parquet 需要 pyarrow，请先安装：pip install 'gongkai[parquet]'"
        raise ExportError(message) from error


ENDINGS: dict[str, Callable[[BinaryIO, bool], Export]] = {
    ".jsonl": _json_lines,
    ".json": _json,
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".parquet": _parquet,
}
"""How each kind of file is written, by the ending of its name."""


@contextmanager
def open_export(path: Path, *, single: bool = False) -> Iterator[Export]:
    """An export to ``path``, which appears there whole when the block ends and not at all when it fails.

    ``single`` lets a JSON file hold one report as an object instead of an array of one.
    Raises ExportError for an ending that is not known, a folder that is not there or a missing library.
    """
    make = ENDINGS.get(path.suffix.lower())
    if make is None:
        known = " ".join(ENDINGS)
        raise ExportError(f"不知道怎样写“{path.name}”，文件名请以这些之一结尾：{known}")
    with written_whole(path) as file:
        export = make(file, single)
        yield export
        export.finish()


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of ``path`` when the block ends well and vanishes when it does not.

    Raises ExportError where nothing can be written there.
    """
    import tempfile

    if path.is_dir():
        raise ExportError(f"“{path}”是文件夹，请给出文件名")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".partial", dir=path.parent)
    except OSError as error:
        reason = "没有这个文件夹" if isinstance(error, FileNotFoundError) else (error.strerror or str(error))
        raise ExportError(f"不能写到“{path}”：{reason}") from error
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - a handle, not a path
            yield file
        _allow_as_usual(name)
        os.replace(name, path)  # noqa: PTH105
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)  # noqa: PTH108
        raise


def _allow_as_usual(name: str) -> None:
    """Temporary files are private; a result has the rights that any new file would have."""
    mask = os.umask(0)
    os.umask(mask)
    Path(name).chmod(0o666 & ~mask)
