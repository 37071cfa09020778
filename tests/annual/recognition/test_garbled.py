"""Pages that were read in a wrong encoding and saved again are called what they are."""

from __future__ import annotations

import pytest
from tests.annual.corpus.shapes import make

from gongkai.annual.reading import UnreadableError, read_bytes


def _misread(encoding: str) -> bytes:
    return make("html_clean", 1).data.decode(encoding, "replace").encode()


def _western(data: bytes) -> bytes:
    """As browsers read it: Windows' Western letters, and control characters where it has none."""
    return "".join(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in data).encode()


@pytest.mark.parametrize(
    "data",
    [
        _misread("latin-1"),
        _western(make("html_clean", 1).data),
        _misread("gbk"),
        _misread("gb18030"),
        _misread("ascii"),
        _misread("ascii").decode("gbk", "replace").encode(),
    ],
    ids=["latin-1", "windows-1252", "gbk", "gb18030", "lost", "lost-gbk"],
)
def test_a_garbled_page_is_refused_as_garbled(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="乱码"):
        read_bytes(data, "report.html")


@pytest.mark.parametrize(
    "text",
    [
        "<p>本页介绍政府信息公开年度报告的编制办法和申请办理的数量。</p>",
        "<p>Rapport d’activité du département : réunions, études et publications de l’année.</p>",
        "<p>今天天气很好，适合出门散步。</p>",
    ],
)
def test_another_page_is_not_called_garbled(text: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_bytes(f"<html><body>{text * 20}</body></html>".encode(), "page.html")

    assert "乱码" not in str(refused.value)
