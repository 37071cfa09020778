"""nginx with the configuration that we write answers as our own front does."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import time
import urllib.parse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.front.conftest import put
from tests.front.front_process import PATIENCE, FrontProcess, free_port
from tests.front.nginx_process import NGINX, NginxProcess
from tests.front.office_stand_in import OfficeStandIn

from gongkai.front.nginx import Site

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")

NOBODYS = ("files/k/.w-1", "files/k/list.zip.meta", "files/k/list.csv.gz", "files/.w-2/list.csv", "api/v1/.w-3",
           "api/v1/none.json.meta")  # fmt: skip
HUIMIN = urllib.parse.quote("/zfxxgk/惠民镇/")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeStandIn]:
    with OfficeStandIn(tmp_path_factory.mktemp("o") / "s") as running:
        yield running


@pytest.fixture(scope="module")
def pages(small_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small copy with an attachment, and with what is nobody's to read."""
    found = shutil.copytree(small_copy, tmp_path_factory.mktemp("copy") / "public")
    put(found, "files/k/list.csv", "序号,名称")
    for beside in NOBODYS:
        put(found, beside, "secret")
    return found


@pytest.fixture(scope="module")
def front(pages: Path, office: OfficeStandIn) -> Iterator[FrontProcess]:
    with FrontProcess(pages, office=office.socket, token="t", https=True) as running:
        yield running


