"""The environment: every setting is read, what cannot be read or is not known is said, and the docs say the same."""

from __future__ import annotations

import dataclasses
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from scripts.make_docs import PAGES

from gongkai.site import environment, keys, starting
from gongkai.site.environment import SETTINGS, BadEnvironment
from gongkai.site.processes import front

ROOT = Path(__file__).parents[2]


def test_every_setting_has_a_field_and_every_field_a_setting() -> None:
    assert [field.name for field in dataclasses.fields(environment.Environment)] == [
        setting.field for setting in SETTINGS
    ]


def test_nothing_set_is_the_safe_way_on_this_machine() -> None:
    settings = environment.read({})
    assert settings.local
    assert not settings.debug
    assert settings.second_factor == "required"
    assert settings.address == "127.0.0.1"
    assert settings.url == "http://localhost:8000"


def test_address_for_people_follows_the_port() -> None:
    assert environment.read({"GONGKAI_PORT": "8123"}).url == "http://localhost:8123"


@pytest.mark.parametrize(
    ("given", "read"), [("localhost", "127.0.0.1"), ("::1", "::1"), ("[::1]", "::1"), ("0.0.0.0", "0.0.0.0")]
)
def test_address_to_listen_at_is_one_that_a_server_takes(given: str, read: str) -> None:
    settings = environment.read({"GONGKAI_ADDRESS": given})
    assert (settings.address, front.configuration(settings, "t").address) == (read, read)


def test_front_takes_in_a_file_and_its_form_and_no_more() -> None:
    settings = environment.read({"GONGKAI_UPLOAD_MEGABYTES": "5"})
    assert front.configuration(settings, "t").most_bytes == 15 * 1024 * 1024


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("GONGKAI_PORT", "many", "应为整数"),
        ("GONGKAI_PORT", "70000", "应在 1 到 65535 之间"),
        ("GONGKAI_ADDRESS", "gk.example.gov.cn", "应为本机的一个 IP 地址"),
        ("GONGKAI_DEBUG", "perhaps", "应为 on 或 off"),
        ("GONGKAI_SECOND_FACTOR", "optional", "应为 required、off 之一"),
        ("GONGKAI_TRUSTED_PROXIES", "10.0.0.2,nginx", "“nginx”不是 IP 地址或网段"),
        ("GONGKAI_URL", "gk.example.gov.cn", "应为 https://域名"),
        ("GONGKAI_URL", "https://gk.example.gov.cn:port", "主机或端口有误"),
        ("GONGKAI_SEARCH", "https://search.example", "/索引名"),
        ("GONGKAI_SEARCH", "http://localhost:abc/gongkai", "主机或端口有误"),
        ("GONGKAI_SEARCH", "http://localhost:92000/gongkai", "主机或端口有误"),
        ("GONGKAI_SEARCH", "http://[localhost/gongkai", "主机或端口有误"),
        ("GONGKAI_SEARCH", "http://localhost:9200/Gong/kai", "索引名只能有"),
        ("GONGKAI_SEARCH", "http://search.example:9200/gongkai", "应当用 https"),
        ("GONGKAI_URL", "https://gk.example.gov.cn/office", "后面不带路径"),
        ("GONGKAI_TODAY", "2026年11月23日", "应为一个日期"),
    ],
)
def test_what_cannot_be_read_is_said(name: str, value: str, reason: str) -> None:
    with pytest.raises(BadEnvironment) as refusal:
        environment.read({name: value})
    assert len(refusal.value.reasons) == 1
    assert refusal.value.reasons[0].startswith(name)
    assert reason in refusal.value.reasons[0]


def test_opensearch_is_refused_where_what_speaks_to_it_is_not_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address = "https://search.example:9200/gongkai"
    assert environment.read({"GONGKAI_SEARCH": address}).search == address
    monkeypatch.setitem(sys.modules, "opensearchpy", None)
    with pytest.raises(BadEnvironment, match=r"先安装 gongkai\[opensearch\]"):
        environment.read({"GONGKAI_SEARCH": address})


