"""docs/api.md says what the API is now."""

from __future__ import annotations

from pathlib import Path

from scripts.make_docs import PAGES

ROOT = Path(__file__).parents[3]


def test_the_page_is_current() -> None:
    page = PAGES["docs/api.md"]()
    assert (ROOT / "docs/api.md").read_text("utf-8") == page, "run make docs"
    assert "/api/v1/items/{number}" in page
