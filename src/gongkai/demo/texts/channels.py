"""What other channels carried of the example county. The accounts, the links and the boards are invented."""

from __future__ import annotations

import datetime

from gongkai.channels.kinds import ChannelKind
from gongkai.demo.program import Carried, Happening, Hung, Removed

ACCOUNT, RADIO = ChannelKind.OFFICIAL_ACCOUNT, ChannelKind.VILLAGE_RADIO
LINKS = "https://gongzhonghao.example/"

HAPPENINGS: tuple[Happening, ...] = (
    Carried(
        "civil-standard-draft",
        datetime.date(2025, 6, 12),
        ACCOUNT,
        "盐边民政",
        f"{LINKS}yanbian-minzheng/0612",
    ),
    Removed("civil-standard-draft", datetime.date(2025, 6, 17), ACCOUNT, "信息已撤回，删除文章。"),
    Hung(
        "hm-2026-water",
        datetime.date(2026, 7, 30),
        datetime.date(2026, 8, 10),
        "场镇公开栏",
        down_on=datetime.date(2026, 8, 10),
    ),
    Carried(
        "hm-2026-water", datetime.date(2026, 7, 30), RADIO, "惠民镇广播站", note="早晚各播三遍，连播三天。"
    ),
    Hung("hm-2026-pension", datetime.date(2026, 8, 21), datetime.date(2026, 12, 31), "镇便民服务中心公开栏"),
    Hung("hm-2026-mango-insurance", datetime.date(2026, 9, 11), datetime.date(2026, 11, 10), "新林村公开栏"),
    Carried(
        "hm-2026-mango-insurance",
        datetime.date(2026, 9, 14),
        ACCOUNT,
        "惠民发布",
        f"{LINKS}huimin-fabu/0914",
    ),
    Carried("hm-2026-drill", datetime.date(2026, 9, 18), RADIO, "惠民镇广播站", note="晚间播出一遍。"),
    Carried("hm-2026-clinic", datetime.date(2026, 10, 16), ACCOUNT, "惠民发布", f"{LINKS}huimin-fabu/1016"),
)
