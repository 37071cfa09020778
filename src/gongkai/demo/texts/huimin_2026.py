"""惠民镇 in 2026, up to the weeks before the demo was written."""

from __future__ import annotations

import datetime

from gongkai.demo.program import Happening, Published, Revised
from gongkai.demo.texts.huimin_2023 import FIRST, TOWN, institutions_of, leaders_table, roster
from gongkai.demo.writing import Photo, Table, Writing


def _published(year: int, month: int, day: int, writing: Writing) -> Published:
    return Published(TOWN, datetime.date(year, month, day), writing)


LEADERS_OF_2026 = {**FIRST, "镇党委委员、副镇长": "演丰年"}
HAPPENINGS: tuple[Happening, ...] = (
    Revised(
        "huimin-guide",
        datetime.date(2026, 1, 8),
        {"summary": "惠民镇主动公开的范围和方式，申请公开的办理和时限，公开工作机构的联系方式。"},
    ),
    Revised(
        "hm-leaders",
        datetime.date(2026, 2, 26),
        {"text": leaders_table(LEADERS_OF_2026, {"副镇长": "分管民政、教育、卫生和便民服务工作。"})},
    ),
    _published(
        2026,
        3,
        12,
        Writing(
            key="hm-2026-budget",
            column="ysjs",
            title="惠民镇2026年部门预算（示例数据）",
            summary="惠民镇2026年部门收支预算和主要项目。",
            theme="财政、金融、审计/财政",
            keywords="预算",
            duties=("a20_07",),
            text=(
                "本页数字都是示例数据，与任何单位的实际预算无关。",
                Table(
                    "2026年部门收支预算（单位：万元）",
                    (
                        ("项目", "预算数"),
                        ("一般公共预算拨款收入", "1100"),
                        ("基本支出", "880"),
                        ("项目支出", "220"),
                    ),
                ),
                "项目支出主要用于渠道维修、村道养护和森林草原防灭火。",
            ),
        ),
    ),
    Revised(
        "hm-institution",
        datetime.date(2026, 6, 11),
        {"text": institutions_of("办公时间与机关相同；每周三延时到19时。")},
    ),
    _published(
        2026,
        7,
        16,
        Writing(
            key="hm-2026-licences",
            column="xzzf",
            title="惠民镇2026年上半年行政许可办理情况",
            summary="惠民镇2026年上半年受理和办结的行政许可件数。",
            theme="综合政务/其他",
            keywords="行政许可 办理情况",
            duties=("a20_05",),
            text=(
                """
                2026年上半年，惠民镇便民服务中心受理行政许可事项71件，办结70件，1件还在承诺的时限内办理。数字是示例数据。
                没有不予许可的决定，也没有收费。
                """,
            ),
        ),
    ),
    _published(
        2026,
        7,
        30,
        Writing(
            key="hm-2026-water",
            column="tzgg",
            title="惠民镇场镇供水管道检修期间停水通知",
            summary="惠民镇场镇供水管道检修，分片停水的时间和临时取水点。",
            theme="城乡建设、环境保护/城乡建设（含住房）",
            genre="通知",
            keywords="停水 检修",
            text=(
                """
                因检修供水管道，8月3日至5日场镇分片停水，每片停水不超过6小时，具体时段由社区提前一天通知。
                停水期间，在场镇广场设临时取水点。学校和卫生院不停水。
                """,
            ),
        ),
    ),
    _published(
        2026,
        8,
        20,
        Writing(
            key="hm-2026-pension",
            column="msbz",
            title="惠民镇城乡居民养老保险待遇认证提示",
            summary="提醒领取养老金的居民每年认证一次，可以在手机上办，也可以请村干部上门。",
            theme="劳动、人事、监察/社会保障",
            keywords="养老保险 待遇认证",
            duties=("a20_11", "d26_18"),
            text=(
                """
                领取城乡居民养老金的居民，每年要认证一次。可以用手机刷脸，也可以到村里或者镇便民服务中心办理。
                行动不便的老人，请家人或者邻居告诉村干部，上门办理。超过期限没有认证的会暂停发放，认证后补发，不会少发。
                """,
            ),
        ),
    ),
    _published(
        2026,
        9,
        10,
        Writing(
            key="hm-2026-mango-insurance",
            column="sncs",
            title="惠民镇2026年芒果种植保险参保和赔付情况",
            summary="惠民镇2026年芒果种植保险的参保面积和受灾赔付情况。",
            theme="财政、金融、审计/保险",
            keywords="芒果 农业保险",
            duties=("a21_township_01", "d26_22"),
            text=(
                "今年芒果种植保险的参保和赔付，由承保机构同各村核实。名单在各村公开栏张贴，数字是示例数据。",
                Table(
                    "参保和赔付情况",
                    (
                        ("村社", "参保（亩）", "受灾（亩）", "已赔付（亩）"),
                        ("和平村", "420", "35", "35"),
                        ("民主村", "310", "18", "18"),
                        ("青龙村", "260", "0", "0"),
                    ),
                ),
            ),
        ),
    ),
    _published(
        2026,
        1,
        15,
        Writing(
            key="hm-2026-relief",
            column="msbz",
            title="惠民镇2026年第一季度社会救助对象审核结果",
            summary="惠民镇2026年第一季度低保、特困供养和临时救助的审核结果，按户数公开。",
            theme="民政、扶贫、救灾/社会福利",
            keywords="社会救助 低保",
            duties=("a21_township_08", "a20_11"),
            text=(
                "依照社会救助的规定，本季度审核结果按户数公开如下，名单在各村务公开栏张贴。数字是示例数据。",
                Table(
                    "2026年第一季度审核结果（单位：户）",
                    (
                        ("类别", "新增", "停发", "季末在册"),
                        ("农村低保", "4", "3", "210"),
                        ("特困供养", "1", "0", "32"),
                        ("临时救助", "6", "—", "6"),
                    ),
                ),
            ),
        ),
    ),
    _published(
        2026,
        3,
        19,
        Writing(
            key="hm-2026-land",
            column="sncs",
            title="惠民镇农村土地经营权流转合同备案情况（2025年度）",
            summary="惠民镇2025年备案的土地经营权流转合同宗数、面积和用途。",
            theme="国土资源、能源/土地",
            keywords="土地流转 备案",
            duties=("a21_township_03",),
            text=(
                "2025年，镇里对流转土地的用途和承租方的经营能力进行了核查，备案情况如下。数字是示例数据。",
                Table(
                    "流转合同备案情况",
                    (
                        ("用途", "合同（宗）", "面积（亩）"),
                        ("种植芒果", "12", "260"),
                        ("种植蔬菜", "7", "98"),
                        ("种桑养蚕", "5", "74"),
                    ),
                ),
            ),
        ),
    ),
    _published(
        2026,
        5,
        14,
        Writing(
            key="hm-2026-flood-plan",
            column="zfwj",
            title="惠民镇人民政府关于印发2026年防汛应急预案的通知",
            summary="惠民镇2026年防汛的组织、预警、转移和值守安排。",
            theme="综合政务/应急管理",
            genre="通知",
            document_number="惠府发〔2026〕9号",
            formed_on=datetime.date(2026, 5, 8),
            keywords="防汛 预案",
            duties=("a20_01", "a20_12"),
            text=(
                """
                各村（居）民委员会，镇属各办公室：
                现将《惠民镇2026年防汛应急预案》印发给你们，请结合实际落实。
                ## 一、预警
                接到暴雨蓝色以上预警，村社干部到岗，逐户通知危险区群众。
                ## 二、转移
                每个危险区有一名责任人、一条转移路线、一处避险地点。雨大先转移，不等通知。
                ## 三、值守
                6月至9月，镇、村24小时值守，值班电话0812-0000016。
                """,
            ),
        ),
    ),
    _published(
        2026,
        7,
        9,
        Writing(
            key="hm-2026-pond",
            column="zwdt",
            title="惠民镇完成3口山坪塘清淤",
            summary="汛前，惠民镇完成新林村、建新村3口山坪塘的清淤和加固。",
            theme="农业、林业、水利/水利",
            keywords="山坪塘 水利",
            text=(
                """
                7月7日，新林村、建新村3口山坪塘的清淤和坝体加固完成。镇里请受益农户代表一起验收，蓄水比清淤前多出约1.2万立方米。
                """,
                Photo("山间的果林，近处一条水渠，太阳在山后。示意画。", "山坪塘下的果林（示意画）"),
            ),
        ),
    ),
    _published(
        2026,
        9,
        17,
        Writing(
            key="hm-2026-drill",
            column="yjgl",
            title="惠民镇开展山洪转移演练的情况",
            summary="惠民镇在新林村演练山洪预警和群众转移，找出两处不足并已改正。",
            theme="综合政务/应急管理",
            keywords="山洪 演练",
            duties=("a20_12",),
            text=(
                """
                9月15日，惠民镇在新林村演练山洪转移。从发出预警到危险区群众全部到达避险地点，用时26分钟。
                演练中发现两处不足：一段转移路线没有夜间照明，一户老人没有听到广播。照明已补装，广播改为敲锣和上门通知并用。
                """,
            ),
        ),
    ),
    Revised(
        "hm-roster",
        datetime.date(2026, 9, 23),
        {
            "text": roster(
                ("2026年9月25日至27日", "演晨光", "社会事务办公室"),
                ("2026年10月1日至7日", "示远山", "党政办公室"),
            )
        },
    ),
    _published(
        2026,
        10,
        15,
        Writing(
            key="hm-2026-clinic",
            column="zwdt",
            title="惠民镇组织65岁以上老人免费体检",
            summary="惠民镇卫生院到各村社为65岁以上老人免费体检，体检结果由村医当面说明。",
            theme="卫生、体育/卫生",
            keywords="体检 老人",
            text=(
                """
                10月12日至14日，镇卫生院的医务人员分两组到各村社，为65岁以上的老人免费体检。行动不便的，上门检查。
                体检结果一周内由村医当面向本人说明，需要复查的帮助联系县里的医院。
                """,
            ),
        ),
    ),
)
