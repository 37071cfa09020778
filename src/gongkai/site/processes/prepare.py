"""What is done before the first request: the database is asked, brought up to date, static files are collected.

A process of its own, so that the supervisor stays small. Refusals are lines on standard error and status 2. With the
argument `first-day` it says how the first account is opened, when there is none.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from gongkai.annual.system_errors import reason_of
from gongkai.site.processes.django_ready import set_up


def main() -> int:
    """Prepare; 0 when all is ready, 2 when it must not start."""
    set_up()
    from django.conf import settings

    from gongkai.agencies.sign_in import second_factor
    from gongkai.site import founding, preparing, static_files

    def say(line: str) -> None:
        print(line, file=sys.stderr, flush=True)  # noqa: T201 - the supervisor shows these lines to the person

    try:
        preparing.await_database(say)
        preparing.migrate(say)
    except preparing.NotReady as reason:
        say(str(reason))
        return 2
    try:
        if static_files.collect():
            say("已整理静态文件。")
    except OSError as error:
        say(f"静态文件没有整理完，{settings.STATIC_ROOT} 写不进去：{reason_of(error)}。")
        return 2
    for line in _numbers_kept():
        say(line)
    shut_out = second_factor.sealed_with_another_key()
    if shut_out:
        say(
            f"注意：{shut_out}个人的第二道验证是用另一把密钥加密的，他们登录不了。请停止平台，把备份里的 keys/data 放回 "
            f"{settings.DATA / 'keys'}（设了 GONGKAI_DATA_KEY 的改回原来的值）再启动。"
            "密钥找不回来的，由账号管理员逐个重置第二道验证，账号管理员自己用 gongkai account reset。"
        )
    if "first-day" in sys.argv[1:] and founding.nobody_yet():
        say(
            "还没有账号，谁也不能登录。请在另一个终端执行 "
            f"gongkai init --data {settings.DATA} …（怎么写见 gongkai init --help）"
        )
    return 0


def _numbers_kept() -> Iterator[str]:
    """Before anybody drafts: a backup that was put back must not give numbers again that readers know."""
    from django.conf import settings

    from gongkai.channels.copying import folder as folders
    from gongkai.channels.copying import given_numbers

    folder = folders.current()
    if folder is None:
        return
    try:
        kept = given_numbers.keep(folder)
    except OSError as error:
        yield (
            f"注意：静态副本 {settings.PORTAL} 读不了（{reason_of(error)}），没有核对以前给过的信息编号。"
            "刚恢复过备份的，请让平台的用户能读这个文件夹，再启动。"
        )
        return
    if kept.highest:
        yield (
            f"数据库比静态副本旧，应当是恢复了备份：备份以后公开过的信息，编号到 {kept.highest} 为止。"
            f"新的信息从 {kept.highest + 1} 编起，读者存下的网址不会变成别的信息。"
        )
    if kept.index_numbers:
        shown = "、".join(kept.index_numbers[:3]) + ("等" if len(kept.index_numbers) > 3 else "")
        yield (
            f"备份以后公开过的索引号 {shown} 共 {len(kept.index_numbers)} 个，不再给别的信息：流水号从它们之后编起。"
        )


if __name__ == "__main__":
    sys.exit(main())
