"""Reading attached files as annual reports, once a file; and which of an item's files is its report."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gongkai.annual.readability import has_no_figures
from gongkai.annual.reading import UnreadableError, read_bytes
from gongkai.annual.report import AnnualReport
from gongkai.disclosure.models import StoredFile
from gongkai.reports.keeping import kept
from gongkai.reports.models import Reading

FORM = 1
"""Raised when the engine has learnt to read more, so that the files of drafts are read again."""

NO_FIGURES = "三张表里的数一个也读不出，表格可能是图片。"
FAILED = "读取这个文件时出了意外；请用原软件另存一份再传，仍不行请告诉系统管理员。"


class NoReportError(Exception):
    """A file that holds no annual report, or not just one; its text is a Chinese sentence."""


def read_report(data: bytes, name: str) -> AnnualReport:
    """The one annual report in a file.

    Raises:
        NoReportError: when there is none, when there are several, or when none of its figures can be read.
    """
    try:
        found = read_bytes(data, name)
    except UnreadableError as error:
        raise NoReportError(_sentence(str(error))) from None
    except Exception:  # a file that nobody foresaw must not break the page it is shown on
        logging.getLogger(__name__).exception("a file could not be read as an annual report")
        raise NoReportError(FAILED) from None
    if len(found) != 1:
        raise NoReportError(f"文件里有{len(found)}份年度报告，请把它们分成几个文件。")
    if has_no_figures(found[0]):
        raise NoReportError(NO_FIGURES)
    return found[0]


def read_stored(stored: StoredFile, by: Any = None) -> Reading:
    """Read a stored file and keep what was read, or why nothing was."""
    try:
        report = read_report(Path(stored.file.path).read_bytes(), stored.name)
    except NoReportError as error:
        return keep_reading(stored, None, by, failed=str(error))
    except OSError:
        return keep_reading(stored, None, by, failed="文件打不开；请重新上传。")
    return keep_reading(stored, report, by)


def keep_reading(stored: StoredFile, report: AnnualReport | None, by: Any, failed: str = "") -> Reading:
    """Keep what the engine read from a stored file; None with the reason where that was nothing."""
    reading: Reading = Reading.objects.create(
        stored=stored,
        form=FORM,
        kept=kept(report) if report is not None else None,
        failed=failed[:500],
        recorded_by=by,
    )
    return reading


def readings_of(files: Iterable[StoredFile]) -> dict[int, Reading]:
    """The reading of each file by the engine as it is now, by primary key. Files that were not read yet are read."""
    wanted = {stored.pk: stored for stored in files}
    found = {reading.stored_id: reading for reading in Reading.objects.filter(stored__in=wanted, form=FORM)}
    for pk, stored in wanted.items():
        if pk not in found:
            found[pk] = read_stored(stored)
    return found


def reading_of(item: Any) -> Reading | None:
    """The report among the attachments of an item, which need not be saved: the first that can be read."""
    attachments = list(item.attachments.all())
    readings = readings_of(attachment.stored for attachment in attachments)
    in_order = (readings[attachment.stored_id] for attachment in attachments)
    return next((reading for reading in in_order if reading.kept is not None), None)


def _sentence(text: str) -> str:
    return text if text.endswith("。") else f"{text}。"
