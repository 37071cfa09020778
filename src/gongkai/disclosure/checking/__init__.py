"""Checking a draft before it goes to review and before it goes out.

>>> from gongkai.disclosure.checking import Draft, check_draft
>>> [finding.rule for finding in check_draft(Draft("关于布署春耕工作的通知")) if finding.severity == "hint"]
['words.misprint']
"""

from gongkai.disclosure.checking.draft import (
    AppointedLeader,
    AttachedReport,
    Attachment,
    Block,
    CountyTerm,
    Draft,
    Heading,
    Link,
    Paragraph,
    Picture,
    Table,
    Video,
)
from gongkai.disclosure.checking.finding import Finding, Severity
from gongkai.disclosure.checking.registry import RULES, Example, Rule
from gongkai.disclosure.checking.run import check_draft

__all__ = [
    "RULES",
    "AppointedLeader",
    "AttachedReport",
    "Attachment",
    "Block",
    "CountyTerm",
    "Draft",
    "Example",
    "Finding",
    "Heading",
    "Link",
    "Paragraph",
    "Picture",
    "Rule",
    "Severity",
    "Table",
    "Video",
    "check_draft",
]
