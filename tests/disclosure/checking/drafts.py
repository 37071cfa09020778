"""A draft in which nothing is wrong, to be spoilt by the tests one thing at a time."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from gongkai.disclosure.checking import (
    AppointedLeader,
    Draft,
    Finding,
    Heading,
    Link,
    Paragraph,
    Picture,
    Table,
    Video,
    check_draft,
)

LEADERS = (
    AppointedLeader(1, "王建国", "镇长"),
    AppointedLeader(2, "李晓梅", "副镇长"),
    AppointedLeader(3, "何平", "副镇长"),
)
BODY = (
    Heading("一、总体要求"),
    Paragraph(
        "为贯彻落实县委、县政府部署，镇党委副书记、镇长王建国主持召开会议，副镇长李晓梅、何平参加。会议强调：要把“三农”工作往实里做，"
        "常常走访，天天巡查，一步一步抓好（含新林村、和平村）春耕备耕。"
    ),
    Paragraph(
        "2024年，我镇主动公开政府信息7条，收到依申请公开2件。",
        (Link("县政府网站", "https://www.example.gov.cn/a/1.html"),),
    ),
    Picture("镇干部在田间查看秧苗", "春耕现场"),
    Table((("事项", "时间"), ("备种", "3月10日前"), ("整地", "3月31日前")), has_header=True),
    Video(transcript="大家好，今天讲春耕。"),
    Paragraph("咨询请拨12345政务服务热线。本通知自印发之日起施行，有效期至2025年12月31日。"),
)
CORRECT = Draft(
    title="惠民镇人民政府关于做好2024年春耕工作的通知",
    body=BODY,
    metadata={
        "issuer": "惠民镇人民政府",
        "document_number": "惠府发〔2024〕5号",
        "theme": "农业、林业、水利",
        "summary": "部署2024年春耕备耕工作。",
    },
    column_kind="document",
    today=datetime.date(2024, 3, 20),
    formed_on=datetime.date(2024, 3, 8),
    published_on=datetime.date(2024, 3, 12),
    go_live_on=datetime.date(2024, 3, 21),
    leaders=LEADERS,
    ledger={"主动公开政府信息": 7, "收到 依申请公开": 2},
    ledger_year=2024,
    known_links=frozenset(("/zfxxgk/",)),
    own_hosts=frozenset(("www.example-town.gov.cn",)),
)


def spoilt(**changes: Any) -> tuple[Finding, ...]:
    """What is found in the correct draft with these fields changed."""
    return check_draft(replace(CORRECT, **changes))


def said(text: str, **changes: Any) -> tuple[Finding, ...]:
    """What is found in a body of one paragraph."""
    return spoilt(body=(Paragraph(text),), **changes)


def rules(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.rule for finding in findings]
