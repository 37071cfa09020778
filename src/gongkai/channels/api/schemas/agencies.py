"""Bodies and columns as the API shows them."""

from __future__ import annotations

from gongkai.channels.api.schemas.common import (
    AgencyReference,
    Answer,
    ColumnReference,
    Labelled,
    Paged,
    said,
)

_SITE = "https://www.example.gov.cn"


class Feeds(Answer, title="订阅源"):
    """Where to subscribe."""

    atom: str = said("Atom 订阅源", f"{_SITE}/feeds/惠民镇/atom.xml")
    json_feed: str = said("JSON Feed 订阅源", f"{_SITE}/feeds/惠民镇/feed.json")


class Agency(AgencyReference, title="机关"):
    """A body in the tree."""

    level: Labelled = said("类别", {"key": "township", "label": "乡镇人民政府、街道办事处"})
    parent: str | None = said("上级机关的简称；最上一级为 null", "盐边县")
    depth: int = said("在树上的层次，最上一级为1", 2)
    in_service: bool = said("是否在用；撤并的机关为 false", True)
    division_code: str = said("行政区划代码", "510422101")
    social_credit_code: str = said("统一社会信用代码", "")


class AgencyList(Answer, title="全部机关"):
    """All bodies, each after its parent: the tree in the order in which it is read."""

    total: int = said("机关总数", 18)
    agencies: list[Agency] = said("机关，按树的先后：每个机关在其上级之后")


class Contact(Answer, title="联系方式"):
    """How to reach the body, as published in its guide."""

    address: str = said("办公地址", "惠民镇建设路1号")
    postcode: str = said("邮政编码", "617100")
    office_hours: str = said("办公时间", "工作日 9:00—12:00，13:30—17:30")
    telephone: str = said("联系电话", "0812-0000000")
    fax: str = said("传真", "")
    email: str = said("电子邮箱", "")


class Column(ColumnReference, title="栏目"):
    """A column of a body."""

    agency: AgencyReference = said("所属机关")
    description: str = said("栏目简介", "镇人民政府的通知、公告")
    keywords: list[str] = said("关键词", ["通知", "公告"])
    items_url: str = said("本接口里该栏目的信息", f"{_SITE}/api/v1/items?agency=惠民镇&column=tzgg")
    feeds: Feeds = said("订阅源")


class ColumnList(Paged, title="一页栏目"):
    """Columns in use."""

    columns: list[Column] = said("栏目，按机关、按栏目的次序")


class AgencyDetail(Agency, title="机关（详情）"):
    """A body, with what belongs to it."""

    contact: Contact = said("联系方式")
    guide_url: str = said("政府信息公开指南", f"{_SITE}/zfxxgk/惠民镇/gkzn/")
    items_url: str = said("本接口里该机关的信息", f"{_SITE}/api/v1/items?agency=惠民镇")
    children: list[AgencyReference] = said("下级机关")
    columns: list[ColumnReference] = said("在用的栏目")
    feeds: Feeds = said("订阅源")
