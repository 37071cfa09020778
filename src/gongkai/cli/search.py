"""``gongkai search``: the search index held against what is public, and made anew."""

from __future__ import annotations

import time

from gongkai.cli import streams
from gongkai.cli.platform import data_option, start_platform, where_the_data_is
from gongkai.cli.speech import Command, LazyGroup
from gongkai.cli.status import CannotDo, Status

__all__ = ["check", "group", "rebuild", "rebuild_index"]

_SHOWN = 20


def rebuild_index() -> int:
    """Make the index anew, saying how far it is and what could not be put into it; the status to end with.

    Raises:
        CannotDo: it is as it was before.
    """
    start_platform()
    from gongkai.search.backends import backend
    from gongkai.search.backends.protocol import Unreachable
    from gongkai.search.rebuilding import NotRebuilt, rebuild

    began = time.monotonic()

    def told(done: int) -> None:
        if done % 5000 == 0:
            streams.say(f"已编入{done}条……")

    try:
        number, failed = rebuild(told)
    except Unreachable as error:
        raise CannotDo(f"OpenSearch 用不了：{error}") from error
    except NotRebuilt as error:
        raise CannotDo(str(error)) from error
    streams.write(f"检索索引已重建（{backend().name}）：{number}条，用时 {time.monotonic() - began:.1f} 秒。")
    if failed:
        some = "、".join(str(pk) for pk in list(failed)[:_SHOWN])
        streams.say(
            f"有{len(failed)}条没能编入，搜索不到（编号{some}{'等' if len(failed) > _SHOWN else ''}）。"
            f"第一条的原因：{next(iter(failed.values()))}"
        )
        return Status.FOUND
    return Status.DONE


def _check() -> int:
    start_platform()
    from gongkai.acts.days import today
    from gongkai.search import keeping
    from gongkai.search.backends.protocol import Unreachable
    from gongkai.search.queries import differences

    try:
        broken, different = keeping.broken(), differences(today())
    except Unreachable as error:
        raise CannotDo(f"OpenSearch 用不了：{error}") from error
    if not broken and not different:
        streams.write("检索索引与公开的信息一致。")
        return Status.DONE
    if broken:
        streams.write("检索索引与它的条目数目不符，或者是旧版本编的，或者没有重编完。")
    if different:
        some = "、".join(str(pk) for pk in different[:_SHOWN])
        streams.write(
            f"有{len(different)}条信息与索引不一致（编号{some}{'等' if len(different) > _SHOWN else ''}）。"
        )
    streams.say(
        f"后台每十分钟自动补编；也可以立即重建：gongkai search rebuild。所查的是：{where_the_data_is()}。"
    )
    return Status.FOUND


rebuild = Command(
    "rebuild",
    callback=rebuild_index,
    help="""从公开的信息重新编制检索索引。平台可以照常运行，编完之前搜索照旧。
    退出状态：0 全部编入；1 有的没能编入；2 没有做成。

    平时不需要：公开和撤回时索引同时更新，后台每十分钟核对一次。换了 GONGKAI_SEARCH 之后要做一次。""",
    params=[data_option()],
    examples=(("重建索引", "gongkai search rebuild"),),
)
"""The command ``gongkai search rebuild``."""

check = Command(
    "check",
    callback=_check,
    help="核对检索索引与公开的信息是否一致。退出状态：0 一致；1 不一致；2 没能核对。",
    params=[data_option()],
    examples=(("核对索引", "gongkai search check"),),
)
"""The command ``gongkai search check``."""

group = LazyGroup(
    "search",
    help="""检索索引：核对、重建。

    数据在 --data 或者环境变量 GONGKAI_DATA 所指的文件夹，或者 DATABASE_URL 所指的数据库。""",
    lazy={
        "check": ("gongkai.cli.search:check", "核对索引与公开的信息是否一致"),
        "rebuild": ("gongkai.cli.search:rebuild", "重新编制索引"),
    },
)
"""The group of commands."""
