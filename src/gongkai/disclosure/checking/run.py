"""One draft checked by all rules; a rule that breaks down is itself a finding."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence

from gongkai.disclosure.checking.accessibility import check_accessibility
from gongkai.disclosure.checking.annual_reports import check_annual_reports
from gongkai.disclosure.checking.attachment_safety import check_attachments
from gongkai.disclosure.checking.county_terms import check_county_terms
from gongkai.disclosure.checking.dates import check_dates
from gongkai.disclosure.checking.document_number import check_document_number
from gongkai.disclosure.checking.doubled_words import check_doubled_words
from gongkai.disclosure.checking.draft import Draft
from gongkai.disclosure.checking.figures import check_figures
from gongkai.disclosure.checking.finding import Finding, Severity
from gongkai.disclosure.checking.leaders import check_leaders
from gongkai.disclosure.checking.links import check_links
from gongkai.disclosure.checking.metadata import check_metadata
from gongkai.disclosure.checking.misprints import check_misprints
from gongkai.disclosure.checking.personal_data import check_personal_data, check_personal_data_attached
from gongkai.disclosure.checking.punctuation import check_punctuation
from gongkai.disclosure.checking.registry import Example, Rule, register

__all__ = ["FAMILIES", "Family", "check_draft"]

Family = Callable[[Draft], Iterable[Finding]]

FAILED = register(
    Rule(
        name="check.failed",
        title="每一项检查都做完了",
        basis="检查不了与检查不合格同样对待",
        severity=Severity.BLOCKING,
        explanation="某一项检查出了意外而没有做完，不当作通过；稿子改动后会重新检查。",
        example=Example("程序出错"),
    )
)

FAMILIES: tuple[tuple[str, Family], ...] = (
    ("个人信息", check_personal_data),
    ("附件里的个人信息", check_personal_data_attached),
    ("附件", check_attachments),
    ("年度报告", check_annual_reports),
    ("信息要素", check_metadata),
    ("文号", check_document_number),
    ("日期", check_dates),
    ("领导姓名和排序", check_leaders),
    ("与台账的数", check_figures),
    ("本县用词", check_county_terms),
    ("链接", check_links),
    ("图片、表格和视频", check_accessibility),
    ("重复的字词", check_doubled_words),
    ("错别字", check_misprints),
    ("标点", check_punctuation),
)
"""What is checked, by the name that people read."""


def check_draft(draft: Draft, families: Sequence[tuple[str, Family]] = FAMILIES) -> tuple[Finding, ...]:
    """Everything that is wrong with a draft, the gravest first, else in the order of FAMILIES and of the text.

    Never raises: a check that breaks down leaves what it had found and a blocking ``check.failed``.
    """
    found = [finding for name, family in families for finding in _guarded(name, family, draft)]
    return tuple(sorted(found, key=lambda finding: finding.severity.rank))


def _guarded(name: str, family: Family, draft: Draft) -> Iterator[Finding]:
    try:
        yield from family(draft)
    except Exception:  # whatever it is, the item must not pass because of it
        logging.getLogger(__name__).exception("a check of a draft broke down: %s", name)
        yield FAILED.finding(
            "整篇",
            "",
            f"“{name}”这一项检查出了意外，没有做完。",
            "请稍后再试；仍不行请告诉系统管理员，或者逐字看过，在信息页写明理由。",
            content=f"{name} {_content_of(draft)}",
        )


def _content_of(draft: Draft) -> str:
    """What the draft says, so that a clearance of a check not made does not outlive a change of the draft."""
    digests = [attachment.extract.digest if attachment.extract else "" for attachment in draft.attachments]
    return hashlib.sha256(
        repr((draft.title, draft.metadata, draft.body, digests)).encode("utf-8", "replace")
    ).hexdigest()
