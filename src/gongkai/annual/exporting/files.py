"""An export by the ending of its name, written aside and put in place only when it is whole."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TypeVar

from gongkai.annual.exporting.rows import Row, Shape
from gongkai.annual.system_errors import reason_of

__all__ = ["ENDINGS", "Export", "ExportError", "open_export", "written_whole"]


Done = TypeVar("Done")


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
        if path.is_dir():
            raise ExportError(f"“{path}”是文件夹，请给出文件名")
        known = " ".join(ENDINGS)
        raise ExportError(f"不知道怎样写“{path.name}”，文件名请以这些之一结尾：{known}")
    with written_whole(path) as file:
        export = make(file, single)
        yield export
        export.finish()


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of ``path`` when the block ends well and vanishes when it does not.

    Raises ExportError where nothing can be written there, or not all of it.
    """
    handle, name = _temporary(path)
    target = _Guarded(open(handle, "wb"), path)  # noqa: PTH123, SIM115 - a handle; closed below
    try:
        with target:
            # Whoever writes needs the methods of a file and no more; those that can fail say so as ExportError.
            yield target  # type: ignore[misc]
        _put(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise


def _temporary(path: Path) -> tuple[int, str]:
    """A new file in the folder of ``path``, whose name is short: that of ``path`` may be as long as can be."""
    import tempfile

    try:
        if path.is_dir():
            raise ExportError(f"“{path}”是文件夹，请给出文件名")
        os.lstat(path)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise _cannot_write(path, error) from error
    try:
        return tempfile.mkstemp(prefix=".gongkai-", suffix=".partial", dir=_actual(path).parent)
    except FileNotFoundError as error:
        raise ExportError(f"不能写到“{path}”：没有这个文件夹") from error
    except OSError as error:
        raise _cannot_write(path, error) from error


class _Guarded:
    """A file whose failures are ExportErrors, so that they are told from those of what is read meanwhile.

    After a failure it takes everything and keeps nothing: libraries try to tidy up what they had begun.
    """

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self._file = file
        self._path = path

    def __enter__(self) -> _Guarded:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._try(self._file.close)
        else:
            self._give_up()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, data: bytes) -> int:
        return self._try(self._file.write, data)

    def flush(self) -> None:
        self._try(self._file.flush)

    def seek(self, offset: int, whence: int = 0) -> int:
        # Seeking, too, writes what is buffered.
        return self._try(self._file.seek, offset, whence)

    def _try(self, act: Callable[..., Done], *arguments: Any) -> Done:
        try:
            return act(*arguments)
        except OSError as error:
            self._give_up()
            raise _cannot_write(self._path, error) from error

    def _give_up(self) -> None:
        with suppress(OSError):
            self._file.close()
        self._file = io.BytesIO()


def _put(name: str, path: Path) -> None:
    try:
        _allow_as_usual(name)
        os.replace(name, _actual(path))  # noqa: PTH105
    except OSError as error:
        raise _cannot_write(path, error) from error


def _actual(path: Path) -> Path:
    """Where a link leads to, so that it stays a link."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def _cannot_write(path: Path, error: OSError) -> ExportError:
    return ExportError(f"不能写到“{path}”：{reason_of(error)}")


def _allow_as_usual(name: str) -> None:
    """Temporary files are private; a result has the rights that any new file would have."""
    mask = os.umask(0)
    os.umask(mask)
    Path(name).chmod(0o666 & ~mask)
