"""Checking an annual report: in itself, against the form, its text, last year's report and its peers.

>>> from gongkai.annual.checking import check
>>> from gongkai.annual.report import AnnualReport
>>> check(AnnualReport(), select=["applications"])
[]
"""

from gongkai.annual.checking.finding import Evidence, Fault, Finding, Severity
from gongkai.annual.checking.registry import RULES, Example, Rule, UnknownRuleError
from gongkai.annual.checking.run import check
from gongkai.annual.checking.settings import CheckSettings

__all__ = [
    "RULES",
    "CheckSettings",
    "Evidence",
    "Example",
    "Fault",
    "Finding",
    "Rule",
    "Severity",
    "UnknownRuleError",
    "check",
]
