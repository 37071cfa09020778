"""What is not in the copy is asked of the office, as it came, and its answer comes back as it is."""

from __future__ import annotations

import hashlib
import http.client
import json
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.front.front_process import FrontProcess
from tests.front.office_stand_in import OfficeStandIn

TOKEN = "t" * 64
MOST = 200 << 20


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeStandIn]:
    with OfficeStandIn(tmp_path_factory.mktemp("o") / "s") as running:
        yield running


@pytest.fixture(scope="module")
def front(small_copy: Path, office: OfficeStandIn) -> Iterator[FrontProcess]:
    with FrontProcess(
        small_copy, office=office.socket, token=TOKEN, answer_seconds=2, most_bytes=MOST
    ) as running:
        yield running


def soon(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize(
    ("method", "target"),
    [
        ("GET", "/office/"),
        ("GET", "/office/items/?q=%E6%B0%B4+a&state=x"),
        ("GET", "/search/?q=1"),
        ("GET", "/api/v1/items?page=2"),
        ("GET", "/nowhere/"),
        ("GET", "/index.html"),
        ("GET", "/a%20b/%E6%83%A0/"),
        ("HEAD", "/nowhere/"),
        ("POST", "/"),
        ("DELETE", "/zfxxgk/"),
        ("GET", "/files/x/%3Fa"),
    ],
)
def test_goes_on_as_it_came(front: FrontProcess, office: OfficeStandIn, method: str, target: str) -> None:
    got = front.ask(method, target, Host="gk.example.gov.cn", Accept_Language="zh")
    assert got.status == 200
    assert got.text == ("" if method == "HEAD" else f"office {method}")
    asked = office.asked[-1]
    assert (asked["method"], asked["target"]) == (method, target)
    assert asked["headers"]["Host"] == "gk.example.gov.cn"
    assert asked["headers"]["Accept-Language"] == "zh"
    assert asked["headers"]["X-Gongkai-Front"] == f"{TOKEN} http 127.0.0.1"


def test_who_asks_cannot_be_forged(front: FrontProcess, office: OfficeStandIn) -> None:
    lines = [
        b"GET /office/ HTTP/1.1", b"Host: h", b"X-Gongkai-Front: forged http 203.0.113.9",
        b"X_Gongkai_Front: forged http 203.0.113.9", b"X-Forwarded-For: 203.0.113.7", b"Upgrade: websocket",
        b"Connection: close, x-secret", b"X-Secret: 1", b"Keep-Alive: timeout=5", b"TE: trailers", b"", b"",
    ]  # fmt: skip
    assert front.raw(b"\r\n".join(lines)).startswith(b"HTTP/1.1 200 ")
    asked = office.asked[-1]["headers"]
    assert asked.getall("X-Gongkai-Front") == [f"{TOKEN} http 127.0.0.1"]
    # Judged by the office, as ever.
    assert asked["X-Forwarded-For"] == "203.0.113.7"
    for name in ("X_Gongkai_Front", "X-Secret", "Upgrade", "Keep-Alive", "TE"):
        assert name not in asked


def test_answer_comes_back_as_it_is(front: FrontProcess) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", front.port, timeout=20)
    connection.request("GET", "/office/cookies")
    answer = connection.getresponse()
    assert [value.partition(";")[0] for value in answer.headers.get_all("set-cookie")] == ["one=1", "two=2"]
    assert "x-private" not in answer.headers
    for status in (204, 302, 404, 429, 500):
        assert front.get(f"/office/?status={status}").status == status
    connection.close()


def _resident(process: int) -> int:
    """Kilobytes of a process and its children."""
    found = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                said = (entry / "status").read_text()
            except OSError:
                continue
            fields = dict(line.split(":\t", 1) for line in said.splitlines() if ":\t" in line)
            if str(process) in (entry.name, fields.get("PPid")):
                found += int(fields.get("VmRSS", "0 kB").split()[0])
    return found


def test_upload_of_a_hundred_megabytes_is_not_held(front: FrontProcess) -> None:
    piece = bytes(range(256)) * 4096
    digest = hashlib.sha256()
    before = _resident(front.process.pid)
    most = 0
    connection = http.client.HTTPConnection("127.0.0.1", front.port, timeout=60)
    connection.putrequest("POST", "/office/upload")
    connection.putheader("Content-Length", str(100 * len(piece)))
    connection.endheaders()
    for number in range(100):
        connection.send(piece)
        digest.update(piece)
        if number % 10 == 0:
            most = max(most, _resident(front.process.pid))
    said = json.loads(connection.getresponse().read())
    connection.close()
    assert said == {"size": 100 * len(piece), "sha256": digest.hexdigest()}
    assert most - before < 40_000


def test_slow_upload_is_given_its_time(front: FrontProcess) -> None:
    """The office's time to think begins when it has the whole request."""
    connection = http.client.HTTPConnection("127.0.0.1", front.port, timeout=60)
    connection.putrequest("POST", "/office/upload")
    connection.putheader("Content-Length", "3")
    connection.endheaders()
    for letter in (b"a", b"b", b"c"):
        time.sleep(0.9)
        connection.send(letter)
    answer = connection.getresponse()
    assert (answer.status, json.loads(answer.read())["size"]) == (200, 3)
    connection.close()


def test_large_answer_comes_whole(front: FrontProcess) -> None:
    got = front.get("/office/large")
    assert got.headers["content-length"] == "3000000"
    assert got.body == b"x" * 3_000_000


def test_answer_that_breaks_off_is_not_taken_for_whole(front: FrontProcess) -> None:
    with pytest.raises(http.client.IncompleteRead):
        front.get("/office/dies")


def test_office_that_thinks_too_long(front: FrontProcess, office: OfficeStandIn) -> None:
    got = front.get("/office/slow")
    assert got.status == 504
    assert "暂时不能办理（副本）" in got.text
    assert soon(lambda: "/office/slow" in office.broken_off)
    assert front.get("/office/slow?seconds=0.2").text == "late"


def test_reader_does_not_wait_for_an_office_that_hangs(small_copy: Path, office: OfficeStandIn) -> None:
    with FrontProcess(small_copy, office=office.socket, token=TOKEN, reader_seconds=1) as front:
        assert "离线搜索" in front.get("/search/?think=20").text
        queried = front.get("/api/v1/items?think=20")
        assert (queried.status, queried.headers["retry-after"]) == (504, "30")
        assert json.loads(queried.body)["error"]["code"] == "unavailable"
        assert front.get("/search/suggest.json?think=20").status == 504
        assert front.get("/office/?think=1.5").status == 200


@pytest.mark.parametrize("path", ["/office/slow?seconds=20", "/office/endless"])
def test_reader_who_goes_away_ends_the_work(front: FrontProcess, office: OfficeStandIn, path: str) -> None:
    office.broken_off.clear()
    with socket.create_connection(("127.0.0.1", front.port)) as link:
        link.sendall(f"GET {path} HTTP/1.1\r\nHost: h\r\n\r\n".encode())
        if "endless" in path:
            link.recv(1000)
        else:
            time.sleep(0.3)
    assert soon(lambda: path.partition("?")[0] in office.broken_off)


def _upload(length: int) -> bytes:
    return f"POST /office/upload HTTP/1.1\r\nHost: h\r\nContent-Length: {length}\r\n\r\n".encode()


def test_upload_that_does_not_come_whole_is_not_asked_of_the_office(
    front: FrontProcess, office: OfficeStandIn
) -> None:
    """A hundred that send slowly keep nobody else waiting: the office, which has few threads, knows of none."""
    before = len(office.asked)
    slow = [socket.create_connection(("127.0.0.1", front.port)) for _ in range(100)]
    for number, link in enumerate(slow):
        link.sendall(_upload(1_000_000) + b"x" * (5000 if number % 2 else 500_000))
    assert front.ask("POST", "/office/", body=b"a=1").status == 200
    for link in slow:
        link.close()
    assert front.ask("POST", "/office/", body=b"a=1").status == 200
    assert {asked["target"] for asked in office.asked[before:]} == {"/office/"}


def test_what_waited_on_the_disk_leaves_nothing(front: FrontProcess, office: OfficeStandIn) -> None:
    assert front.ask("POST", "/office/upload", body=b"x" * 3_000_000).status == 200
    assert [each.name for each in office.socket.parent.iterdir()] == [office.socket.name]


def test_more_than_is_taken_in_is_refused_before_it_is_sent(
    front: FrontProcess, office: OfficeStandIn
) -> None:
    before = len(office.asked)
    for target, kind in (("/office/upload", "text/html"), ("/api/v1/items", "application/json")):
        got = front.ask("POST", target, Content_Length=str(MOST + 1))
        assert got.status == 413
        assert got.headers["content-type"].startswith(kind)
        assert "内容太大" in got.text or "提交的内容太大" in json.loads(got.body)["error"]["message"]
    assert len(office.asked) == before


def test_body_of_unknown_length_comes_whole(front: FrontProcess) -> None:
    answer = front.raw(
        b"POST /office/upload HTTP/1.1\r\nHost: h\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n"
    )
    assert b'"size": 7' in answer


@pytest.mark.parametrize(
    ("head", "sent"),
    [
        *(("Transfer-Encoding: chunked", sent)
          for sent in (b"3\r\nabc\r\nzz\r\n", b"5\r\nab", b"3\r\nabc\r\n", b"3\r\nabc\r\n0\r\n", b"")),
        *(("Content-Length: 200000", sent) for sent in (b"", b"abc", b"x" * 199_999)),
    ],
)  # fmt: skip
def test_body_that_is_cut_off_is_not_taken_for_whole(
    front: FrontProcess, office: OfficeStandIn, head: str, sent: bytes
) -> None:
    before = len(office.asked)
    with socket.create_connection(("127.0.0.1", front.port), timeout=20) as link:
        link.sendall(f"POST /office/upload HTTP/1.1\r\nHost: h\r\n{head}\r\n\r\n".encode() + sent)
        link.shutdown(socket.SHUT_WR)
        answer = link.recv(65536)
    assert answer.startswith(b"HTTP/1.1 400 ") and "没有传完整" in answer.decode()
    assert len(office.asked) == before


def test_method_in_small_letters_is_another_and_not_known(front: FrontProcess, office: OfficeStandIn) -> None:
    before = len(office.asked)
    for method in ("get", "Post", "pOST"):
        assert front.ask(method, "/office/").status == 501
    assert front.ask("M-SEARCH", "/office/").status == 200
    assert [asked["method"] for asked in office.asked[before:]] == ["M-SEARCH"]


def test_connection_cannot_take_the_length_away(front: FrontProcess, office: OfficeStandIn) -> None:
    answer = front.raw(
        b"POST /office/upload HTTP/1.1\r\nHost: h\r\nConnection: close, content-length\r\n"
        b"Content-Length: 3\r\n\r\nabc"
    )
    assert b'"size": 3' in answer
    asked = office.asked[-1]["headers"]
    assert (asked.getall("Content-Length"), "Transfer-Encoding" in asked) == (["3"], False)


def test_continue_is_said_before_a_large_body(front: FrontProcess) -> None:
    with socket.create_connection(("127.0.0.1", front.port), timeout=20) as link:
        link.sendall(
            b"POST /office/upload HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n"
            b"Connection: close\r\n\r\n"
        )
        assert link.recv(100).startswith(b"HTTP/1.1 100 ")
        link.sendall(b"abc")
        found = b""
        while piece := link.recv(65536):
            found += piece
    assert b'"size": 3' in found


def test_web_socket_is_no_more_than_a_request(front: FrontProcess) -> None:
    answer = front.raw(
        b"GET /office/ HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        b"GET /office/?status=404 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
    )
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b"HTTP/1.1 101" not in answer


def test_a_stop_leaves_no_connection_and_no_word_about_one(small_copy: Path, office: OfficeStandIn) -> None:
    with FrontProcess(small_copy, office=office.socket, token=TOKEN) as running:
        assert running.get("/office/").status == 200
    assert "Unclosed" not in running.said and "Traceback" not in running.said
