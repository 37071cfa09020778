"""The pages that every body must have (第十二条、第二十条第二项): guide, institutions, leaders. Public since 2023."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from gongkai.demo import people, places
from gongkai.demo.program import Happening, Published
from gongkai.demo.writing import Table, Writing
from gongkai.statute.workdays import CALENDAR

THEME = "综合政务/政务公开"
BEGUN_ON = datetime.date(2023, 2, 6)
NOTE = "本页的人名、地址和号码都是示例数据。"


def happenings() -> tuple[Happening, ...]:
    """A guide and a page of leaders for each body; 惠民镇 has leaders and institutions of its own writing."""
    return tuple(_all())


def _all() -> Iterator[Happening]:
    town_names = tuple(name for _, name, _ in places.TOWNS if name != "惠民镇")
    seats = {
        places.COUNTY: people.COUNTY_SEATS,
        **people.seats_of_towns(town_names),
        **people.seats_of_departments(tuple(name for name, _, _ in places.DEPARTMENTS)),
    }
    for number, place in enumerate((places.county(), *places.departments(), *places.towns()), 1):
        on = CALENDAR.workday_after(BEGUN_ON, number * 2)
        yield Published(place.short_name, on, guide(place))
        if place.short_name == places.COUNTY:
            yield Published(place.short_name, CALENDAR.workday_after(on, 1), institution(place))
        if place.short_name in seats:
            yield Published(
                place.short_name, CALENDAR.workday_after(on, 2), leaders(place, seats[place.short_name])
            )


def guide(place: places.Place) -> Writing:
    """政府信息公开指南 with what Article 12 asks for."""
    fields = place.fields
    return Writing(
        key=f"{place.account}-guide",
        column="gkzn",
        title=f"{place.name}政府信息公开指南（示例数据）",
        summary=f"{place.short_name}主动公开的范围和方式，依申请公开的办理，公开工作机构的地址、时间和联系方式。",
        theme=THEME,
        keywords="公开指南 依申请公开",
        text=(
            f"""
            {NOTE}为了方便公民、法人和其他组织获取政府信息，依照《中华人民共和国政府信息公开条例》编制本指南。
            ## 一、信息的分类和编排
            主动公开的信息按栏目编排，每条信息有索引号、名称、内容概述和成文日期，可以按索引号、文号和关键词查找。
            ## 二、主动公开
            公开的内容见本机关公开事项目录。公开的途径是县人民政府门户网站和办公场所的政务公开栏，自信息形成或者变更之日起20个工作日内公开。
            ## 三、依申请公开
            需要其他信息的，可以向公开工作机构当面或者邮寄提出申请，写明姓名或者名称、身份证明、联系方式、所需信息的名称或者特征、获取的方式。书写确有困难的，由工作人员代为填写。
            不能当场答复的，自收到申请之日起20个工作日内答复；需要延长的，告知理由，延长不超过20个工作日。
            ## 四、公开工作机构
            """,
            Table(
                "公开工作机构（示例数据）",
                (
                    ("事项", "内容"),
                    ("机构名称", f"{place.short_name}政务公开办公室"),
                    ("办公地址", fields["address"]),
                    ("办公时间", fields["office_hours"]),
                    ("办公电话", fields["telephone"]),
                    ("传真", fields["fax"]),
                    ("邮政编码", fields["postcode"]),
                ),
            ),
            """
            ## 五、监督
            认为本机关没有依法履行公开义务的，可以向县政务公开办公室反映，也可以依法申请行政复议或者提起行政诉讼。
            """,
        ),
    )


OFFICES: tuple[tuple[str, str], ...] = (
    ("县政府办公室", "文电、会务、督查和值班"),
    ("县政务公开办公室", "推进、指导、协调、监督全县政府信息公开"),
    ("县行政审批服务中心", "集中办理许可和公共服务事项"),
)


def institution(place: places.Place) -> Writing:
    """机构职能."""
    return Writing(
        key=f"{place.account}-institution",
        column="jgzn",
        title=f"{place.short_name}机构设置和主要职能",
        summary=f"{place.short_name}的内设机构、各机构的职能、办公地址和联系方式。",
        theme=THEME,
        keywords="机构设置 职能",
        duties=("a20_02",),
        text=(
            NOTE,
            Table("内设机构和职能", (("机构", "职能"), *OFFICES)),
            f"""
            办公地址：{place.fields["address"]}。
            办公时间：{place.fields["office_hours"]}。
            办公电话：{place.telephone}。
            """,
        ),
    )


def leaders(place: places.Place, seats: Sequence[people.Seat]) -> Writing:
    """领导信息."""
    listed = sorted((seat for seat in seats if seat.listed), key=lambda seat: seat.rank)
    return Writing(
        key=f"{place.account}-leaders",
        column="ldxx",
        title=f"{place.short_name}领导信息",
        summary=f"{place.short_name}负责人的姓名和职务。",
        theme=THEME,
        keywords="领导 负责人",
        duties=("a20_02",),
        text=(
            NOTE,
            Table("负责人", (("职务", "姓名"), *((seat.title, seat.person) for seat in listed))),
        ),
    )
