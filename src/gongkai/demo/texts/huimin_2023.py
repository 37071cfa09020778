"""惠民镇 before 2024: what its report of 2024 says was updated and modified must have been there."""

from __future__ import annotations

import datetime
from typing import Any

from gongkai.demo.people import HUIMIN
from gongkai.demo.program import Happening, Published
from gongkai.demo.writing import Table, Writing

TOWN = "惠民镇"
THEME = "综合政务/政务公开"
NOTE = "本页的人名、地址和号码都是示例数据。"
DUTIES = {seat.title: seat.duties for seat in HUIMIN if seat.listed}
FIRST = {seat.title: seat.person for seat in HUIMIN if seat.listed}


def leaders_table(holders: dict[str, str], duties: dict[str, str] | None = None) -> tuple[str | Table, ...]:
    """The list of leaders, in their order: post, name, what he answers for."""
    told = {**DUTIES, **(duties or {})}
    rows = tuple((title, name, told[title]) for title, name in holders.items())
    return (NOTE, Table("领导班子成员和分工", (("职务", "姓名", "分工"), *rows)))


def leader_page(title: str, name: str, duties: str, more: str = "") -> tuple[str, ...]:
    """What the page of one leader says."""
    return (f"{NOTE}\n{title}{name}，{duties}\n{more}",)


def page_of_leader(key: str, title: str) -> Writing:
    """The page of one leader as it was first published."""
    return Writing(
        key=key,
        column="ldxx",
        title=f"惠民镇{title.removeprefix('镇')}信息",
        summary=f"惠民镇{title.removeprefix('镇')}的姓名和分工。",
        theme=THEME,
        keywords="领导 分工",
        duties=("a20_02",),
        text=leader_page(title, FIRST[title], DUTIES[title]),
    )


def institutions_of(window: str) -> tuple[str | Table, ...]:
    """机构设置; `window` says when the service centre is open."""
    return (
        NOTE,
        Table(
            "内设机构和职能",
            (
                ("机构", "职能", "办公电话"),
                ("党政办公室", "文电、会务、政务公开和机关事务", "0812-0000016"),
                ("农业农村办公室", "农业、林业、水利和乡村建设", "0812-0000017"),
                ("社会事务办公室", "民政、教育、卫生和社会保障", "0812-0000018"),
                ("应急管理办公室", "森林草原防灭火、防汛和安全生产", "0812-0000019"),
                ("便民服务中心", "办理群众和企业的申请事项", "0812-0000020"),
            ),
        ),
        f"便民服务中心{window}",
    )


def roster(*rows: tuple[str, str, str]) -> tuple[str | Table, ...]:
    """值班安排: days, who leads, who is on duty."""
    return (
        f"{NOTE}值班电话：0812-0000016，24小时有人接听。",
        Table("值班安排", (("日期", "带班领导", "值班科室"), *rows)),
    )


def _published(month: int, day: int, writing: Writing) -> Published:
    return Published(TOWN, datetime.date(2023, month, day), writing)


LEADERS = Writing(
    key="hm-leaders",
    column="ldxx",
    title="惠民镇领导班子成员和分工",
    summary="惠民镇领导班子成员的姓名、职务和分工。",
    theme=THEME,
    keywords="领导 分工",
    duties=("a20_02",),
    text=leaders_table(FIRST),
)
INSTITUTION = Writing(
    key="hm-institution",
    column="jgzn",
    title="惠民镇机构设置和主要职能",
    summary="惠民镇内设机构的名称、职能和办公电话，便民服务中心的办公时间。",
    theme=THEME,
    keywords="机构设置 职能 便民服务",
    duties=("a20_02",),
    text=institutions_of("办公时间与机关相同。"),
)
ROSTER = Writing(
    key="hm-roster",
    column="zbxx",
    title="惠民镇值班安排",
    summary="惠民镇节假日和汛期、防火期的带班领导和值班科室。",
    theme="综合政务/应急管理",
    keywords="值班",
    text=roster(
        ("2023年4月29日至5月3日", FIRST["镇党委书记"], "党政办公室"),
        ("2023年6月22日至24日", FIRST["镇党委副书记、镇长"], "应急管理办公室"),
    ),
)
RULES = Writing(
    key="hm-rules",
    column="gkzd",
    title="惠民镇政府信息公开“三审”制度",
    summary="惠民镇公开信息的初审、再审、终审由谁办理，审什么，台账怎么登记。",
    theme=THEME,
    keywords="三审 台账 制度",
    text=(
        """
        ## 一、初审
        由撰稿人办理，逐项核对内容是否真实、文号和日期是否填写无误、附件是否逐个打开看过，确认不含国家秘密和不应公开的个人信息。
        ## 二、再审
        由分管领导办理，审核内容是否准确、表述是否规范、是否需要征求其他单位意见。
        ## 三、终审
        由主要领导办理，决定是否公开。
        ## 四、台账
        每次公开、更新、修改和撤回都登记台账，写明内容、经办人和时间，由专人管理。
        三级审核由三个不同的人办理。退回修改的，写明理由。
        """,
    ),
)
BUDGET_2023 = Writing(
    key="hm-budget-2023",
    column="ysjs",
    title="惠民镇2023年部门预算（示例数据）",
    summary="惠民镇2023年部门收支预算和“三公”经费预算。",
    theme="财政、金融、审计/财政",
    keywords="预算 三公经费",
    duties=("a20_07",),
    text=(
        "本页数字都是示例数据，与任何单位的实际预算无关。",
        Table(
            "2023年部门收支预算（单位：万元）",
            (("项目", "预算数"), ("一般公共预算拨款收入", "1000"), ("基本支出", "820"), ("项目支出", "180")),
        ),
    ),
)
_NEWS: dict[str, Any] = {"column": "zwdt", "theme": "农业、林业、水利/农业、畜牧业、渔业"}
HAPPENINGS: tuple[Happening, ...] = (
    _published(3, 1, LEADERS),
    _published(3, 2, page_of_leader("hm-secretary", "镇党委书记")),
    _published(3, 3, page_of_leader("hm-mayor", "镇党委副书记、镇长")),
    _published(3, 6, page_of_leader("hm-deputy-secretary", "镇党委副书记")),
    _published(3, 7, page_of_leader("hm-deputy-mayor", "镇党委委员、副镇长")),
    _published(3, 8, INSTITUTION),
    _published(3, 10, RULES),
    _published(3, 15, BUDGET_2023),
    _published(4, 26, ROSTER),
    _published(
        9,
        12,
        Writing(
            key="hm-news-2023",
            title="惠民镇帮助果农联系收购车辆",
            summary="芒果采收后期，惠民镇帮助偏远村社的果农联系收购车辆，错峰运出。",
            keywords="芒果 运输",
            text=(
                """
                9月以来，惠民镇晚熟芒果进入采收后期。一些村社路远，收购车辆来得少，镇农业农村办公室逐村登记待运的果品，同收购点商定每天的车次和装车地点。
                到9月11日，已有4个村依次运出果品，没有出现车辆在村道上长时间等候的情况。
                """,
            ),
            **_NEWS,
        ),
    ),
)