@pytest.fixture(scope="module")
def nginx(
    pages: Path, front: FrontProcess, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[NginxProcess]:
    data = tmp_path_factory.mktemp("data")
    (data / "static").mkdir()
    (data / "static" / "own.0123456789ab.css").write_text("body {}")
    (data / "static" / "staticfiles.json").write_text("{}")
    (data / "static" / ".w-4").write_text("secret")
    (data / "static" / "own.0123456789ab.css.gz").write_text("secret")
    (data / "secret.css").write_text("secret")
    for folder in (pages.parent, data):
        folder.chmod(0o755)
    site = Site(pages, data, f"127.0.0.1:{front.port}", "localhost", (), https=True)
    folder = tmp_path_factory.mktemp("nginx")
    with NginxProcess(folder, replace(site, log=folder / "access.log")) as running:
        yield running


def test_log_has_who_and_where_and_not_what_was_searched_for(nginx: NginxProcess) -> None:
    nginx.get("/search/?q=somebody", Referer="https://localhost/search/?q=before")
    nginx.get("/office/account/forgotten/3-key/")
    log, until = nginx.folder / "access.log", time.monotonic() + PATIENCE
    while "/forgotten/" not in (said := log.read_text()) and time.monotonic() < until:
        time.sleep(0.01)  # a line is written when the answer is out
    assert re.search(r'^127\.0\.0\.1 \[.*\] "GET /search/" 200 ', said, re.MULTILINE)
    assert '"GET /office/account/forgotten/" ' in said
    assert not re.search("somebody|before|3-key", said)


# What each server makes in its own way.
OWN = {"server", "date", "etag", "last-modified", "connection", "accept-ranges", "vary", "content-length",
       "transfer-encoding", "content-disposition"}  # fmt: skip


@pytest.mark.parametrize(
    "target",
    ["/", HUIMIN, f"{HUIMIN}xx/7/", "/api/v1/items", "/api/v1/items/12", "/feeds/atom.xml", f"{HUIMIN}nb/2024.docx",
     f"{HUIMIN}nb/2024.pdf", "/search/?q=1", "/office/", "/nowhere/", "/api/v1/items?page=2", "/files/k/list.csv",
     "/api/v1/items/7"],
)  # fmt: skip
def test_answers_as_the_front_does(front: FrontProcess, nginx: NginxProcess, target: str) -> None:
    ours, theirs = front.get(target), nginx.get(target)
    assert (theirs.status, theirs.body) == (ours.status, ours.body)
    assert {k: v for k, v in theirs.headers.items() if k not in OWN} == {
        k: v for k, v in ours.headers.items() if k not in OWN
    }
    how = [each.headers.get("content-disposition", "").partition(";")[0] for each in (ours, theirs)]
    assert how[0] == how[1]


@pytest.mark.parametrize(
    ("method", "target"),
    [("GET", "/accounts/%E5%B2%B3//a+b/?next=%2Foffice%2F"), ("POST", "/accounts/login/?a=%20b"), ("HEAD", "/x/y/")],
)  # fmt: skip
def test_what_is_not_in_the_copy_comes_to_the_office_as_it_was_asked(
    nginx: NginxProcess, office: OfficeStandIn, method: str, target: str
) -> None:
    before = len(office.asked)
    got = nginx.ask(method, target, body=b"name=1" if method == "POST" else None)
    assert got.status == 200
    [asked] = office.asked[before:]
    assert (asked["method"], asked["target"]) == (method, target)


def test_page_is_only_read(front: FrontProcess, nginx: NginxProcess) -> None:
    ours, theirs = (server.ask("POST", HUIMIN, body=b"x=1") for server in (front, nginx))
    assert (theirs.status, theirs.body) == (ours.status, ours.body)


def test_compressed_conditional_and_in_parts(front: FrontProcess, nginx: NginxProcess) -> None:
    packed = nginx.get("/", Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.body == front.get("/", Accept_Encoding="gzip").body
    again = nginx.get("/", If_None_Match=packed.headers["etag"], Accept_Encoding="gzip")
    assert (again.status, again.headers["cache-control"]) == (304, "no-cache")
    assert nginx.get(f"{HUIMIN}nb/2024.pdf", Range="bytes=0-4").body == b"%PDF-"


def test_address_without_its_slash_is_sent_on(nginx: NginxProcess) -> None:
    got = nginx.get(HUIMIN.rstrip("/"))
    assert got.status == 301
    assert urllib.parse.urlsplit(got.headers["location"]).path == HUIMIN


@pytest.mark.parametrize(
    "target",
    [f"{HUIMIN}xx/7/index.html.meta", "/index.html.gz", "/index.html", "/static/staticfiles.json",
     "/static/../secret.css", "/static/..%2fsecret.css", "/.hidden", "/404/", "/404/index.html", "/503/",
     "/static/.w-4", "/static/own.0123456789ab.css.gz", *(f"/{each}" for each in NOBODYS)],
)  # fmt: skip
def test_what_is_nobodys_is_not_sent(nginx: NginxProcess, target: str) -> None:
    got = nginx.get(target)
    assert got.status in (400, 404) or got.text == "office GET"
    assert b"secret" not in got.body


def test_assets_are_kept(nginx: NginxProcess) -> None:
    got = nginx.get("/static/own.0123456789ab.css")
    assert (got.status, got.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert "immutable" in got.headers["cache-control"]


def test_without_the_front_readers_read_on(small_copy: Path, tmp_path: Path) -> None:
    for site in (
        Site(small_copy, None, "127.0.0.1:9", "localhost", (), https=False),
        Site(small_copy, None, "", "localhost", (), https=False),
    ):
        with NginxProcess(tmp_path, site) as nginx:
            assert nginx.get("/").status == 200
            assert nginx.get(f"{HUIMIN}xx/7/").status == 410
            assert "离线搜索" in nginx.get("/search/?q=1").text
            for target, status in (
                ("/office/", 503 if site.front else 404),
                ("/nowhere/", 404),
                ("/nowhere", 404),
            ):
                later = nginx.get(target)
                assert (later.status, "（副本）" in later.text) == (status, True), target
            for target in ("/api/v1/items?page=2", "/api/v1/items/9999"):
                later = nginx.get(target)
                assert (later.status, later.headers["retry-after"]) == (503, "30"), target
                assert json.loads(later.body)["error"]["code"] == "unavailable"


def test_who_types_no_https_is_sent_on(small_copy: Path, tmp_path: Path) -> None:
    plain = free_port()
    site = Site(small_copy, None, "", "localhost", (), https=True, plain=(f"listen 127.0.0.1:{plain};",))
    with NginxProcess(tmp_path, site):
        link = http.client.HTTPConnection("127.0.0.1", plain)
        link.request("GET", f"{HUIMIN}?a=1", headers={"Host": "localhost"})
        got = link.getresponse()
        assert (got.status, got.getheader("location")) == (301, f"https://localhost{HUIMIN}?a=1")
        link.close()


def test_page_of_another_site_may_read_what_is_open(front: FrontProcess, nginx: NginxProcess) -> None:
    for target in ("/api/v1/items", "/api/v1/items/12", "/api/v1/items?page=2", "/feeds/atom.xml"):
        ours, theirs = (server.ask("OPTIONS", target) for server in (front, nginx))
        allowed = [
            {name: value for name, value in each.headers.items() if name.startswith("access-control-")}
            for each in (ours, theirs)
        ]
        assert (theirs.status, allowed[1]) == (ours.status, allowed[0]), target
        assert allowed[1]["access-control-allow-headers"] == "Content-Type, If-None-Match, Range"


def test_what_is_too_large_is_refused_in_words(nginx: NginxProcess) -> None:
    for target in ("/office/items/7/", "/apply/", "/search/", HUIMIN):
        got = nginx.ask("POST", target, Content_Length=str(61 << 20))
        assert (got.status, got.headers["content-type"]) == (413, "text/html; charset=utf-8"), target
        assert "提交的内容太大，没有收下" in got.text


def test_who_keeps_answers_for_others_knows_that_there_are_two(nginx: NginxProcess) -> None:
    for encoding in ("gzip", "identity"):
        assert "Accept-Encoding" in nginx.get("/", Accept_Encoding=encoding).headers["vary"]
