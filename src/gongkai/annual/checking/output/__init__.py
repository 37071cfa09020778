"""Findings for people, for programs and for code scanning services."""

from gongkai.annual.checking.output.checked import Checked, has_errors
from gongkai.annual.checking.output.json import to_json
from gongkai.annual.checking.output.sarif import to_sarif
from gongkai.annual.checking.output.text import summary, text_lines

__all__ = ["Checked", "has_errors", "summary", "text_lines", "to_json", "to_sarif"]
