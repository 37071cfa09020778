"""The annual reports of the example county, of 2023 to 2025. Every figure is invented, but for those that the register counts."""

from __future__ import annotations

import datetime

from gongkai.demo import places
from gongkai.demo.program import Reported
from gongkai.demo.reporting import Facts, Pair, YearlyReport

COUNTY, TOWN = "盐边县", "惠民镇"
PUBLISHED_ON: dict[int, tuple[datetime.date, datetime.date]] = {
    2023: (datetime.date(2024, 1, 23), datetime.date(2024, 3, 20)),
    2024: (datetime.date(2025, 1, 21), datetime.date(2025, 3, 19)),
    2025: (datetime.date(2026, 1, 20), datetime.date(2026, 3, 18)),
}
"""When towns and departments publish theirs, and when the county does (第四十九条: 1月31日, 3月31日)."""

MANAGED: dict[int, str] = {
    2023: "（三）政府信息管理。按“谁制作、谁公开、谁负责”的办法，把公开前的审查和保密审查放在发文流程里，公开一条登记一条。",
    2024: "（三）政府信息管理。起草文件时同时定下公开方式，初审、再审、终审由三个人分别完成，台账随公开自动登记，每月核对一次。",
    2025: "（三）政府信息管理。对现行有效的文件逐件看过，注明有效性；内容有更正的，旧版本仍可查到，改了哪里一目了然。",
}
PLATFORM: dict[int, str] = {
    2023: "（四）政府信息公开平台建设。县政府网站的公开专栏按统一格式设置，指南、制度、法定主动公开内容和年报各有固定入口。",
    2024: "（四）政府信息公开平台建设。专栏补齐了法定事项，手机上看得清；便民服务大厅放置查阅电脑，有人帮助查找和打印。",
    2025: "（四）政府信息公开平台建设。门户网站有了长者版和站内检索，重要公示同时张贴在公开栏，扫码就能看到原文。",
}
OVERSEEN: dict[int, str] = {
    2023: "（五）监督保障。工作由分管领导负责，专人承办；全年参加县里培训2次，没有发生责任追究的情形。",
    2024: "（五）监督保障。把公开的时限列入岗位职责，逾期由系统提醒；接受社会评议，收到的意见都作了回复。",
    2025: "（五）监督保障。每季度抽查一次栏目更新和表述，发现问题当月改完；年终考核时公开工作单独计分。",
}
PROBLEMS: dict[int, str] = {
    2023: "主要问题是有的栏目更新不及时，解读材料偏少。下一步把更新责任落到岗位，重要文件发布时一并解读。",
    2024: "上年提到的更新慢已有好转。现在的不足是图表和问答形式的解读少，群众查找不够方便。打算在办事集中的栏目增加问答，并按办事顺序编排。",
    2025: "解读形式单一的问题正在解决，但村级公开栏与网站的内容有时不同步。今后由同一个人负责两处，张贴后当日核对。",
}
PROACTIVE: dict[tuple[str, int], str] = {
    (
        COUNTY,
        2023,
    ): "全县各级机关通过县政府网站公开政策、规划、预决算、民生等信息，重点领域公开目录逐项对照落实。",
    (
        COUNTY,
        2024,
    ): "围绕春灌、防汛、就业和社会救助及时发布信息，县政府文件与解读同步公开，财政专项资金分配结果全部上网。",
    (
        COUNTY,
        2025,
    ): "公开全县统一的目录和时限，乡镇、部门的信息在一个平台上发布，重大建设项目从批准到竣工分阶段公开。",
    (TOWN, 2023): "公开了镇领导分工、机构职能、值班安排，农业技术、防火防汛方面的信息在农时和汛期之前发布。",
    (
        TOWN,
        2024,
    ): "在县政府网站发布政府动态信息5条，公开政府文件2个，更新领导信息6条；预算、决算和“三公”经费按时公布，机构和值班信息有变动即修改。",
    (TOWN, 2025): "新公开了宅基地审批的步骤和时限，惠农补贴发放前后各公示一次，防火令、停水通知当天发布。",
}
GENERAL = "围绕群众关心的事项公开信息，办事步骤、补贴标准和公示结果同时在网站和公开栏发布。"

