"""Which database: SQLite in the data folder unless DATABASE_URL names a PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit


class UnknownDatabase(Exception):
    """DATABASE_URL names no database of PostgreSQL or SQLite; the message is a sentence."""


def configured(url: str, data: Path) -> dict[str, Any]:
    """The entry of DATABASES for a DATABASE_URL; an empty one means SQLite in the data folder.

    `postgresql://user:password@host:port/name?option=value`; the host may be a folder of a socket
    (`postgresql:///name?host=/run/postgresql`). `sqlite:///path` names another file.

    Raises:
        UnknownDatabase: when the scheme is neither, or it is no address of a database.
    """
    if not url:
        return _sqlite(data / "gongkai.sqlite3")
    parts = _parts(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in ("postgres", "postgresql"):
        raise UnknownDatabase(f"DATABASE_URL 应以 postgresql:// 或 sqlite:// 开头，现为 {parts.scheme}://。")
    if not parts.path.lstrip("/"):
        raise UnknownDatabase("DATABASE_URL 没有写库名：应为 postgresql://用户:口令@主机:端口/库名。")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": options.pop("port", str(parts.port or "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _parts(url: str) -> SplitResult:
    """The parts of the address. What is wrong is said without it: the password may be in any of them."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        parts = None
    if parts is None or parts.fragment or "@" in parts.path:
        raise UnknownDatabase(
            "DATABASE_URL 读不懂：应为 postgresql://用户:口令@主机:端口/库名。用户名和口令里的特殊字符要写成百分号编码："
            "@ 写成 %40，: 写成 %3A，/ 写成 %2F，# 写成 %23，? 写成 %3F，% 写成 %25，[ 写成 %5B。"
        )
    return parts


def file_of(url: str, data: Path) -> Path | None:
    """The file of the database that `configured` names; None for PostgreSQL."""
    named = configured(url, data)
    return Path(named["NAME"]) if named["ENGINE"].endswith("sqlite3") else None


def _sqlite(file: Path) -> dict[str, Any]:
    """SQLite in WAL mode. Four writers at once met "database is locked" with less than 20 s of patience."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            # INSERT OR REPLACE removes a row; only so do the triggers of append-only tables hear of it.
            "PRAGMA recursive_triggers=ON;",
        },
    }
