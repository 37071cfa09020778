"""Acts on annual reports: made from a file, noted when they are public."""

from __future__ import annotations

from gongkai.reports.actions.make_report_item import MakeReportItem
from gongkai.reports.actions.record_report import RecordReport

__all__ = ["MakeReportItem", "RecordReport"]
