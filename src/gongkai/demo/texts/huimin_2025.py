"""惠民镇 in 2025."""

from __future__ import annotations

import datetime

from gongkai.demo.files import word
from gongkai.demo.program import Happening, Published, Revised
from gongkai.demo.texts.huimin_2023 import TOWN, roster
from gongkai.demo.writing import File, Table, Writing


def _published(year: int, month: int, day: int, writing: Writing) -> Published:
    return Published(TOWN, datetime.date(year, month, day), writing)


def _application() -> bytes:
    return word(
        "农村宅基地和建房申请表",
        ["填表前请阅读办事说明。个人信息只供审核使用，不对外公开。"],
        [("项目", "填写内容"), ("申请人", ""), ("所在村社", ""), ("申请理由", ""), ("村民小组意见", "")],
    )


HAPPENINGS: tuple[Happening, ...] = (
    _published(
        2025,
        1,
        2,
        Writing(
            key="hm-2025-irrigation-explained",
            column="zcjd",
            title="《惠民镇2025年农田水利维修养护办法》解读",
            summary="解释惠民镇农田水利设施由谁管、坏了找谁、维修的钱怎么公开。",
            theme="农业、林业、水利/水利",
            keywords="解读 农田水利",
            duties=("a21_township_02",),
            interprets=("hm-2024-irrigation",),
            text=(
                """
                ## 为什么制定这个办法
                渠道坏了不知道找谁、修了没人管，是群众反映较多的问题。办法把管护的责任分到镇、村和农户三级。
                ## 渠道坏了找谁
                跨村的找镇农业农村办公室，村内的找村（居）民委员会，电话在镇机构设置页面上都能查到。
                ## 维修的钱怎么用
                专款专用。完工后由镇、村和受益农户代表一起验收，结果在村务公开栏张贴不少于10天。
                """,
            ),
        ),
    ),
    _published(
        2025,
        1,
        16,
        Writing(
            key="hm-2025-licences",
            column="xzzf",
            title="惠民镇2024年行政许可办理情况",
            summary="惠民镇2024年受理和办结的行政许可件数，全部按期办结。",
            theme="综合政务/其他",
            keywords="行政许可 办理情况",
            duties=("a20_05",),
            text=(
                """
                2024年，惠民镇便民服务中心受理行政许可事项136件，办结136件，全部在承诺的时限内办结。
                办理的依据、条件和程序，可以在便民服务中心查阅，也可以电话咨询0812-0000020。
                """,
            ),
        ),
    ),
    _published(
        2025,
        1,
        17,
        Writing(
            key="hm-report-2024",
            column="qtfd",
            title="惠民镇2024年政府信息公开工作年度报告（摘要）",
            summary="惠民镇2024年主动公开、依申请公开和监督保障的情况。",
            theme="综合政务/政务公开",
            genre="报告",
            keywords="年度报告 政府信息公开",
            duties=("a20_15",),
            formed_on=datetime.date(2025, 1, 15),
            text=(
                """
                2024年，惠民镇在县人民政府门户网站发布政务信息7篇：发布政府动态信息5条，依法主动公开政府文件2个。更新领导信息6条，发布预算、决算信息2条，修改机构和值班信息2次。
                全年没有收到政府信息公开申请，没有因政府信息公开引起的行政复议和行政诉讼。
                镇里按照撰稿人初审、分管领导再审、主要领导终审的步骤公开信息，建立了公开信息登记台账。全年举办培训2次，调整了领导小组成员。
                """,
            ),
        ),
    ),
    _published(
        2025,
        3,
        13,
        Writing(
            key="hm-2025-budget",
            column="ysjs",
            title="惠民镇2025年部门预算（示例数据）",
            summary="惠民镇2025年部门收支预算。",
            theme="财政、金融、审计/财政",
            keywords="预算",
            duties=("a20_07",),
            text=(
                "本页数字都是示例数据，与任何单位的实际预算无关。",
                Table(
                    "2025年部门收支预算（单位：万元）",
                    (
                        ("项目", "预算数"),
                        ("一般公共预算拨款收入", "1080"),
                        ("基本支出", "870"),
                        ("项目支出", "210"),
                    ),
                ),
            ),
        ),
    ),
    _published(
        2025,
        5,
        22,
        Writing(
            key="hm-2025-subsidy",
            column="sncs",
            title="惠民镇2025年耕地地力保护补贴面积公示",
            summary="惠民镇各村社2025年耕地地力保护补贴的面积，公示7天。",
            theme="农业、林业、水利/农业、畜牧业、渔业",
            genre="公告",
            keywords="惠农补贴 公示",
            duties=("a21_township_01", "d26_22"),
            text=(
                "2025年耕地地力保护补贴面积已由各村社核实，现公示7天。面积是示例数据。",
                Table(
                    "各村社补贴面积（单位：亩）",
                    (
                        ("村社", "面积"),
                        ("新林村", "800"),
                        ("和平村", "950"),
                        ("民主村", "720"),
                        ("青龙村", "610"),
                    ),
                ),
                "有异议的，请在公示期内向镇农业农村办公室提出，电话0812-0000017。",
            ),
        ),
    ),
    _published(
        2025,
        8,
        28,
        Writing(
            key="hm-2025-homestead",
            column="sncs",
            title="惠民镇农村宅基地和建房申请办事说明",
            summary="在惠民镇申请宅基地和建房的条件、材料、步骤和时限，附申请表。",
            theme="国土资源、能源/土地",
            keywords="宅基地 建房",
            duties=("a21_township_04",),
            text=(
                """
                ## 条件
                本村集体经济组织成员，一户一处宅基地；原有住房在地质灾害隐患点的，可以申请迁建。
                ## 步骤
                向村民小组提出，经村民会议讨论并公示5天，由村（居）民委员会报镇政府。镇里组织实地查看，20个工作日内答复。
                ## 材料
                填写申请表，附户口簿和现有住房照片，由村里核对原件。
                """,
            ),
            files=(File("宅基地和建房申请表.docx", "农村宅基地和建房申请表", _application),),
        ),
    ),
    Revised(
        "hm-roster",
        datetime.date(2025, 9, 29),
        {
            "text": roster(
                ("2025年10月1日至4日", "示远山", "党政办公室"),
                ("2025年10月5日至8日", "例清泉", "应急管理办公室"),
            )
        },
    ),
    _published(
        2025,
        11,
        13,
        Writing(
            key="hm-2025-labour",
            column="sncs",
            title="民主村村内道路筹资筹劳方案和结果",
            summary="民主村修建村内道路筹资筹劳的议事结果、标准和使用情况。",
            theme="农业、林业、水利/其他",
            keywords="筹资筹劳 一事一议",
            duties=("a21_township_07",),
            text=(
                """
                民主村村民会议讨论通过，硬化村内道路0.8公里。按规定每个劳动力出工不超过10个，不筹资。
                10月工程完工，共出工412个，县里奖补的材料已用完并有结余清单，验收合格。数字是示例数据。
                """,
            ),
        ),
    ),
)
