"""The other departments: mango pests, land with a correction, food and scales."""

from __future__ import annotations

import datetime

from gongkai.demo.files import printed
from gongkai.demo.program import Happening, Published, Revised
from gongkai.demo.writing import File, Table, Writing


def _published(agency: str, year: int, month: int, day: int, writing: Writing) -> Published:
    return Published(agency, datetime.date(year, month, day), writing)


def _land_notice() -> bytes:
    return printed(
        "土地征收启动公告（示例）",
        (
            "一、征收范围：桐子林镇示例片区，面积约20亩。",
            "二、征收目的：建设县医院分院。",
            "三、自公告之日起，不得抢栽、抢建。",
        ),
    )


FARMING: tuple[Happening, ...] = (
    _published(
        "农业农村局",
        2024,
        5,
        23,
        Writing(
            key="farm-pests",
            column="zwdt",
            title="芒果采收前病虫防治技术要点",
            summary="提醒果农采收前的用药间隔、炭疽病和果实蝇的防治办法。",
            theme="农业、林业、水利/农业、畜牧业、渔业",
            keywords="芒果 病虫防治",
            text=(
                """
                早熟芒果6月陆续采收。采收前20天停止用药，套袋果园注意通风。
                雨后及时清除病果、落果，集中深埋，减少炭疽病传播。果实蝇多的果园，挂诱捕器，每亩5个左右。
                用药种类和间隔不清楚的，可以咨询乡镇农业农村办公室。
                """,
            ),
        ),
    ),
    _published(
        "农业农村局",
        2025,
        10,
        16,
        Writing(
            key="farm-machines",
            column="tzgg",
            title="关于做好2025年秋冬季农机安全检查的通知",
            summary="对拖拉机、微耕机和烘干设备开展安全检查。",
            theme="市场监管、安全生产监管/安全生产监管",
            genre="通知",
            document_number="盐农发〔2025〕33号",
            formed_on=datetime.date(2025, 10, 13),
            keywords="农机 安全",
            duties=("a20_13",),
            text=(
                """
                各乡镇农业农村办公室：
                请于11月10日前，对辖区内拖拉机、微耕机和果品烘干设备逐台检查，重点看制动、灯光和用电。
                发现隐患当场告知机主，限期整改；整改前不得使用。
                """,
            ),
        ),
    ),
)
LAND: tuple[Happening, ...] = (
    _published(
        "自然资源和规划局",
        2024,
        10,
        24,
        Writing(
            key="land-notice",
            column="zscs",
            title="桐子林镇示例片区土地征收启动公告",
            summary="公告桐子林镇示例片区土地征收的范围、目的和后续步骤。",
            theme="国土资源、能源/土地",
            genre="公告",
            formed_on=datetime.date(2024, 10, 21),
            keywords="土地征收 公告",
            duties=("a21_county_04", "d26_06"),
            text=(
                """
                因建设县医院分院，拟征收桐子林镇示例片区集体土地约20亩。（示例数据）
                自公告之日起10个工作日内开展土地现状调查和社会稳定风险评估。
                """,
            ),
            files=(File("土地征收启动公告.pdf", "土地征收启动公告（示例）", _land_notice),),
        ),
    ),
    Revised(
        "land-notice",
        datetime.date(2024, 10, 29),
        {
            "formed_on": datetime.date(2024, 10, 21),
            "text": (
                """
                因建设县医院分院，拟征收桐子林镇示例片区集体土地约20亩。（示例数据）
                自公告之日起10个工作日内开展土地现状调查和社会稳定风险评估。
                更正：10月24日公开的本公告漏写了异议的提出办法，现补充：对调查结果有异议的，可以在结果公示期内向本局提出，电话0812-0000005。
                """,
            ),
        },
    ),
    _published(
        "自然资源和规划局",
        2026,
        5,
        21,
        Writing(
            key="land-hazards",
            column="yjgl",
            title="2026年地质灾害隐患点和避险提示",
            summary="提醒隐患点附近群众汛期的避险路线和报警办法。",
            theme="国土资源、能源/土地",
            keywords="地质灾害 避险",
            duties=("a20_12",),
            text=(
                """
                汛期将至。住在沟口、陡坡下的群众，请记住本点的责任人、转移路线和避险地点，避险明白卡贴在家门内侧。
                听到预警先走人、后收拾。发现裂缝、落石、井水变浑，立即报告村社值班人员。
                """,
            ),
        ),
    ),
)
MARKET: tuple[Happening, ...] = (
    _published(
        "市场监督管理局",
        2024,
        9,
        12,
        Writing(
            key="market-mooncakes",
            column="yjgl",
            title="2024年第3期食品安全监督抽检情况",
            summary="中秋节前糕点、食用油和饮料监督抽检的批次和结果。",
            theme="市场监管、安全生产监管/食品药品监管",
            keywords="食品安全 抽检",
            duties=("a20_13", "d26_15"),
            text=(
                "本期抽检糕点、食用油和饮料，批次和结果如下。数字是示例数据。",
                Table(
                    "抽检结果（单位：批次）",
                    (
                        ("品种", "抽检", "合格", "不合格"),
                        ("糕点", "20", "20", "0"),
                        ("食用油", "12", "11", "1"),
                        ("饮料", "8", "8", "0"),
                    ),
                ),
                "不合格的1批次食用油已下架封存，正在依法处理。",
            ),
        ),
    ),
    _published(
        "市场监督管理局",
        2026,
        7,
        23,
        Writing(
            key="market-scales",
            column="tzgg",
            title="关于检查农产品收购用秤的通告",
            summary="芒果采收季检查收购点的用秤，果农可以免费复秤。",
            theme="市场监管、安全生产监管/质量监督",
            genre="通告",
            keywords="计量 收购",
            text=(
                """
                7月下旬至9月，对各乡镇农产品收购点的用秤逐台检查，不合格的停止使用。
                各乡镇设公平秤一台，果农可以免费复秤。遇到缺斤少两，请保留票据，拨打12315。
                """,
            ),
        ),
    ),
)
HAPPENINGS: tuple[Happening, ...] = (*FARMING, *LAND, *MARKET)
