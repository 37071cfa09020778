"""The other towns (镇): a few items each."""

from __future__ import annotations

import datetime

from gongkai.demo.program import Happening, Published
from gongkai.demo.texts.town_item import DISASTER, FARM, ROADS, WATER, TownItem, published
from gongkai.demo.writing import Table, Writing

ITEMS: tuple[TownItem, ...] = (
    TownItem(
        town="桐子林镇",
        on=datetime.date(2024, 3, 14),
        column="zwdt",
        title="桐子林镇整治农贸市场周边停车秩序",
        summary="农贸市场周边增设临时车位，划定卸货时段。",
        theme=ROADS,
        keywords="停车 市场",
        lines="""
            3月起，桐子林镇同市场管理方商定，每天6时至8时为卸货时段，其余时间货车不得停在市场门口。
            镇里在市场北侧平整空地，增设临时车位35个。两周来，赶场天的拥堵明显减轻。
        """,
    ),
    TownItem(
        town="桐子林镇",
        on=datetime.date(2025, 6, 5),
        column="tzgg",
        title="桐子林镇2025年汛期低洼路段通行提示",
        summary="列出易积水的路段和绕行办法，雨天请勿涉水。",
        theme=DISASTER,
        keywords="汛期 通行",
        duties=("a20_12",),
        lines="""
            汛期暴雨时，滨江路地下通道、老街路口容易积水。现场有人值守的，请听从指挥；无人值守时水深过轮胎一半，请勿通过。
            积水路段有险情，请报镇值班室，电话0812-0000011。
        """,
    ),
    TownItem(
        town="红格镇",
        on=datetime.date(2024, 11, 14),
        column="sncs",
        title="红格镇2024年秋冬蔬菜种苗订购安排",
        summary="红格镇统一订购番茄、四季豆种苗的时间和领取办法。",
        theme=FARM,
        keywords="蔬菜 种苗",
        duties=("a21_township_01",),
        lines="""
            为了降低种苗成本，镇农业农村办公室帮助各村社统一订购。11月20日前在村里登记品种和数量，12月上旬到苗圃领取。
            统一订购不收手续费，种苗款由农户直接付给苗圃。
        """,
    ),
    TownItem(
        town="红格镇",
        on=datetime.date(2026, 1, 22),
        column="zwdt",
        title="红格镇更换12公里老旧灌溉管道",
        summary="红格镇更换老旧灌溉管道，冬早蔬菜用水有保障。",
        theme=WATER,
        keywords="灌溉 管道",
        duties=("a21_township_02",),
        lines="""
            1月20日，红格镇更换老旧灌溉管道的工程完工，共更换12公里，新装水表86只。
            以后按用水量计费，各水表的读数每季度在村务公开栏公布。数字是示例数据。
        """,
    ),
    TownItem(
        town="渔门镇",
        on=datetime.date(2024, 8, 22),
        column="yjgl",
        title="渔门镇库区船只和码头安全检查情况",
        summary="渔门镇检查库区自用船和码头，整改隐患4处。",
        theme="市场监管、安全生产监管/安全生产监管",
        keywords="库区 船只",
        duties=("a20_13",),
        lines="""
            8月19日至21日，渔门镇检查库区自用船62只、码头3处，发现救生衣不足等隐患4处，已整改3处，另1处限期8月底前整改。
            提醒群众：大风、浓雾天不下水，未成年人不得独自上船。数字是示例数据。
        """,
    ),
    TownItem(
        town="渔门镇",
        on=datetime.date(2025, 12, 11),
        column="tzgg",
        title="渔门镇冬季取暖和用电安全提示",
        summary="提醒群众冬季取暖、用电和用气的安全。",
        theme="市场监管、安全生产监管/安全生产监管",
        keywords="取暖 用电",
        lines="""
            天气转冷，用炭火取暖请开窗通风，人离火灭。电热毯、取暖器不要整夜使用，不用湿手碰插头。
            独居老人家中的线路，由网格员在12月底前逐户看一遍。
        """,
    ),
    TownItem(
        town="永兴镇",
        on=datetime.date(2024, 6, 27),
        column="zwdt",
        title="永兴镇开通两条赶场客运线路",
        summary="永兴镇同客运公司商定，开通两条赶场天的客运线路。",
        theme=ROADS,
        keywords="客运 赶场",
        lines="""
            从7月起，每逢赶场天，两条客运线路早上7时从边远村社发车，下午2时返回，全程票价5元。
            线路试运行三个月，意见可以写在车上的意见簿里。
        """,
    ),
    TownItem(
        town="永兴镇",
        on=datetime.date(2026, 3, 26),
        column="zfwj",
        document_number="永府发〔2026〕6号",
        title="永兴镇人民政府关于印发2026年河道保洁办法的通知",
        summary="规定永兴镇河道保洁的分段、次数和检查。",
        theme=WATER,
        keywords="河道 保洁",
        duties=("a20_01",),
        lines="""
            各村（居）民委员会：
            现将《永兴镇2026年河道保洁办法》印发给你们，请遵照执行。
            全镇河道分成9段，每段有一名保洁员，每周清理两次，汛期洪水过后加清一次。镇里每月检查，结果在公开栏公布。
        """,
    ),
    TownItem(
        town="新九镇",
        on=datetime.date(2024, 4, 18),
        column="zwdt",
        title="新九镇设立农家书屋流动借阅点",
        summary="新九镇在4个村设流动借阅点，每半个月换一批书。",
        theme="文化、广电、新闻出版/文化",
        keywords="农家书屋 借阅",
        duties=("d26_11",),
        lines="""
            4月起，新九镇文化站每半个月把书送到4个村的流动借阅点，登记姓名就能借，一次两本。
            果树栽培、养殖技术和儿童读物借得最多，下一批会多配。
        """,
    ),
    TownItem(
        town="新九镇",
        on=datetime.date(2025, 11, 20),
        column="tzgg",
        title="新九镇乡村道路冬季养护期间通行安排",
        summary="新九镇道路养护期间分时段通行的安排。",
        theme=ROADS,
        keywords="道路养护 通行",
        lines="""
            11月24日至12月12日，通村公路分段养护，每天9时至17时半幅通行。
            救护、消防车辆优先放行。请提前安排出行时间。
        """,
    ),
)
ROSTER = Published(
    "永兴镇",
    datetime.date(2025, 4, 10),
    Writing(
        key="yongxing-roster",
        column="zbxx",
        title="永兴镇值班安排",
        summary="永兴镇节假日的带班领导和值班科室。",
        theme=DISASTER,
        keywords="值班",
        text=(
            "值班电话：0812-0000014。人名都是示例数据。",
            Table(
                "值班安排",
                (
                    ("日期", "值班科室"),
                    ("2025年5月1日至3日", "党政办公室"),
                    ("2025年5月4日至5日", "应急管理办公室"),
                ),
            ),
        ),
    ),
)
HAPPENINGS: tuple[Happening, ...] = (*published(ITEMS), ROSTER)
