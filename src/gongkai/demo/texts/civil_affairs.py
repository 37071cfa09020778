"""民政局: care at home with a form, relief, and something that was withdrawn."""

from __future__ import annotations

import datetime

from gongkai.demo.files import word
from gongkai.demo.program import Happening, Published, Withdrawn
from gongkai.demo.writing import File, Table, Writing


def _published(agency: str, year: int, month: int, day: int, writing: Writing) -> Published:
    return Published(agency, datetime.date(year, month, day), writing)


def _pension_form() -> bytes:
    return word(
        "居家养老服务申请表",
        ["请用黑色笔填写。个人信息只供审核使用，不对外公开。"],
        [("项目", "填写内容"), ("申请人", ""), ("所在乡镇和村社", ""), ("需要的服务", ""), ("乡镇意见", "")],
    )


HAPPENINGS: tuple[Happening, ...] = (
    _published(
        "民政局",
        2024,
        7,
        11,
        Writing(
            key="civil-home-care",
            column="msbz",
            title="关于申请居家养老服务的通知",
            summary="经济困难的失能老人可以申请居家养老服务，说明条件、内容和办法，附申请表。",
            theme="民政、扶贫、救灾/社会福利",
            genre="通知",
            document_number="盐民发〔2024〕18号",
            formed_on=datetime.date(2024, 7, 8),
            keywords="养老服务 申请",
            duties=("a20_11", "d26_20"),
            text=(
                """
                ## 谁可以申请
                本县户籍、经济困难的失能和部分失能老人。
                ## 有什么服务
                助餐、助浴、助洁和陪同就医，每月按评估等级安排时数。
                ## 怎么申请
                填写申请表，交所在乡镇便民服务中心，15个工作日内上门评估。
                """,
            ),
            files=(File("居家养老服务申请表.docx", "居家养老服务申请表", _pension_form),),
        ),
    ),
    _published(
        "民政局",
        2025,
        6,
        12,
        Writing(
            key="civil-standard-draft",
            column="tzgg",
            title="2025年城乡最低生活保障标准调整说明",
            summary="2025年城乡最低生活保障标准的调整幅度和执行时间。",
            theme="民政、扶贫、救灾/社会福利",
            keywords="低保 标准",
            text=(
                """
                自2025年7月起调整城乡最低生活保障标准，具体标准按上级文件执行，差额当月补发。（示例数据）
                """,
            ),
        ),
    ),
    Withdrawn(
        "civil-standard-draft",
        datetime.date(2025, 6, 17),
        "执行时间与上级文件不一致，撤回核对，准确的标准将另行公开。",
    ),
    _published(
        "民政局",
        2026,
        2,
        12,
        Writing(
            key="civil-winter-relief",
            column="msbz",
            title="盐边县2026年春节前临时救助办理情况",
            summary="2026年春节前全县临时救助的户数和发放情况，按乡镇公开。",
            theme="民政、扶贫、救灾/减灾救灾",
            keywords="临时救助 春节",
            duties=("a21_county_07", "a20_11"),
            text=(
                "春节前，各乡镇逐户走访，对因病因灾生活困难的家庭给予临时救助。数字是示例数据。",
                Table(
                    "临时救助（单位：户）",
                    (("乡镇", "户数"), ("渔门镇", "21"), ("永兴镇", "18"), ("惠民镇", "6"), ("国胜乡", "9")),
                ),
            ),
        ),
    ),
)
