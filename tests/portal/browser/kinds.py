"""Every kind of public page, with an address of it in the small county."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from tests.portal.browser.county import TOWN, County

from gongkai.channels import addresses

BODY = f"{addresses.DISCLOSURE}{TOWN}/"
KINDS: dict[str, Callable[[County], str]] = {
    "首页": lambda county: addresses.HOME,
    "政府信息公开": lambda county: addresses.DISCLOSURE,
    "机关": lambda county: BODY,
    "指南": lambda county: f"{BODY}{addresses.GUIDE}/",
    "制度": lambda county: f"{BODY}{addresses.RULES}/",
    "法定主动公开内容": lambda county: f"{BODY}{addresses.STATUTORY}/",
    "栏目": lambda county: addresses.column(county.items["notice"].column),
    "领导": lambda county: f"{BODY}ldxx/",
    "信息": lambda county: county.address("budget"),
    "更正过的信息": lambda county: county.address("notice"),
    "废止的文件": lambda county: county.address("old"),
    "历史": lambda county: addresses.history(county.items["notice"]),
    "打印版": lambda county: addresses.print_view(county.items["budget"]),
    "撤回说明": lambda county: county.address("withdrawn"),
    "年报": lambda county: f"{BODY}{addresses.REPORTS}/",
    "一年的年报": lambda county: f"{BODY}{addresses.REPORTS}/2024/",
    "搜到": lambda county: f"{addresses.SEARCH}?q={quote('预算')}",
    "没搜到": lambda county: f"{addresses.SEARCH}?q={quote('没有这样的词语')}",
    "依申请公开": lambda county: addresses.APPLY,
    "网站地图": lambda county: addresses.SITE_MAP,
    "无障碍": lambda county: addresses.ACCESSIBILITY,
    "订阅": lambda county: addresses.FEEDS,
    "没有的网页": lambda county: "/zfxxgk/没有这个机关/",
}
STATUS = {"撤回说明": 410, "没有的网页": 404}
"""Of those that do not answer with 200."""
