"""A town's office, as in the tests of disclosure, whose publications are searched."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from tests.disclosure.conftest import Office, clock, media, office
from tests.search.opensearch_server import REAL, RunningOpenSearch

from gongkai.disclosure.actions.attach import Attach
from gongkai.search.backends.opensearch import OpenSearchIndex
from gongkai.search.filters import Asked
from gongkai.search.finding import Found, find

__all__ = ["Office", "clock", "media", "office"]


@pytest.fixture(autouse=True)
def _counted_without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.search.keeping.BETWEEN_COUNTS", 0.0)


@pytest.fixture(autouse=True)
def _data_of_its_own(settings: Any, tmp_path: Path) -> None:
    """Who rebuilds holds the data folder, which the workers of a run share."""
    settings.DATA = tmp_path


@pytest.fixture
def opensearch_url(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The real one, where there is one; or osmem's."""
    if REAL:
        return REAL
    # This one, unlike OpenSearch, keeps numbers as doubles: with places so short it tells those of a second apart.
    monkeypatch.setattr("gongkai.search.models._BITS_OF_ITEM", 20)
    return str(request.getfixturevalue("osmem_url"))


@pytest.fixture
def opensearch(opensearch_url: str, settings: Any) -> Iterator[RunningOpenSearch]:
    """A server with nothing in it, named in the settings."""
    running = RunningOpenSearch(opensearch_url)
    settings.SEARCH_ADDRESS = running.address
    yield running
    running.remove()


@pytest.fixture(params=["database", "opensearch"])
def either_index(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index in the database, then an OpenSearch: what is found must not depend on it."""
    if request.param == "opensearch":
        request.getfixturevalue("opensearch")
        # It is written after the commit, which the transaction of a test never comes to.
        monkeypatch.setattr(OpenSearchIndex, "within_transaction", True)


@pytest.fixture
def searched(db: None) -> Any:
    """Search, and give the titles."""

    def titles(text: str = "", **given: str) -> list[str]:
        return [hit.item.title for hit in found(text, **given).hits]

    return titles


def found(text: str = "", **given: str) -> Found:
    return find(Asked.of({"q": text, **given}))


def docx(*paragraphs: str) -> bytes:
    from docx import Document

    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def attach(office: Office, item: Any, name: str, data: bytes, title: str = "") -> Any:
    present = office.again(item)
    Attach(present, office.drafter, SimpleUploadedFile(name, data), title).perform()
    return office.again(item)


def emptied() -> None:
    """Take everything out of the index in the database, and leave its documents as they are."""
    statement = (
        "INSERT INTO search_index(search_index) VALUES ('delete-all')"
        if connection.vendor == "sqlite"
        else "DELETE FROM search_index"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
