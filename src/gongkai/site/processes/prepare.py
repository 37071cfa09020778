"""What is done before the first request: the database is asked, brought up to date, static files are collected.

A process of its own, so that the supervisor stays small. Refusals are lines on standard error and status 2. With the
argument `first-day` it says how the first account is opened, when there is none.
"""

from __future__ import annotations

import sys

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


if __name__ == "__main__":
    sys.exit(main())
