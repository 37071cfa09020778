"""The townships (乡), some of them of the Yi and the Miao: two items each."""

from __future__ import annotations

import datetime

from gongkai.demo.program import Happening
from gongkai.demo.texts.town_item import FARM, ROADS, WOODS, TownItem, published

ITEMS: tuple[TownItem, ...] = (
    TownItem(
        town="红果彝族乡",
        on=datetime.date(2024, 10, 17),
        column="zwdt",
        title="红果彝族乡组织核桃采后处理培训",
        summary="红果彝族乡请技术员讲核桃脱皮、清洗和烘干。",
        theme=FARM,
        keywords="核桃 培训",
        duties=("a21_township_01",),
        lines="""
            10月15日，乡里请技术员到田间地头，讲核桃脱青皮、清洗和烘干的办法，用彝语和汉语各讲一遍。
            乡里的两台烘干机可以预约使用，按实际耗电付费。
        """,
    ),
    TownItem(
        town="红果彝族乡",
        on=datetime.date(2026, 2, 5),
        column="yjgl",
        title="红果彝族乡2026年森林草原防火检查点设置",
        summary="红果彝族乡设防火检查点8个，公布位置和值守时间。",
        theme=WOODS,
        keywords="防火 检查点",
        duties=("a20_12",),
        lines="""
            防火期内，全乡设检查点8个，每天8时至20时值守。进林区的人和车登记后放行，火种代为保管。
            村社干部、护林员和家支里有威望的老人一起宣传，做到家喻户晓。
        """,
    ),
    TownItem(
        town="共和乡",
        on=datetime.date(2024, 12, 12),
        column="msbz",
        title="共和乡2025年度城乡居民医疗保险缴费提示",
        summary="共和乡城乡居民医疗保险的缴费时间、办法和减免对象。",
        theme="劳动、人事、监察/社会保障",
        keywords="医疗保险 缴费",
        duties=("a20_11", "d26_18"),
        lines="""
            集中缴费期到12月31日。可以用手机缴费，也可以到村里请代办员帮忙。
            特困人员由财政全额资助，低保对象按标准资助，不用先垫钱。
        """,
    ),
    TownItem(
        town="共和乡",
        on=datetime.date(2025, 9, 18),
        column="zwdt",
        title="共和乡修复3处水毁便道",
        summary="共和乡修复汛期冲毁的便道，学生和果农出行恢复。",
        theme=ROADS,
        keywords="水毁 便道",
        lines="""
            汛期里共和乡有3处便道被山水冲毁。乡里调来砂石，村民出工，9月16日全部修复通行。
            其中一处改高路基、加埋涵管，以后大水可以从涵管过。
        """,
    ),
    TownItem(
        town="国胜乡",
        on=datetime.date(2024, 5, 16),
        column="zwdt",
        title="国胜乡春茶采摘用工对接",
        summary="国胜乡为茶园和务工群众牵线，登记用工需求。",
        theme=FARM,
        keywords="春茶 用工",
        duties=("d26_17",),
        lines="""
            春茶采摘季，乡便民服务中心每天早上公布各茶园的用工人数、工价和集合地点，群众就近选择。
            半个月里共对接用工640人次，工钱日结。数字是示例数据。
        """,
    ),
    TownItem(
        town="国胜乡",
        on=datetime.date(2026, 4, 16),
        column="tzgg",
        title="国胜乡2026年山羊春季防疫时间安排",
        summary="国胜乡各村山羊春季防疫的日期和地点。",
        theme=FARM,
        keywords="防疫 山羊",
        lines="""
            4月20日至30日，防疫员按村上门免疫，不收费。请养殖户提前圈好羊群，写明存栏数。
            免疫后打耳标，没有耳标的羊不能出栏检疫。
        """,
    ),
    TownItem(
        town="红宝苗族彝族乡",
        on=datetime.date(2025, 3, 27),
        column="zwdt",
        title="红宝苗族彝族乡村级供水点消毒情况",
        summary="红宝苗族彝族乡对14处村级供水点清洗消毒，水质检测合格。",
        theme="卫生、体育/卫生",
        keywords="供水 水质",
        duties=("a20_13",),
        lines="""
            3月，乡里对14处村级供水点的水池逐一清洗消毒，并取样送检，结果合格。
            管水员的姓名和电话写在水池旁的牌子上，有问题可以直接联系。数字是示例数据。
        """,
    ),
    TownItem(
        town="红宝苗族彝族乡",
        on=datetime.date(2026, 8, 13),
        column="tzgg",
        title="红宝苗族彝族乡2026年秋季控辍保学安排",
        summary="开学前逐户核对适龄儿童入学，困难家庭给予资助。",
        theme="科技、教育/教育",
        keywords="入学 资助",
        duties=("d26_23",),
        lines="""
            8月底前，村社干部和教师一起逐户核对适龄儿童的入学情况。交通不便的，安排寄宿；家庭困难的，帮助申请资助。
            开学一周内，每个村核对到校情况，有未到校的当天上门。
        """,
    ),
    TownItem(
        town="温泉彝族乡",
        on=datetime.date(2024, 7, 18),
        column="zwdt",
        title="温泉彝族乡火把节期间交通和用火安排",
        summary="火把节期间停车、用火和应急的安排。",
        theme="民族、宗教/民族事务",
        keywords="火把节 安全",
        lines="""
            火把节期间，活动场地集中在乡中心广场，广场以外不点大火把。车辆停在学校操场，有专人引导。
            镇村应急队在现场值守，备有水车和灭火器。活动结束后，逐一检查余火，全部熄灭才离开。
        """,
    ),
    TownItem(
        town="温泉彝族乡",
        on=datetime.date(2025, 5, 8),
        column="msbz",
        title="温泉彝族乡2025年农村危房改造对象审核结果",
        summary="温泉彝族乡农村危房改造的户数、标准和进度。",
        theme="城乡建设、环境保护/城乡建设（含住房）",
        keywords="危房改造",
        duties=("d26_09", "a20_11"),
        lines="""
            本年申请危房改造的农户，经村里评议、乡里查看、县里审定，共15户。名单在各村公开栏张贴。
            补助按完工验收的等级发放，直接打入农户的补贴账户。数字是示例数据。
        """,
    ),
    TownItem(
        town="格萨拉彝族乡",
        on=datetime.date(2024, 9, 26),
        column="tzgg",
        title="格萨拉彝族乡国庆假期景区道路通行提示",
        summary="国庆假期景区道路单向循环，请按标志通行。",
        theme="商贸、海关、旅游/旅游",
        keywords="景区 通行",
        lines="""
            国庆假期前往景区的车辆多，山路窄。10月1日至5日每天9时至18时，景区环线单向通行，请按标志行驶，不在弯道停车。
            高原早晚温差大，请带够衣物。不带火种进草原，不追赶牛羊。
        """,
    ),
    TownItem(
        town="格萨拉彝族乡",
        on=datetime.date(2026, 6, 25),
        column="zwdt",
        title="格萨拉彝族乡草原鼠害防治完成",
        summary="格萨拉彝族乡用招鹰架和人工捕捉防治鼠害，不用剧毒药。",
        theme=WOODS,
        keywords="草原 鼠害",
        lines="""
            6月，乡里在鼠害较重的草场立招鹰架30个，组织牧民人工捕捉，没有使用剧毒药物。
            县里技术员抽查，鼠洞比去年同期减少约四成。数字是示例数据。
        """,
    ),
)
HAPPENINGS: tuple[Happening, ...] = tuple(published(ITEMS))
