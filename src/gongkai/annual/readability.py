"""Whether anything could be read of a report's tables: for every command the same answer."""

from __future__ import annotations

from gongkai.annual.report import AnnualReport, Status

__all__ = ["has_no_figures"]


def has_no_figures(report: AnnualReport) -> bool:
    """Whether the tables are there but none of their cells can be read: pictures, attachments."""
    return {report.cell(path).status for path in report.form.paths} <= {Status.UNREADABLE, Status.ABSENT}
