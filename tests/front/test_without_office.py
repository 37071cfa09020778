"""The office is stopped, and what is public stays where it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.front.front_process import FrontProcess
from tests.front.office_stand_in import OfficeStandIn


def test_copy_goes_on_and_what_cannot_is_said(alone: FrontProcess) -> None:
    assert alone.get("/").status == 200
    for target in ("/search/?q=x", "/search/"):
        got = alone.get(target)
        assert got.status == 200
        assert "离线搜索" in got.text
    assert "长者版离线搜索" in alone.get("/zzb/search/?q=x").text
    for method, target in (
        ("GET", "/office/"),
        ("POST", "/apply/"),
        ("POST", "/search/"),
        ("GET", "/metrics"),
    ):
        got = alone.ask(method, target)
        assert got.status == 503
        assert got.headers["retry-after"]
        assert "暂时不能办理（副本）" in got.text
    got = alone.get("/zfxxgk/nowhere/")
    assert got.status == 404
    assert "没有这个页面（副本）" in got.text
    assert "retry-after" not in got.headers
    assert "（长者版）" in alone.get("/zzb/zfxxgk/nowhere/").text


@pytest.mark.parametrize("target", ["/api/v1/items?page=2", "/api/v1/search?q=x", "/api/v1/none"])
def test_programs_are_told_in_json(alone: FrontProcess, target: str) -> None:
    got = alone.get(target)
    assert got.status == 503
    assert got.headers["content-type"].startswith("application/json")
    assert got.headers["access-control-allow-origin"] == "*"
    assert "error" in json.loads(got.body)


def test_front_lives_and_the_platform_is_not_ready(alone: FrontProcess) -> None:
    assert json.loads(alone.get("/healthz").body) == {"status": "up"}
    got = alone.get("/readyz")
    assert got.status == 503
    assert json.loads(got.body)["checks"][0]["name"] == "office"


def test_empty_folder_says_later_in_words_of_its_own(tmp_path: Path) -> None:
    with FrontProcess(tmp_path / "not-yet") as front:
        got = front.get("/")
        assert got.status == 503
        assert "请稍后再试" in got.text
        assert got.headers["content-security-policy"]


def test_office_whose_database_is_away_leaves_the_search_to_the_copy(
    small_copy: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    socket = tmp_path_factory.mktemp("o") / "s"
    (empty := tmp_path_factory.mktemp("empty")).joinpath("index.html").write_text("<h1>首页</h1>")
    with OfficeStandIn(socket) as office:
        office.status = 503
        with FrontProcess(small_copy, office=socket, token="t") as front:
            assert "离线搜索" in front.get("/search/?q=x").text
            assert "长者版离线搜索" in front.get("/zzb/search/?q=x").text
            assert front.ask("HEAD", "/search/").status == 200
            # What the copy cannot do is answered as the office says.
            for method, target in (("GET", "/office/"), ("GET", "/api/v1/search?q=x"), ("POST", "/search/")):
                got = front.ask(method, target)
                assert (got.status, got.text) == (503, "unable")
            office.status = 429
            assert front.get("/search/?q=x").status == 429
            office.status = None
            assert "离线搜索" not in front.get("/search/?q=x").text
        with FrontProcess(empty, office=socket, token="t") as front:
            office.status = 503
            assert front.get("/search/?q=x").text == "unable"


def test_office_that_comes_and_goes(small_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    socket = tmp_path_factory.mktemp("o") / "s"
    with FrontProcess(small_copy, office=socket, token="t") as front:
        assert front.get("/office/").status == 503
        for _ in range(2):
            with OfficeStandIn(socket):
                assert front.get("/office/").status == 200
            assert front.get("/office/").status == 503
            assert front.ask("POST", "/office/", b"x").status == 503
            assert front.get("/").status == 200
