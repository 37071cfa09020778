"""https by the front itself, and the log of what it answers."""

from __future__ import annotations

import http.client
import json
import shutil
import socket
import ssl
import subprocess
from pathlib import Path

import pytest
from tests.front.certificates import make_certificate
from tests.front.front_process import FrontProcess
from tests.front.office_stand_in import OfficeStandIn


class TlsFront(FrontProcess):
    def get(self, target: str, **headers: str):  # type: ignore[no-untyped-def]
        trusted = ssl.create_default_context(cafile=str(self.configuration.certificate))
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=20, context=trusted)
        connection.request("GET", target, headers=headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


def test_https_comes_to_the_front_and_the_office_knows(small_copy: Path, tmp_path: Path) -> None:
    certificate, key = make_certificate(tmp_path)
    with (
        OfficeStandIn(tmp_path / "s") as office,
        TlsFront(
            small_copy, office=office.socket, token="t", certificate=certificate, key=key, https=True
        ) as front,
    ):
        status, headers, body = front.get("/")
        assert (status, headers["strict-transport-security"]) == (200, "max-age=31536000")
        assert "首页".encode() in body
        assert front.get("/office/")[0] == 200
        trusted = ssl.create_default_context(cafile=str(certificate))
        trusted.set_alpn_protocols(["h2", "http/1.1"])
        with socket.create_connection(("127.0.0.1", front.port)) as link:
            assert trusted.wrap_socket(link, server_hostname="127.0.0.1").selected_alpn_protocol() == "h2"
        assert office.asked[-1]["headers"]["X-Gongkai-Front"] == "t https 127.0.0.1"


def _curl_knows_http2() -> bool:
    return shutil.which("curl") is not None and "HTTP2" in subprocess.getoutput("curl --version")


@pytest.mark.skipif(not _curl_knows_http2(), reason="curl is missing, or knows no HTTP/2")
def test_what_comes_by_http_2_without_a_length_comes_whole(small_copy: Path, tmp_path: Path) -> None:
    certificate, key = make_certificate(tmp_path)
    with (
        OfficeStandIn(tmp_path / "s") as office,
        TlsFront(small_copy, office=office.socket, certificate=certificate, key=key) as front,
    ):
        target = f"https://127.0.0.1:{front.port}/office/upload"
        command = ["curl", "-s", "--http2", "--cacert", str(certificate), "-X", "POST", "-T", "-", target]
        for body in (b"abc", b"x" * 300_000, b""):
            said = subprocess.run(command, input=body, capture_output=True, check=True).stdout
            assert json.loads(said)["size"] == len(body)
            assert office.asked[-1]["headers"]["Content-Length"] == str(len(body))


def test_log_has_no_query_and_no_address(small_copy: Path) -> None:
    with FrontProcess(small_copy, access_log=True, log_format="json") as front:
        front.get("/?name=somebody")
        front.get("/nowhere/", X_Forwarded_For="203.0.113.8")
        front.get("/office/account/forgotten/3-somebody/")
    lines = [json.loads(line) for line in front.said.splitlines() if line.startswith("{")]
    told = [(line["request"], line["code"]) for line in lines if line["request"] != "GET /healthz"]
    assert told == [("GET /", 200), ("GET /nowhere/", 404), ("GET /office/account/forgotten/", 503)]
    assert "somebody" not in front.said
    assert "203.0.113.8" not in front.said
    assert "127.0.0.1" not in front.said


def test_nobody_writes_lines_into_the_log(small_copy: Path) -> None:
    with FrontProcess(small_copy, access_log=True) as front:
        front.get("/%0AGET%20/forged/%20200%201%20ms%1b%5B31m%C2%9B%E2%80%A8/%E6%83%A0%E6%B0%91/")
    [line] = [line for line in front.said.splitlines() if "healthz" not in line]
    assert line.startswith("GET /%0AGET%20/forged/%20200%201%20ms%1B[31m%C2%9B%E2%80%A8/惠民/ 404 ")
