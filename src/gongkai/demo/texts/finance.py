"""财政局: budgets with tables, accounts, the list of purchases."""

from __future__ import annotations

import datetime

from gongkai.demo.files import workbook
from gongkai.demo.program import Happening, Published
from gongkai.demo.writing import File, Table, Writing


def _published(agency: str, year: int, month: int, day: int, writing: Writing) -> Published:
    return Published(agency, datetime.date(year, month, day), writing)


def _county_budget() -> bytes:
    return workbook(
        [
            ("收入", [("科目", "2025年预算数（万元）"), ("税收收入", 42000), ("非税收入", 13000)]),
            (
                "支出",
                [
                    ("科目", "2025年预算数（万元）"),
                    ("教育", 61000),
                    ("社会保障和就业", 48000),
                    ("农林水", 57000),
                ],
            ),
        ]
    )


HAPPENINGS: tuple[Happening, ...] = (
    _published(
        "财政局",
        2025,
        2,
        27,
        Writing(
            key="finance-budget-2025",
            column="ysjs",
            title="盐边县2025年一般公共预算（示例数据）",
            summary="2025年全县一般公共预算收入、支出的安排和说明，附预算表。",
            theme="财政、金融、审计/财政",
            keywords="预算 一般公共预算",
            duties=("a20_07", "d26_03"),
            text=(
                "本页数字都是示例数据，与任何地方的实际预算无关。",
                Table(
                    "2025年一般公共预算支出（单位：万元）",
                    (
                        ("科目", "预算数", "比上年"),
                        ("教育", "61000", "增长3%"),
                        ("社会保障和就业", "48000", "增长5%"),
                        ("农林水", "57000", "增长4%"),
                    ),
                ),
                "支出优先保障基本民生、工资发放和机构运转，其次安排水利、道路等建设。",
            ),
            files=(File("2025年一般公共预算表.xlsx", "2025年一般公共预算表", _county_budget),),
        ),
    ),
    _published(
        "财政局",
        2025,
        8,
        21,
        Writing(
            key="finance-accounts-2024",
            column="ysjs",
            title="盐边县2024年一般公共预算收支决算（示例数据）",
            summary="2024年全县一般公共预算收支决算和结转结余。",
            theme="财政、金融、审计/财政",
            keywords="决算",
            duties=("a20_07",),
            text=(
                "本页数字都是示例数据，与任何地方的实际决算无关。",
                Table(
                    "2024年收支决算（单位：万元）",
                    (("项目", "预算数", "决算数"), ("收入", "52000", "53100"), ("支出", "198000", "201400")),
                ),
            ),
        ),
    ),
    _published(
        "财政局",
        2026,
        3,
        12,
        Writing(
            key="finance-purchase-list",
            column="sfcg",
            title="盐边县2026年集中采购目录和限额标准",
            summary="2026年集中采购的品目、分散采购的限额和公开招标的数额标准。",
            theme="财政、金融、审计/财政",
            keywords="集中采购 限额",
            duties=("a20_09", "d26_02"),
            text=(
                Table(
                    "集中采购品目（示例数据）",
                    (
                        ("品目", "说明"),
                        ("计算机和打印设备", "单位批量采购"),
                        ("公务用车保险", "统一选定服务商"),
                        ("办公家具", "五万元以上"),
                    ),
                ),
                "目录以外、限额以上的，实行分散采购。采购意向至少提前30天公开。",
            ),
        ),
    ),
)
