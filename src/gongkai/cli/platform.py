"""Making the platform ready for a command: Django, its settings, a database that is there."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import click

from gongkai.cli.status import CannotDo

__all__ = [
    "data_option",
    "load_platform",
    "see_that_the_platform_is_installed",
    "start_platform",
    "where_the_data_is",
]

_NEEDED = ("django", "wagtail", "granian", "structlog", "django_tasks_db", "csp", "cryptography")


def see_that_the_platform_is_installed() -> None:
    """Look for the packages without loading them.

    Raises:
        CannotDo: when the extra `platform` is not installed.
    """
    if any(find_spec(package) is None for package in _NEEDED):
        raise CannotDo("平台的组件没有安装：请执行 pip install 'gongkai[platform]'，再运行这个命令。")


def data_option() -> click.Option:
    """--data of a command that calls `start_platform`: the folder goes before GONGKAI_DATA."""
    return click.Option(
        ["--data"],
        metavar="文件夹",
        expose_value=False,
        callback=_take_data,
        help="数据文件夹，默认 ./data，也可用 GONGKAI_DATA",
    )


def _take_data(context: click.Context, _parameter: click.Parameter, folder: str | None) -> None:
    if folder and not context.resilient_parsing:
        os.environ["GONGKAI_DATA"] = str(Path(folder).absolute())


def start_platform() -> None:
    """Load Django with the platform's settings, and make sure that its database can be used.

    Raises:
        CannotDo: when the extra `platform` is not installed, the data folder is somebody else's, or the database is
            missing, out of reach or empty.
    """
    load_platform()
    _require_database()


def load_platform() -> None:
    """Load Django with the platform's settings, whatever becomes of its database.

    Raises:
        CannotDo: when the extra `platform` is not installed, or the data folder is somebody else's.
    """
    _see_that_the_folder_is_ours()
    _load()


def where_the_data_is() -> str:
    """Which data folder and database the settings name, for people; without the database's password."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        which = f"SQLite 文件 {database['NAME']}"
    else:
        host = database.get("HOST") or "本机"
        which = f"PostgreSQL 数据库 {database['NAME']}（{database.get('USER') or '默认用户'}，{host}）"
    named = "由 DATABASE_URL 指定" if os.environ.get("DATABASE_URL") else "DATABASE_URL 未设置"
    return f"数据文件夹 {settings.DATA}，{which}，{named}"


def _see_that_the_folder_is_ours() -> None:
    """What is read there are keys, and what is written there the platform could not change any more."""
    from gongkai.site import data_folder, environment

    try:
        data_folder.see_that_it_is_ours(environment.read(os.environ).data)
    except environment.BadEnvironment as bad:
        raise CannotDo(str(bad)) from bad
    except data_folder.Unusable as reason:
        raise CannotDo(str(reason)) from reason
    except FileNotFoundError:
        # A database elsewhere can be asked without one.
        pass


def _load() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.site.settings")
    try:
        import django
        from django.core.exceptions import ImproperlyConfigured
    except ModuleNotFoundError as error:
        raise _not_installed(error) from error
    from gongkai.register.chain import HashMissing
    from gongkai.site.databases import UnknownDatabase
    from gongkai.site.garbage import not_among_what_is_loaded

    try:
        with not_among_what_is_loaded():
            django.setup()
    except ModuleNotFoundError as error:
        name = error.name or ""
        if name.startswith("gongkai"):
            raise
        settings_module = os.environ["DJANGO_SETTINGS_MODULE"]
        if settings_module == name or settings_module.startswith(f"{name}."):
            raise CannotDo(f"环境变量 DJANGO_SETTINGS_MODULE 所指的 {settings_module} 不存在。") from error
        raise _not_installed(error) from error
    except ImproperlyConfigured as error:
        raise CannotDo(f"平台的设置不对：{error}") from error
    except (HashMissing, UnknownDatabase) as error:
        raise CannotDo(str(error)) from error


def _not_installed(error: ModuleNotFoundError) -> CannotDo:
    return CannotDo(
        f"这个命令要用平台的组件，现在缺少 {error.name}。请先安装：pip install 'gongkai[platform]'"
    )


def _require_database() -> None:
    from django.conf import settings
    from django.db import DatabaseError, connection

    from gongkai.site.database_errors import reason_of

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3") and not Path(str(database["NAME"])).exists():
        raise CannotDo(
            f"没有找到数据库：{where_the_data_is()}。请用 --data 或环境变量 GONGKAI_DATA 指明数据文件夹。"
        )
    try:
        tables = set(connection.introspection.table_names())
    except DatabaseError as error:
        raise CannotDo(f"数据库打不开：{where_the_data_is()}。（{reason_of(error)}）") from error
    if not {"register_entry", "register_chainhead", "register_verification"} <= tables:
        raise CannotDo(f"数据库里还没有台账的表：{where_the_data_is()}。请先启动一次平台，由它建表。")
