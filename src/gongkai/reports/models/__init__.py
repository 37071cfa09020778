"""What is stored of annual reports: what was read from which file, and what of it is public."""

from __future__ import annotations

from gongkai.reports.models.published import PublishedReport
from gongkai.reports.models.reading import Reading

__all__ = ["PublishedReport", "Reading"]
