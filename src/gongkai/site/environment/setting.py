"""One setting of the environment: its name, what it is for, its default, and how its text is read."""

from __future__ import annotations

import datetime
import importlib.util
import ipaddress
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
LOOPBACK_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})
_NAME_OF_INDEX: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,200}")


class Unreadable(Exception):
    """The text of a setting cannot be read; the message says what it should be, as the rest of a sentence."""


@dataclass(frozen=True)
class Setting:
    """A variable of the environment.

    `field` names it in `Environment`; `default` is text as an administrator would write it, empty for none;
    `default_note` says in words what holds when nothing is set; `safe` says which values are refused and when.
    """

    name: str
    field: str
    purpose: str
    default: str
    read: Callable[[str], Any]
    default_note: str = ""
    safe: str = "都安全"
    group: str = "运行"


def text(value: str) -> str:
    """Any text."""
    return value


def path(value: str) -> Path | None:
    """A path; None where empty."""
    return Path(value).expanduser().absolute() if value else None


def folder(value: str) -> Path:
    """A folder, absolute."""
    if not value:
        raise Unreadable("应为一个文件夹")
    return Path(value).expanduser().absolute()


def copy_folder(value: str) -> Path | str | None:
    """A folder, absolute; None for `off`; "" where nothing is said."""
    if value == "off":
        return None
    return folder(value) if value else ""


def day(value: str) -> str:
    """A day as 2026-11-23; empty for none."""
    try:
        return datetime.date.fromisoformat(value).isoformat() if value else ""
    except ValueError:
        raise Unreadable("应为一个日期，例如 2026-11-23") from None


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """Reads a whole number from `least` to `most`."""

    def read(value: str) -> int:
        try:
            number = int(value)
        except ValueError:
            raise Unreadable("应为整数") from None
        if not least <= number <= most:
            raise Unreadable(f"应在 {least} 到 {most} 之间")
        return number

    return read


def workers_by_cores(value: str) -> int:
    """A number of processes; where nothing is said, one for each core, up to four."""
    return whole_number(1, 64)(value) if value else min(4, os.cpu_count() or 1)


def one_of(*words: str) -> Callable[[str], str]:
    """Reads one of some words."""

    def read(value: str) -> str:
        if value not in words:
            raise Unreadable(f"应为 {'、'.join(words)} 之一")
        return value

    return read


def switch(value: str) -> bool:
    """`on` or `off`; 1 and 0 are understood."""
    if value not in ("on", "off", "1", "0"):
        raise Unreadable("应为 on 或 off")
    return value in ("on", "1")


def names(value: str) -> tuple[str, ...]:
    """Names with commas between."""
    return tuple(part.strip() for part in value.split(",") if part.strip())


def networks(value: str) -> tuple[Network, ...]:
    """Addresses or networks (10.0.0.0/8) with commas between."""
    found = []
    for part in names(value):
        try:
            found.append(ipaddress.ip_network(part, strict=False))
        except ValueError:
            raise Unreadable(f"“{part}”不是 IP 地址或网段") from None
    return tuple(found)


def own_address(value: str) -> str:
    """An address of this machine, for who listens at it: of IPv4, or of IPv6 with or without brackets."""
    if value.lower() == "localhost":
        return "127.0.0.1"
    try:
        return str(ipaddress.ip_address(value.strip("[]")))
    except ValueError:
        raise Unreadable("应为本机的一个 IP 地址，例如 127.0.0.1；所有地址是 0.0.0.0") from None


def web_address(value: str) -> str:
    """`https://host` or `https://host:port`, without a path; None is empty."""
    parts = _parts(value)
    if value and (parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/")):
        raise Unreadable("应为 https://域名 或 http://域名:端口，后面不带路径")
    return value.rstrip("/")


def search_address(value: str) -> str:
    """`https://user:password@host:9200/index` of an OpenSearch, http only on this machine; empty for none."""
    parts = _parts(value)
    if not value:
        return value
    if parts.scheme not in ("http", "https") or not parts.hostname or not parts.path.strip("/"):
        raise Unreadable("应为 https://用户:口令@主机:端口/索引名")
    if not _NAME_OF_INDEX.fullmatch(parts.path.strip("/")):
        raise Unreadable("索引名只能有小写字母、数字和 . _ -，以字母或数字开头")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise Unreadable("不在本机的 OpenSearch 应当用 https")
    if importlib.util.find_spec("opensearchpy") is None:
        raise Unreadable("用 OpenSearch 要先安装 gongkai[opensearch]")
    return value


def mail_server(value: str) -> str:
    """`smtps://` or `smtp://` with a host; empty for none."""
    parts = _parts(value)
    if value and (parts.scheme not in ("smtp", "smtps") or not parts.hostname):
        raise Unreadable("应为 smtps://用户:口令@主机:端口 或 smtp://…")
    return value


def _parts(value: str) -> SplitResult:
    """The parts of an address whose port is one."""
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        raise Unreadable("这不是一个地址：主机或端口有误") from None
    return parts


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches that host name or address."""
    if host.lower() in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