def test_environment_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        environment.read({}).port = 1  # type: ignore[misc]


def test_unknown_variable_is_said_and_others_are_none_of_our_business() -> None:
    found = environment.unknown({"GONGKAI_PROT": "8000", "GONGKAI_PORT": "8000", "PATH": "/bin"})
    assert len(found) == 1
    assert "GONGKAI_PROT" in found[0]


def test_page_of_settings_is_current() -> None:
    page = PAGES["docs/administration.md"]()
    assert (ROOT / "docs/administration.md").read_text("utf-8") == page
    for setting in SETTINGS:
        assert f"`{setting.name}`" in page


def test_keys_are_made_once_for_the_owner_only(tmp_path: Path) -> None:
    settings = environment.read({"GONGKAI_DATA": str(tmp_path)})
    assert len(keys.make(settings)) == 2
    assert keys.make(settings) == []
    assert len(keys.secret_key(settings)) >= 50
    assert keys.secret_key(settings) == keys.secret_key(settings)
    assert len(keys.data_key(settings)) == 32
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "keys").iterdir()} == {0o600}
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700


def test_keys_of_another_user_are_not_our_business(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that it is said whose the data folder is, and not which file could not be looked at."""
    settings = environment.read({"GONGKAI_DATA": str(tmp_path)})

    def refuse(self: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(self))

    keys.make(settings)
    monkeypatch.setattr(Path, "is_file", refuse)
    assert keys.exposed(settings) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("data", b""),
        ("data", "钥匙".encode()),
        ("data", b"0f" * 31),
        ("data", b"0g" * 32),
        ("secret", b"\n"),
        ("secret", b"short"),
        ("secret", b"\xff" * 64),
    ],
)
def test_a_key_that_is_not_as_it_was_made_is_said_before_the_start(
    tmp_path: Path, name: str, content: bytes
) -> None:
    given = {"GONGKAI_DATA": str(tmp_path)}
    settings = environment.read(given)
    assert keys.damaged(settings) == []
    keys.make(settings)
    assert keys.damaged(settings) == []
    kept = tmp_path / "keys" / name
    kept.write_bytes(content)
    (reason,) = keys.damaged(settings)
    assert str(kept) in reason
    assert "从备份放回" in reason
    with pytest.raises(starting.CannotStart, match="坏了"):
        starting.read(given, lambda line: None)
    # What the environment gives is used in its place, and the file does not matter.
    own = {"GONGKAI_SECRET_KEY": "k7Wq-" * 12, "GONGKAI_DATA_KEY": "0f" * 32}
    assert keys.damaged(environment.read(given | own)) == []


def test_processes_that_make_a_key_at_once_agree_on_it(tmp_path: Path) -> None:
    settings = environment.read({"GONGKAI_DATA": str(tmp_path)})
    with ThreadPoolExecutor(16) as threads:
        made = list(threads.map(lambda _: keys.data_key(settings), range(64)))
    assert len(set(made)) == 1
    assert list((tmp_path / "keys").glob(".*")) == []


def test_looking_at_the_settings_leaves_no_key(tmp_path: Path) -> None:
    settings = environment.read({"GONGKAI_DATA": str(tmp_path / "new")})
    assert len(keys.secret_key(settings)) >= 50
    assert not (tmp_path / "new").exists()


def test_keys_of_the_environment_come_first(tmp_path: Path) -> None:
    given = {"GONGKAI_DATA": str(tmp_path), "GONGKAI_SECRET_KEY": "k" * 60, "GONGKAI_DATA_KEY": "0f" * 32}
    settings = environment.read(given)
    assert keys.make(settings) == []
    assert keys.secret_key(settings) == "k" * 60
    assert keys.data_key(settings) == bytes.fromhex("0f" * 32)