FACTS: dict[tuple[str, int], Facts] = {
    (COUNTY, 2023): Facts(
        licences=5210,
        penalties=864,
        coercive=37,
        fees="318.62",
        documents=(6, 3, 41),
        received=(43, 6),
        results={
            "granted": (17, 3),
            "partly_granted": (4, 1),
            "refused_third_party": (2, 0),
            "unavailable_not_held": (11, 1),
            "unavailable_needs_creation": (2, 0),
            "not_processed_petition": (3, 0),
            "other_clarification_lapsed": (1, 0),
        },
        carried_out=(3, 1),
        reviews=(2, 1, 0, 0),
    ),
    (COUNTY, 2024): Facts(
        licences=5433,
        penalties=791,
        coercive=29,
        fees="296.4",
        documents=(5, 4, 42),
        received=(51, 8),
        carried_in=(3, 1),
        results={
            "granted": (22, 5),
            "partly_granted": (5, 1),
            "refused_process_information": (2, 0),
            "refused_third_party": (1, 0),
            "unavailable_not_held": (13, 2),
            "not_processed_petition": (4, 0),
            "not_processed_repeat": (2, 0),
            "other_clarification_lapsed": (2, 0),
        },
        carried_out=(3, 1),
        reviews=(3, 0, 1, 1),
    ),
    (COUNTY, 2025): Facts(
        licences=5602,
        penalties=702,
        coercive=24,
        fees="287.95",
        documents=(7, 6, 43),
        received=(64, 11),
        carried_in=(3, 1),
        results={
            "granted": (31, 7),
            "partly_granted": (7, 2),
            "refused_internal_affairs": (1, 0),
            "refused_third_party": (2, 1),
            "unavailable_not_held": (14, 1),
            "unavailable_unclear": (1, 0),
            "not_processed_petition": (5, 0),
            "other_clarification_lapsed": (2, 0),
        },
        carried_out=(4, 1),
        reviews=(3, 1, 0, 0),
    ),
    (TOWN, 2023): Facts(
        licences=121, received=(2, 0), results={"granted": (1, 0), "unavailable_not_held": (1, 0)}
    ),
    (TOWN, 2024): Facts(licences=136),
    (TOWN, 2025): Facts(
        licences=142,
        received=(4, 1),
        results={"granted": (2, 1), "partly_granted": (1, 0)},
        carried_out=(1, 0),
    ),
}
NOT_YET = frozenset({("格萨拉彝族乡", 2025), ("温泉彝族乡", 2025)})
"""Towns whose report of the last year has not come: the county's list shows it."""
EARLIER = frozenset({"永兴镇", "渔门镇"})
"""Towns that published one of 2024 here, too."""


def happenings() -> tuple[Reported, ...]:
    """All of them: three years of the county and of 惠民镇, two of the departments, one of the other towns."""
    found = []
    for number, place in enumerate((*places.departments(), *places.towns())):
        years: tuple[int, ...] = (2025,)
        if place.short_name == TOWN:
            years = (2023, 2024, 2025)
        elif place in places.departments() or place.short_name in EARLIER:
            years = (2024, 2025)
        for year in years:
            if (place.short_name, year) not in NOT_YET:
                on = PUBLISHED_ON[year][0] + datetime.timedelta(
                    days=0 if place.short_name == TOWN else number % 3
                )
                found.append(_reported(place.short_name, year, on, number))
    found += [_reported(COUNTY, year, PUBLISHED_ON[year][1], 0) for year in PUBLISHED_ON]
    return tuple(found)


def _reported(agency: str, year: int, on: datetime.date, number: int) -> Reported:
    facts = FACTS.get((agency, year)) or _modest(number, year)
    general = "\n".join(
        (
            f"（一）主动公开。{PROACTIVE.get((agency, year), GENERAL)}",
            f"（二）依申请公开。{_applications(facts)}",
            MANAGED[year],
            PLATFORM[year],
            OVERSEEN[year],
        )
    )
    return Reported(agency, on, YearlyReport(agency, year, general, PROBLEMS[year], facts))


def _applications(facts: Facts) -> str:
    """The figures of Table 3 as a report says them."""
    if not any((*facts.received, *facts.carried_in)):
        return "全年没有收到政府信息公开申请。"
    done = sum(sum(pair) for pair in facts.results.values())
    return (
        f"全年新收政府信息公开申请{sum(facts.received)}件，上年结转{sum(facts.carried_in)}件，"
        f"办结{done}件，结转下年度继续办理{sum(facts.carried_out)}件，没有超期。"
    )


def _modest(number: int, year: int) -> Facts:
    """A small body's year: few requests, all of them done."""
    people: Pair = (number % 4, number % 2)
    granted: Pair = (people[0] - (number % 4 > 1), people[1])
    held: Pair = (people[0] - granted[0], 0)
    return Facts(
        licences=60 + 17 * number + 5 * (year - 2024),
        penalties=3 * (number % 5) + year - 2024,
        documents=(year - 2024, 0, 2 + number % 3 + year - 2024),
        received=people,
        results={"granted": granted, "unavailable_not_held": held},
    )
