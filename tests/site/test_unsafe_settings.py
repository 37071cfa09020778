"""Unsafe settings are refused at start, one by one, each with a line that says what to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.front.certificates import make_certificate
from tests.site.platform_process import clean_environ

from gongkai.site import environment, safety

SAFE = {"GONGKAI_URL": "https://gk.example.gov.cn"}
"""Behind a web server on the same machine: what most installations have."""

LONG_KEY = "x7Q!pR2vLm9-TzKc4WsY" * 3

UNSAFE: list[tuple[dict[str, str], str]] = [
    ({"GONGKAI_SECRET_KEY": "short"}, "GONGKAI_SECRET_KEY 太短"),
    ({"GONGKAI_SECRET_KEY": "a" * 80}, "GONGKAI_SECRET_KEY 太短或重复太多"),
    ({"GONGKAI_DATA_KEY": "not hexadecimal"}, "GONGKAI_DATA_KEY"),
    ({"GONGKAI_DEBUG": "on"}, "GONGKAI_DEBUG=on"),
    ({"GONGKAI_HOSTS": "*"}, "GONGKAI_HOSTS 中的“*”"),
    ({"GONGKAI_HOSTS": ".gov.cn"}, "GONGKAI_HOSTS 中的“.gov.cn”"),
    ({"GONGKAI_SECOND_FACTOR": "off"}, "GONGKAI_SECOND_FACTOR=off"),
    ({"GONGKAI_TODAY": "2026-11-23"}, "GONGKAI_TODAY"),
    ({"GONGKAI_URL": "http://gk.example.gov.cn"}, "不是 https"),
    ({"GONGKAI_URL": "http://localhost:8000", "GONGKAI_ADDRESS": "0.0.0.0"}, "不是 https"),
    ({"GONGKAI_ADDRESS": "0.0.0.0"}, "没有证书"),
    ({"GONGKAI_URL": "http://localhost:8000", "GONGKAI_SECURE_COOKIES": "on"}, "谁也登录不了"),
    ({"GONGKAI_SECURE_COOKIES": "off"}, "GONGKAI_SECURE_COOKIES=off"),
    ({"GONGKAI_TRUSTED_PROXIES": "0.0.0.0/0"}, "GONGKAI_TRUSTED_PROXIES"),
    ({"GONGKAI_METRICS_FROM": "::/0"}, "GONGKAI_METRICS_FROM"),
    ({"GONGKAI_TLS_CERTIFICATE": "/no/such.pem"}, "要同时设置"),
    ({"GONGKAI_TLS_CERTIFICATE": "/no/such.pem", "GONGKAI_TLS_KEY": "/no/key.pem"}, "/no/such.pem 不存在"),
    ({"DATABASE_URL": "postgresql://gk:secret@10.0.0.5/gk"}, "sslmode=verify-full"),
    ({"DATABASE_URL": "mysql://localhost/gk"}, "DATABASE_URL 应以 postgresql://"),
    ({"GONGKAI_OIDC_SERVER": "https://sign-in.example"}, "要同时设置"),
    (
        {
            "GONGKAI_OIDC_SERVER": "http://sign-in.example",
            "GONGKAI_OIDC_CLIENT_ID": "a",
            "GONGKAI_OIDC_CLIENT_SECRET": "b",
        },
        "GONGKAI_OIDC_SERVER 必须是 https",
    ),
]

ALLOWED: list[dict[str, str]] = [
    {},
    SAFE,
    {**SAFE, "GONGKAI_SECRET_KEY": LONG_KEY, "GONGKAI_DATA_KEY": "0f" * 32},
    {**SAFE, "GONGKAI_ADDRESS": "0.0.0.0", "GONGKAI_TRUSTED_PROXIES": "10.0.0.2"},
    {**SAFE, "GONGKAI_HOSTS": "gk.example.gov.cn,10.0.0.9"},
    {**SAFE, "DATABASE_URL": "postgresql://gk@10.0.0.5/gk?sslmode=require"},
    {**SAFE, "DATABASE_URL": "postgresql:///gk?host=/run/postgresql"},
    {"GONGKAI_SECOND_FACTOR": "off", "GONGKAI_DEBUG": "on", "GONGKAI_TODAY": "2026-11-23"},
]


@pytest.mark.parametrize(("settings", "reason"), UNSAFE, ids=lambda value: str(value)[:60])
def test_unsafe_setting_is_refused_alone_and_in_one_line(settings: dict[str, str], reason: str) -> None:
    refusals = safety.refusals(environment.read({**SAFE, **settings}))
    matching = [line for line in refusals if reason in line]
    assert len(matching) == 1
    assert "\n" not in matching[0]
    assert matching[0].endswith("。")


@pytest.mark.parametrize("settings", ALLOWED, ids=str)
def test_safe_settings_are_not_refused(settings: dict[str, str]) -> None:
    assert safety.refusals(environment.read(settings)) == []


def test_certificate_that_nobody_could_be_served_with_is_refused(tmp_path: Path) -> None:
    """The front would end again and again, and the platform say that it is open."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    certificate, key = make_certificate(tmp_path / "a")
    _, other = make_certificate(tmp_path / "b")

    def why(certificate: Path, key: Path) -> str:
        files = {"GONGKAI_TLS_CERTIFICATE": str(certificate), "GONGKAI_TLS_KEY": str(key)}
        return "\n".join(safety.refusals(environment.read({**SAFE, "GONGKAI_ADDRESS": "0.0.0.0", **files})))

    assert why(certificate, key) == ""
    assert why(certificate, other) == f"证书 {certificate} 与私钥 {other} 不是一对。"
    assert "不要填反" in why(key, certificate)
    assert "读不了" in why(tmp_path, key)


def test_serve_says_every_reason_and_starts_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    unsafe = {
        "GONGKAI_ADDRESS": "0.0.0.0",
        "GONGKAI_DEBUG": "on",
        "GONGKAI_SECOND_FACTOR": "off",
        "GONGKAI_SECRET_KEY": "short",
        "GONGKAI_PROT": "8000",
    }
    done = subprocess.run(
        [sys.executable, "-m", "gongkai", "serve", "--data", str(data)],
        env=clean_environ(**unsafe),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    lines = done.stderr.strip().splitlines()
    assert lines[0].startswith("不认识的设置 GONGKAI_PROT")
    assert len(lines) == 5
    assert done.stdout == ""
    assert not data.exists()
    # A key is a secret even when it is a bad one.
    assert "short" not in done.stderr


def test_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    key = tmp_path / "keys" / "secret"
    key.parent.mkdir()
    key.write_text(LONG_KEY)
    key.chmod(0o644)
    done = subprocess.run(
        [sys.executable, "-m", "gongkai", "serve", "--data", str(tmp_path)],
        env=clean_environ(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert f"chmod 600 {key}" in done.stderr
