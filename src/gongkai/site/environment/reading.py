"""The environment, read once: Django's settings read nothing but what `read` gives."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from gongkai.site.environment.setting import Network, Unreadable, is_loopback
from gongkai.site.environment.table import SETTINGS

_SECRET: Final = ("KEY", "SECRET", "MAIL", "DATABASE", "SEARCH")
FRONT_TOKEN: Final = "GONGKAI_FRONT_TOKEN"
INTERNAL: Final = frozenset({"GONGKAI_PROCESS", "GONGKAI_FRONT", FRONT_TOKEN})
"""What the supervisor tells its children; not for people."""


class BadEnvironment(Exception):
    """Settings cannot be read; `reasons` are whole sentences, one a setting."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__("\n".join(reasons))


@dataclass(frozen=True)
class Environment:
    """What the administrator set, read; each field is described by the setting of SETTINGS with its name."""

    data: Path
    database_url: str
    portal: Path | None
    url: str
    search: str
    address: str
    port: int
    extra_hosts: tuple[str, ...]
    tls_certificate: Path | None
    tls_key: Path | None
    trusted_proxies: tuple[Network, ...]
    metrics_from: tuple[Network, ...]
    queries_per_minute: int
    portal_workers: int
    workers: int
    threads: int
    task_workers: int
    tick_seconds: int
    stop_seconds: int
    secret_key: str
    data_key: str
    second_factor: str
    cookies: str
    session_hours: int
    idle_minutes: int
    sign_in_attempts: int
    lockout_minutes: int
    password_length: int
    upload_megabytes: int
    oidc_server: str
    oidc_client_id: str
    oidc_client_secret: str
    oidc_name: str
    mail: str
    mail_from: str
    tick_limit: int
    task_limit: int
    publication_limit: int
    copy_limit: int
    log_format: str
    log_level: str
    access_log: bool
    debug: bool
    today: str

    @property
    def host(self) -> str:
        """The host name of the address that people open."""
        return urlsplit(self.url).hostname or "localhost"

    @property
    def https(self) -> bool:
        """Whether people come by https."""
        return self.url.startswith("https://")

    @property
    def secure_cookies(self) -> bool:
        """Whether cookies go over https only."""
        return self.https if self.cookies == "auto" else self.cookies == "on"

    @property
    def request_megabytes(self) -> int:
        """How much is taken in at once: a file, and the form that it comes with."""
        return self.upload_megabytes + 10

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every host name that is answered. This machine's own are among them: the watchers ask by them."""
        return tuple(dict.fromkeys((self.host, *self.extra_hosts, "localhost", "127.0.0.1", "[::1]")))

    @property
    def local(self) -> bool:
        """Whether nobody but this machine can reach it: everything else is production."""
        return is_loopback(self.address) and all(is_loopback(host) for host in self.hosts)


def read(environ: Mapping[str, str]) -> Environment:
    """The settings of an environment such as os.environ. An empty value is the default.

    Raises:
        BadEnvironment: with a sentence for each setting that cannot be read.
    """
    values = {}
    reasons = []
    for setting in SETTINGS:
        given = environ.get(setting.name, "").strip() or setting.default
        try:
            values[setting.field] = setting.read(given)
        except Unreadable as reason:
            shown = "" if any(word in setting.name for word in _SECRET) else f"“{given}”"
            reasons.append(f"{setting.name}{shown}：{reason}。")
    if reasons:
        raise BadEnvironment(*reasons)
    if values["portal"] == "":
        values["portal"] = values["data"] / "portal"
    values["url"] = values["url"] or f"http://localhost:{values['port']}"
    return Environment(**values)


def unknown(environ: Mapping[str, str]) -> list[str]:
    """A sentence for each GONGKAI_ variable that means nothing: most often a name that was typed wrongly."""
    known = {setting.name for setting in SETTINGS} | INTERNAL
    return [
        f"不认识的设置 {name}，没有起作用。可用的设置见 docs/administration.md。"
        for name in sorted(environ)
        if name.startswith("GONGKAI_") and name not in known
    ]


def current() -> Environment:
    """The settings of this process.

    Raises:
        BadEnvironment: as `read`.
    """
    return read(os.environ)
