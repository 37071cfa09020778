"""nginx passes on only so much of one address; what it sends itself has no limit."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.front.front_process import PATIENCE, FrontProcess
from tests.front.nginx_process import NGINX, NginxProcess
from tests.front.office_stand_in import OfficeStandIn

from gongkai.front import nginx_limits
from gongkai.front.nginx import Site

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")


@pytest.fixture(scope="module")
def front(small_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FrontProcess]:
    with (
        OfficeStandIn(tmp_path_factory.mktemp("o") / "s") as office,
        FrontProcess(small_copy, office=office.socket, token="t", https=True) as running,
    ):
        yield running


@contextmanager
def nginx(front: FrontProcess, small_copy: Path, folder: Path, *trusted: str) -> Iterator[NginxProcess]:
    small_copy.parent.chmod(0o755)
    address = f"127.0.0.1:{front.port}"
    site = Site(small_copy, None, address, "localhost", (), https=True, questions=3, trusted=trusted)
    with NginxProcess(folder, site, workers=2) as running:
        yield running


def test_whoever_asks_too_much_is_told_and_still_reads(
    front: FrontProcess, small_copy: Path, tmp_path: Path
) -> None:
    with nginx(front, small_copy, tmp_path) as running:
        asked = [running.get(f"/search/?q={number}").status for number in range(12)]
        assert asked[:4] == [200] * 4 and asked[4:].count(429) >= 7
        refused = running.get("/zzb/search/?q=1")
        assert refused.status == 429 and "请过一会儿再试" in refused.body.decode()
        assert refused.headers["retry-after"] == str(nginx_limits.RETRY_SECONDS)
        assert refused.headers["content-type"].startswith("text/html")
        data = running.get("/api/v1/items?page=2")
        assert data.status == 429 and json.loads(data.body)["error"]["code"] == "too_many_requests"
        assert data.headers["access-control-allow-origin"] == "*"
        assert running.get("/search/suggest.json?q=1").status == 429
        assert "q=" not in (tmp_path / "error.log").read_text()
        assert [running.get(target).status for target in ("/", "/api/v1/items", "/office/") * 20] == [
            200
        ] * 60


def test_who_passes_on_for_others_is_not_counted(
    front: FrontProcess, small_copy: Path, tmp_path: Path
) -> None:
    with nginx(front, small_copy, tmp_path, "127.0.0.1/32", "::1/128") as running:
        assert {running.get(f"/search/?q={number}").status for number in range(12)} == {200}


def test_one_address_has_so_many_requests_at_the_office_and_not_more(
    front: FrontProcess, small_copy: Path, tmp_path: Path
) -> None:
    """As of somebody who sends many things slowly: what is not sent whole yet is under way."""
    head = b"POST /office/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n"
    slow = []

    def one_more() -> None:
        slow.append(socket.create_connection(("127.0.0.1", running.port)))
        slow[-1].sendall(head)

    with nginx(front, small_copy, tmp_path) as running:
        for _ in range(nginx_limits.AT_ONCE - 2):
            one_more()
        assert running.get("/office/").status == 200
        assert "请求太多" in _until(running, 429, one_more)
        assert running.get("/").status == 200
        for each in slow:
            each.close()
        _until(running, 200)


def _until(running: NginxProcess, status: int, otherwise: Callable[[], None] = lambda: None) -> str:
    """What /office/ answers when it answers with this status; as long as it does not, something else is done."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = running.get("/office/")
        if found.status == status:
            return found.body.decode()
        otherwise()
        time.sleep(0.05)
    raise AssertionError(f"never {status}, but {found.status}")
