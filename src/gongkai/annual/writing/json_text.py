"""The report as JSON of the contract's schema."""

from __future__ import annotations

import json
import re

from gongkai.annual.form import Edition
from gongkai.annual.report import AnnualReport

__all__ = ["render"]

_SURROGATES = re.compile("[\ud800-\udfff]")


def render(report: AnnualReport, edition: Edition) -> bytes:  # noqa: ARG001
    """The report with all that is known of it, notes included; the schema is that of the form in force."""
    text = json.dumps(report.to_dict(), ensure_ascii=False, indent=2)
    # Half a surrogate pair cannot be written as UTF-8; everything else JSON escapes by itself.
    return _SURROGATES.sub("", text).encode() + b"\n"
