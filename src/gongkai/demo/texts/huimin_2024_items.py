"""What 惠民镇 published in 2024: five pieces of news and two documents."""

from __future__ import annotations

import datetime

from gongkai.demo.program import Happening, Published
from gongkai.demo.texts.huimin_2023 import TOWN
from gongkai.demo.writing import Photo, Writing


def _on(month: int, day: int) -> datetime.date:
    return datetime.date(2024, month, day)


def _published(month: int, day: int, writing: Writing, returned: str = "") -> Published:
    return Published(TOWN, _on(month, day), writing, returned)


NEWS: tuple[Happening, ...] = (
    _published(
        1,
        18,
        Writing(
            key="hm-2024-roads",
            column="zwdt",
            title="惠民镇排查春节前农村道路安全隐患",
            summary="春节前，惠民镇同各村社排查临水临崖路段，补齐警示标志，清理落石。",
            theme="工业、交通/公路",
            keywords="道路安全 春节",
            text=(
                """
                春节临近，返乡车辆增多。1月15日至17日，惠民镇组织各村社干部和护路员，对通村道路逐段排查。
                三天共查看临水、临崖和急弯路段21处，清理落石5处，补立警示标志8块，对2处路基松软的路段设置了限速提示。
                春节期间，各村护路员每天早晚各巡查一次。群众发现道路险情，可以拨打镇值班电话0812-0000016。
                """,
            ),
        ),
    ),
    _published(
        3,
        21,
        Writing(
            key="hm-2024-channel",
            column="zwdt",
            title="惠民镇抢修和平村灌溉渠保春灌",
            summary="和平村一段灌溉渠渗漏，惠民镇组织抢修，春灌用水恢复。",
            theme="农业、林业、水利/水利",
            keywords="灌溉 水利 春灌",
            duties=("a21_township_02",),
            text=(
                """
                3月上旬，和平村一段灌溉渠出现渗漏，下游约300亩果园和菜地用水不足。镇农业农村办公室查勘后，同村委会商定了抢修办法。
                3月18日至20日，村里出工、镇里出料，清淤120米，修补渠壁3处，更换闸板1块。20日下午，渠道恢复通水。
                """,
                Photo(
                    "山坡下的一条灌溉渠，水从果树之间流过，远处是山。示意画。", "恢复通水的灌溉渠（示意画）"
                ),
            ),
        ),
    ),
    _published(
        6,
        19,
        Writing(
            key="hm-2024-mango",
            column="zwdt",
            title="惠民镇设便民服务点迎芒果采收季",
            summary="芒果采收季，惠民镇在3个村设便民服务点，代办运输证明咨询、农资和用工登记。",
            theme="农业、林业、水利/农业、畜牧业、渔业",
            keywords="芒果 便民服务",
            text=(
                """
                6月中旬，惠民镇低海拔村社的早熟芒果开始采收。镇便民服务中心在和平村、民主村、青龙村各设一个服务点，每天上午有人值守。
                服务点办理三件事：登记用工需求，介绍临时务工人员；解答农产品运输和检测的手续；收集果农对道路和用水的意见，当天转给有关办公室。
                服务点开到8月底。采收集中的日子，下午也有人值守。
                """,
            ),
        ),
        "“早熟芒果”一段没有写清服务点的值守时间，请补上后再送。",
    ),
    _published(
        8,
        15,
        Writing(
            key="hm-2024-elderly",
            column="zwdt",
            title="惠民镇完成第三季度高龄津贴资格核对",
            summary="惠民镇各村社上门核对高龄津贴领取资格，不让老人跑路。",
            theme="民政、扶贫、救灾/社会福利",
            keywords="高龄津贴 养老",
            duties=("a21_township_08",),
            text=(
                """
                8月1日至14日，惠民镇社会事务办公室同各村社干部，对领取高龄津贴的老人逐户核对。行动不便的老人，由村干部上门办理。
                核对中新增符合条件的老人已当场登记，从下月起发放；情况有变化的，已向家属说明原因和依据。
                对核对结果有疑问的，可以到镇便民服务中心查询，电话0812-0000020。
                """,
            ),
        ),
    ),
    _published(
        11,
        7,
        Writing(
            key="hm-2024-fire-news",
            column="zwdt",
            title="惠民镇启动秋冬季森林草原防火宣传",
            summary="惠民镇进村入户宣传森林草原防火，各村签订责任书，护林员上岗。",
            theme="农业、林业、水利/林业",
            keywords="森林防火 宣传",
            duties=("a20_12",),
            text=(
                """
                11月6日，惠民镇召开秋冬季森林草原防火工作会。会后，各村社干部分片进村入户，讲明野外用火的规定和报警办法。
                今年防火期，全镇设检查点6个，护林员全部上岗。清明、春节等重点时段，增加路口值守。
                发现火情请立即拨打火警电话12119或者镇值班电话0812-0000016。
                """,
            ),
        ),
    ),
)
DOCUMENTS: tuple[Happening, ...] = (
    _published(
        2,
        6,
        Writing(
            key="hm-2024-fire-plan",
            column="zfwj",
            title="惠民镇人民政府关于印发2024年森林草原防灭火工作方案的通知",
            summary="明确惠民镇2024年森林草原防灭火的责任、检查点、巡护和应急处置。",
            theme="农业、林业、水利/林业",
            genre="通知",
            document_number="惠府发〔2024〕3号",
            formed_on=_on(1, 31),
            keywords="森林防火 方案",
            duties=("a20_01", "a20_12"),
            text=(
                """
                各村（居）民委员会，镇属各办公室：
                现将《惠民镇2024年森林草原防灭火工作方案》印发给你们，请认真组织实施。
                ## 一、责任
                镇主要领导负总责，分管领导具体负责，各村社负责人对本村社的防火工作负责。护林员按划定的责任区巡护。
                ## 二、检查点
                全镇设检查点6个，防火期内每天8时至20时有人值守，登记进山人员和车辆。
                ## 三、野外用火
                防火期内禁止在林区烧荒、烧灰积肥。确需用火的，由村社统一组织，报镇应急管理办公室同意，有人看守，火灭人走。
                ## 四、应急处置
                发现火情，村社先组织转移群众，同时报镇值班室。镇应急队伍15分钟内出动，并报县应急管理部门。
                """,
            ),
        ),
    ),
    _published(
        12,
        30,
        Writing(
            key="hm-2024-irrigation",
            column="zfwj",
            title="惠民镇人民政府关于印发2025年农田水利维修养护办法的通知",
            summary="明确惠民镇农田水利设施由谁管护、怎么申报维修、资金怎么使用和公开。",
            theme="农业、林业、水利/水利",
            genre="通知",
            document_number="惠府发〔2024〕27号",
            formed_on=_on(12, 26),
            keywords="农田水利 维修 办法",
            duties=("a20_01", "a21_township_02"),
            text=(
                """
                各村（居）民委员会，镇属各办公室：
                现将《惠民镇2025年农田水利维修养护办法》印发给你们，请遵照执行。
                ## 一、管护责任
                跨村的渠道、塘坝由镇农业农村办公室管护；村内的由村（居）民委员会管护；田间的由使用的农户管护。
                ## 二、维修申报
                每年10月底前，各村申报次年的维修项目，写明位置、损坏情况和所需资金。镇里实地查勘后排出先后。
                ## 三、资金使用
                维修资金专款专用。项目完工后，由镇、村和受益农户代表一起验收，结果在村务公开栏张贴不少于10天。
                """,
            ),
        ),
    ),
)
