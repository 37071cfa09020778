"""Annual reports that towns published, and the pages that show them."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from tests.disclosure.conftest import Office, clock, media, office
from tests.reports.conftest import Reporting, reporting, town_report, upload

from gongkai.annual.form import EDITION_2021
from gongkai.channels.pages import Absent, File
from gongkai.portal.editions import InBothEditions
from gongkai.portal.sources.annual import AnnualReportSource, ReportKey

__all__ = ["Office", "Reporting", "clock", "media", "office", "reporting", "town_report", "upload"]

BLOCK = "/zfxxgk/惠民镇/nb/"
ENDINGS = ("docx", "pdf", "xlsx", "json")
Rendered = Callable[..., dict[str, File | Absent]]


@pytest.fixture
def source() -> AnnualReportSource:
    return AnnualReportSource()


@pytest.fixture
def rendered(source: AnnualReportSource) -> Rendered:
    """What the source renders of keys, by address; of all its keys without any."""

    def render(*keys: ReportKey) -> dict[str, File | Absent]:
        found = InBothEditions(source).render(list(keys or source.keys()))
        return {each.address: each for each in found}

    return render


def text(found: File | Absent | None) -> str:
    """The page's source, with its characters unescaped."""
    assert isinstance(found, File) and isinstance(found.body, bytes)
    return unescape(found.body.decode())


def shown_figures(page: str) -> dict[str, str]:
    """What the three official tables of a page show, by the path of the figure."""
    tables = re.findall(r'<div class="scroll official.*?</table>', page, re.DOTALL)
    paths = (
        EDITION_2021.proactive_paths,
        tuple(path for row in EDITION_2021.application_paths for path in row),
        tuple(path for group in EDITION_2021.dispute_paths for path in group),
    )
    found: dict[str, str] = {}
    for table, wanted in zip(tables, paths, strict=True):
        cells = re.findall(r"<td(?: colspan=\"\d+\")?>(.*?)</td>", table)
        texts = [re.sub(r"<[^>]+>", "", cell) for cell in cells]
        found.update(zip(wanted, texts, strict=True))
    return found


def known(figures: dict[str, str]) -> dict[str, str | None]:
    """The same with None for the words that say why there is no figure."""
    return {path: None if shown in ("空白", "无此项", "读不出") else shown for path, shown in figures.items()}


def expected_figures(truth: dict[str, Any]) -> dict[str, str | None]:
    """The figures of the JSON of a report, as they are printed."""

    def at(path: str) -> Any:
        node: Any = truth["tables"]
        for part in path.split("."):
            node = node[part]
        return node

    return {path: None if at(path) is None else str(at(path)) for path in EDITION_2021.paths}
