from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.front.front_process import FrontProcess


def put(pages: Path, path: str, body: bytes | str, **said: object) -> Path:
    """A file as the writer of the copy puts it: what stands beside it first, itself by renaming."""
    file = pages / path
    file.parent.mkdir(parents=True, exist_ok=True)
    body = body.encode() if isinstance(body, str) else body
    for ending, content in ((".gz", gzip.compress(body, mtime=0)), (".meta", json.dumps(said).encode())):
        beside = file.with_name(file.name + ending)
        if (ending == ".gz" and len(body) >= 512) or (ending == ".meta" and said):
            beside.write_bytes(content)
        else:
            beside.unlink(missing_ok=True)
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_bytes(body)
    fresh.replace(file)
    return file


@pytest.fixture(scope="session")
def _small_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = tmp_path_factory.mktemp("copy") / "public"
    put(pages, "index.html", "<h1>首页</h1>" * 100)
    put(pages, "404/index.html", "<h1>没有这个页面（副本）</h1>", status=404)
    put(pages, "503/index.html", "<h1>暂时不能办理（副本）</h1>", status=503)
    put(pages, "zzb/index.html", "<h1>长者版</h1>")
    put(pages, "zzb/404/index.html", "<h1>没有这个页面（长者版）</h1>", status=404)
    put(pages, "search/index.html", "<h1>离线搜索</h1>")
    put(pages, "zzb/search/index.html", "<h1>长者版离线搜索</h1>")
    put(pages, "zfxxgk/惠民镇/index.html", "<h1>惠民镇</h1>")
    put(pages, "zfxxgk/惠民镇/xx/7/index.html", "<h1>已撤回</h1>", status=410)
    put(pages, "zfxxgk/惠民镇/nb/2024.docx", b"PK\x03\x04")
    put(pages, "zfxxgk/惠民镇/nb/2024.pdf", b"%PDF-" + bytes(range(256)) * 4000)
    put(pages, "api/v1/items.json", '{"items": []}')
    put(pages, "api/v1/items/12.json", '{"id": 12}')
    put(pages, "api/v1/items/7.json", '{"error": {"code": "withdrawn"}}', status=410)
    put(pages, "feeds/atom.xml", "<feed/>", type="application/atom+xml; charset=utf-8")
    return pages


@pytest.fixture(scope="session")
def small_copy(_small_copy: Path) -> Path:
    """A copy of a few pages, which no test changes."""
    return _small_copy


@pytest.fixture(scope="module")
def alone(small_copy: Path) -> Iterator[FrontProcess]:
    """A front without an office."""
    with FrontProcess(small_copy) as front:
        yield front
