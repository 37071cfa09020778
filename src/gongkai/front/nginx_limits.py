"""How much nginx passes on to us from one address: questions a minute, and requests at once. Files have no limit.

The platform counts questions itself, each of its processes for itself, and says so on a page of its own. What stands
here keeps a flood away before it comes to the platform, and counts for all processes together: a minute's questions at
once, and as many a minute from then on, which is never less than one process of the platform answers. Who passes on for others (GONGKAI_TRUSTED_PROXIES) is not counted here, but by whom he names.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from gongkai.front.nginx_text import block
from gongkai.front.without_office import error_of, page_of

AT_ONCE: Final = 64
"""Requests of one address that we are asked at the same time; a whole building may have one."""
LEAST: Final = 300
"""Questions a minute where the platform itself sets no limit."""
RETRY_SECONDS: Final = 10
TOO_OFTEN: Final = "error_page 429 @too_often;"
"""Stands wherever there are other error pages, which would hide it."""
TOO_OFTEN_DATA: Final = "error_page 429 @too_often_data;"

_WORDS: Final = "从您这里来的请求太多、太快了，请过一会儿再试。已经公开的页面照常可以查阅。"
_HALF_OF_IPV6: Final = r"~^1\|((?:[0-9a-f]+:){4})"


def zones(questions: int, trusted: Iterable[str]) -> list[str]:
    """What is counted, for `http { }`. `questions` are those that the platform answers a minute, 0 for no limit.

    A house has 64 bits of IPv6 addresses, and counts as one.
    """
    not_counted = [f"{network} 0;" for network in trusted]
    return [
        "# 一个来访地址的搜索、查询和办公请求各有上限；GONGKAI_TRUSTED_PROXIES 里的不在这里计，由平台按它们说明的地址计。",
        *block("geo $gongkai_counted", ["default 1;", *not_counted]),
        *block(
            'map "$gongkai_counted|$remote_addr" $gongkai_asker',
            ['"~^0" "";', f'"{_HALF_OF_IPV6}" $1;', "default $remote_addr;"],
        ),
        f"limit_req_zone $gongkai_asker zone=gongkai_questions:10m rate={questions or LEAST}r/m;",
        "limit_conn_zone $gongkai_asker zone=gongkai_at_once:10m;",
        "",
    ]


def at_once() -> list[str]:
    """For whatever is passed on. The log of errors would have the whole address, with the words of a search."""
    return [f"limit_conn gongkai_at_once {AT_ONCE};", "limit_conn_status 429;", "limit_conn_log_level info;"]


def questions(most: int) -> list[str]:
    """For what is computed for whoever asks: that many at once, and then as the zone says."""
    counted = f"limit_req zone=gongkai_questions burst={most or LEAST} nodelay;"
    return [counted, "limit_req_status 429;", "limit_req_log_level info;"]


def answers(headers: list[str]) -> list[str]:
    """What is said to whom it was too much for, with these lines for the headers of public answers."""
    later = f'add_header retry-after "{RETRY_SECONDS}" always;'
    said = page_of("请求太多", _WORDS).replace("\n", "")
    data = error_of("too_many_requests", _WORDS)
    return [
        *block("location @too_often", ["default_type text/html;", *headers, later, f"return 429 '{said}';"]),
        *block(
            "location @too_often_data",
            ["default_type application/json;", *headers, later, f"return 429 '{data}';"],
        ),
    ]
