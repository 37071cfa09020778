"""惠民镇 in 2024, exactly as its report counts it.

7 published, of them 5 news and 2 documents; leaders updated 6 times; budget and final accounts 2; institutions and
duty roster modified 2 times in all.
"""

from __future__ import annotations

import datetime

from gongkai.demo.files import workbook
from gongkai.demo.program import Happening, Published, Revised
from gongkai.demo.texts import huimin_2024_items
from gongkai.demo.texts.huimin_2023 import (
    DUTIES,
    FIRST,
    TOWN,
    institutions_of,
    leader_page,
    leaders_table,
    roster,
)
from gongkai.demo.writing import File, Table, Writing

MAYOR, VICE = "镇党委副书记、镇长", "镇党委委员、副镇长"
NEW_DUTIES = {MAYOR: "主持镇政府全面工作，分管应急管理和财政工作。"}
AFTER_MAY = {**FIRST, VICE: "演丰年"}
ABOUT_ACCOUNTS = "本页数字都是示例数据，与任何单位的实际收支无关。"


def _on(month: int, day: int) -> datetime.date:
    return datetime.date(2024, month, day)


def _published(month: int, day: int, writing: Writing) -> Published:
    return Published(TOWN, _on(month, day), writing)


def _budget() -> bytes:
    return workbook(
        [
            (
                "收支总表",
                [("项目", "2024年预算数（万元）"), ("收入合计", 1050), ("基本支出", 850), ("项目支出", 200)],
            ),
            (
                "三公经费",
                [
                    ("项目", "2024年预算数（万元）"),
                    ("公务接待费", 3),
                    ("公务用车运行维护费", 6),
                    ("因公出国（境）费", 0),
                ],
            ),
        ]
    )


MONEY: tuple[Happening, ...] = (
    _published(
        2,
        28,
        Writing(
            key="hm-budget-2024",
            column="ysjs",
            title="惠民镇2024年部门预算（示例数据）",
            summary="惠民镇2024年部门收支预算和“三公”经费预算。",
            theme="财政、金融、审计/财政",
            keywords="预算 三公经费",
            duties=("a20_07",),
            text=(
                ABOUT_ACCOUNTS,
                Table(
                    "2024年部门收支预算（单位：万元）",
                    (
                        ("项目", "预算数"),
                        ("一般公共预算拨款收入", "1050"),
                        ("基本支出", "850"),
                        ("项目支出", "200"),
                    ),
                ),
            ),
            files=(File("惠民镇2024年部门预算表.xlsx", "2024年部门预算表", _budget),),
        ),
    ),
    _published(
        9,
        19,
        Writing(
            key="hm-accounts-2023",
            column="ysjs",
            title="惠民镇2023年部门决算（示例数据）",
            summary="惠民镇2023年部门收支决算和“三公”经费决算。",
            theme="财政、金融、审计/财政",
            keywords="决算 三公经费",
            duties=("a20_07",),
            text=(
                ABOUT_ACCOUNTS,
                Table(
                    "2023年部门收支决算（单位：万元）",
                    (
                        ("项目", "预算数", "决算数"),
                        ("一般公共预算拨款收入", "1000", "1012"),
                        ("基本支出", "820", "826"),
                        ("项目支出", "180", "186"),
                    ),
                ),
                "决算数比预算数多12万元，是年中追加的防汛物资经费。",
            ),
        ),
    ),
)
LEADERS: tuple[Happening, ...] = (
    Revised("hm-leaders", _on(2, 22), {"text": leaders_table(FIRST, NEW_DUTIES)}),
    Revised("hm-mayor", _on(2, 23), {"text": leader_page(MAYOR, FIRST[MAYOR], NEW_DUTIES[MAYOR])}),
    Revised("hm-leaders", _on(5, 9), {"text": leaders_table(AFTER_MAY, NEW_DUTIES)}),
    Revised("hm-deputy-mayor", _on(5, 10), {"text": leader_page(VICE, AFTER_MAY[VICE], DUTIES[VICE])}),
    Revised(
        "hm-deputy-secretary",
        _on(9, 5),
        {
            "text": leader_page(
                "镇党委副书记", FIRST["镇党委副书记"], "分管党政办公室、政府信息公开和信访工作。"
            )
        },
    ),
    Revised(
        "hm-secretary",
        _on(11, 21),
        {
            "text": leader_page(
                "镇党委书记",
                FIRST["镇党委书记"],
                DUTIES["镇党委书记"],
                "每月15日上午在镇便民服务中心接待群众。",
            )
        },
    ),
)
MODIFIED: tuple[Happening, ...] = (
    Revised(
        "hm-institution",
        _on(6, 13),
        {"text": institutions_of("办公时间与机关相同；6月至8月周六上午也办公。")},
    ),
    Revised(
        "hm-roster",
        _on(9, 27),
        {
            "text": roster(
                ("2024年10月1日至3日", FIRST["镇党委书记"], "党政办公室"),
                ("2024年10月4日至7日", FIRST[MAYOR], "应急管理办公室"),
            )
        },
    ),
)
HAPPENINGS: tuple[Happening, ...] = (
    *huimin_2024_items.NEWS,
    *huimin_2024_items.DOCUMENTS,
    *MONEY,
    *LEADERS,
    *MODIFIED,
)
