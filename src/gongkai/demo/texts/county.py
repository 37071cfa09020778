"""The county's government: documents of different fates, an emergency, a plan, a report as PDF."""

from __future__ import annotations

import datetime

from gongkai.demo.files import printed
from gongkai.demo.places import COUNTY
from gongkai.demo.program import Happening, Published, Revalued, Urgent
from gongkai.demo.writing import File, Table, Writing
from gongkai.statute.metadata import Validity


def _published(year: int, month: int, day: int, writing: Writing, returned: str = "") -> Published:
    return Published(COUNTY, datetime.date(year, month, day), writing, returned)


def _flow_chart() -> bytes:
    return printed(
        "政府信息公开审核流程说明",
        (
            "一、撰稿人起草，同时拟定公开属性，逐项核对后送审。",
            "二、分管领导再审，认为需要修改的，写明理由退回。",
            "三、主要领导终审。终审通过后公开，并登入台账。",
            "四、紧急情况下先行公开的，须在下一个工作日由另一位领导补审。",
        ),
    )


HAPPENINGS: tuple[Happening, ...] = (
    _published(
        2023,
        5,
        18,
        Writing(
            key="county-old-rule",
            column="zfwj",
            title="盐边县人民政府关于印发政务信息审核办法的通知",
            summary="规定全县政务信息公开前由谁审核、审核什么。",
            theme="综合政务/政务公开",
            genre="通知",
            document_number="盐府发〔2023〕15号",
            formed_on=datetime.date(2023, 5, 12),
            keywords="信息审核",
            duties=("a20_01",),
            text=(
                """
                各乡镇人民政府，县级各部门：
                现将《政务信息审核办法》印发给你们，请遵照执行。
                公开政务信息，应当先审核、后公开。审核分初审和终审，由两个不同的人办理，并留有记录。
                """,
            ),
        ),
    ),
    _published(
        2025,
        2,
        20,
        Writing(
            key="county-new-rule",
            column="zfwj",
            title="盐边县人民政府关于印发政府信息公开审核和登记办法的通知",
            summary="规定全县政府信息公开的三级审核、登记台账和紧急公开的补审，同时废止2023年的办法。",
            theme="综合政务/政务公开",
            genre="通知",
            document_number="盐府发〔2025〕4号",
            formed_on=datetime.date(2025, 2, 14),
            keywords="三审 台账 紧急公开",
            duties=("a20_01",),
            text=(
                """
                各乡镇人民政府，县级各部门：
                现将《政府信息公开审核和登记办法》印发给你们，请遵照执行。
                ## 一、三级审核
                撰稿人初审，分管领导再审，主要领导终审，由三个不同的人办理。
                ## 二、登记台账
                公开、更新、修改、更正和撤回都登记台账，一事一条，不得涂改。
                ## 三、紧急公开
                情况紧急、来不及三审的，可以由一位领导决定先行公开，下一个工作日由另一位领导补审。
                《政务信息审核办法》（盐府发〔2023〕15号）同时废止。
                """,
            ),
            files=(File("审核流程说明.pdf", "政府信息公开审核流程说明", _flow_chart),),
        ),
    ),
    Revalued(
        "county-old-rule",
        datetime.date(2025, 2, 20),
        Validity.REPEALED,
        "《政府信息公开审核和登记办法》（盐府发〔2025〕4号）",
        "county-new-rule",
    ),
    _published(
        2025,
        2,
        25,
        Writing(
            key="county-new-rule-explained",
            column="zcjd",
            title="《政府信息公开审核和登记办法》解读",
            summary="说明三级审核和原来的办法有什么不同，台账登记什么，紧急公开怎么补审。",
            theme="综合政务/政务公开",
            keywords="解读 三审",
            interprets=("county-new-rule",),
            text=(
                """
                ## 和原来的办法有什么不同
                原来两级审核，现在三级，而且必须是三个不同的人。
                ## 为什么要登记台账
                谁在什么时候审了哪一版、什么时候公开，都有据可查。登记以后不能改，只能追加。
                ## 紧急情况怎么办
                森林火险、山洪这类预警等不得。一位领导可以决定先公开，但第二天要由另一位领导补审；补审不同意的，当即撤回。
                """,
            ),
        ),
        "“三级审核”一节请写明与原办法的区别。",
    ),
    _published(
        2024,
        4,
        25,
        Writing(
            key="county-plan-2024",
            column="ghtj",
            title="盐边县2024年国民经济和社会发展计划要点（示例数据）",
            summary="2024年全县农业、水利、交通和社会保障的主要任务。",
            theme="国民经济管理、国有资产监管/宏观经济",
            keywords="计划 任务",
            duties=("a20_03",),
            text=(
                "本页数字都是示例数据。",
                Table(
                    "主要任务",
                    (
                        ("领域", "任务"),
                        ("农业", "改造低产芒果园1000亩"),
                        ("水利", "整治渠道20公里"),
                        ("交通", "养护农村公路300公里"),
                        ("社会保障", "新增养老服务点6个"),
                    ),
                ),
            ),
        ),
    ),
    _published(
        2025,
        9,
        11,
        Writing(
            key="county-road-project",
            column="zdxm",
            title="农村公路安全生命防护工程（二期）批准和实施情况",
            summary="农村公路安全生命防护工程二期的批准文件、建设内容和进度。",
            theme="工业、交通/公路",
            keywords="农村公路 项目",
            duties=("a20_10", "d26_01"),
            text=(
                """
                工程对临水临崖路段加装护栏，计划安装42公里，投资为示例数据。
                到8月底，已安装护栏18公里，占计划的四成。施工期间半幅通行，请过往车辆减速慢行。
                """,
            ),
        ),
    ),
    Urgent(
        COUNTY,
        datetime.date(2026, 4, 2),
        Writing(
            key="county-fire-warning",
            column="yjgl",
            title="盐边县发布森林草原火险红色预警",
            summary="4月2日至5日全县森林草原火险等级极高，禁止一切野外用火。",
            theme="农业、林业、水利/林业",
            genre="通告",
            keywords="火险 预警",
            duties=("a20_12",),
            text=(
                """
                受持续高温少雨和大风影响，4月2日至5日全县森林草原火险等级极高。
                预警期间禁止一切野外用火，进山人员和车辆一律登记检查。上坟祭扫请用鲜花代替香烛纸钱。
                发现火情立即拨打12119。各乡镇、村社值班人员全部在岗。（示例数据）
                """,
            ),
        ),
        "气象部门刚刚发布火险红色预警，清明前后上山人员多，须立即告知群众，来不及三审。",
        "预警属实，内容准确，同意先行公开。",
    ),
    _published(
        2026,
        6,
        18,
        Writing(
            key="county-exam",
            column="rsxx",
            title="盐边县2026年公开考试录用公务员总成绩查询说明",
            summary="2026年公务员录用考试总成绩的查询办法和体检时间，不公布个人信息。",
            theme="劳动、人事、监察/人事工作",
            keywords="公务员 录用",
            duties=("a20_14",),
            text=(
                """
                考生凭准考证号在报名网站查询本人总成绩和排名。进入体检的考生，由招录机关逐一电话通知。
                体检时间为6月24日，请携带身份证件原件。
                """,
            ),
        ),
    ),
    _published(
        2026,
        9,
        17,
        Writing(
            key="county-openness-check",
            column="tzgg",
            title="关于开展2026年第三季度政府信息公开检查的通知",
            summary="检查各乡镇、各部门栏目更新、附件安全和台账登记的情况。",
            theme="综合政务/政务公开",
            genre="通知",
            document_number="盐府办函〔2026〕31号",
            formed_on=datetime.date(2026, 9, 15),
            keywords="检查 栏目更新",
            text=(
                """
                各乡镇人民政府，县级各部门：
                县政务公开办公室定于9月下旬检查第三季度政府信息公开工作。检查三个方面：栏目是否按周期更新；附件里有没有不应公开的个人信息；公开、修改、撤回是否都登入台账。
                请于9月22日前完成自查。检查结果纳入年度考核。
                """,
            ),
        ),
    ),
)
