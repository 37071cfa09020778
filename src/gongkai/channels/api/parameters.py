"""What may be asked: the parameters of the lists, with their bounds."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AwareDatetime, Field, StringConstraints

from gongkai.channels.api.paging import LARGEST, SIZE
from gongkai.disclosure.models import ColumnKind
from gongkai.search.filters import MOST_PAGES
from gongkai.statute.metadata import Validity

LARGEST_NUMBER = 2**63 - 1
# Both here and in the description, whose readers have other ideas of what a letter is.
NAME = r"^[^\x00-\x20\x7f/?#%&=.,;:]+$"
WORDS = r"^[^\x00-\x1f\x7f]+$"


def asked(description: str, example: Any = None, default: Any = None, **more: Any) -> Any:
    """A parameter with its description and an example."""
    return Field(default, description=description, examples=None if example is None else [example], **more)


AgencyName = Annotated[str, StringConstraints(pattern=NAME, min_length=1, max_length=40)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9\-]+$", min_length=1, max_length=40)]
Words = Annotated[str, StringConstraints(pattern=WORDS, min_length=1, max_length=100)]
Kind = Annotated[
    str,
    StringConstraints(pattern="^(" + "|".join(ColumnKind.values) + ")$"),
    Field(json_schema_extra={"enum": list(ColumnKind.values)}),
]


ValidityKey = Annotated[
    str,
    StringConstraints(pattern="^(" + "|".join(Validity) + ")$"),
    Field(json_schema_extra={"enum": [each.value for each in Validity]}),
]


class PageParameters(Schema):
    """Which page of a list."""

    page: int = asked("第几页，从1起", 1, default=1, ge=1, le=10_000)
    size: int = asked(f"每页多少条，最多{LARGEST}", SIZE, default=SIZE, ge=1, le=LARGEST)


class ItemParameters(PageParameters):
    """Which items."""

    agency: AgencyName | None = asked("发布机构的简称，见 /agencies", "惠民镇")
    column: Slug | None = asked("栏目的网址名，见 /columns；最好与 agency 同用", "tzgg")
    kind: Kind | None = asked("栏目类型：" + "、".join(f"{k.value} {k.label}" for k in ColumnKind), "notice")
    theme: Words | None = asked("主题分类：大类“综合政务”，或者“综合政务/政务公开”", "综合政务")
    year: int | None = asked("首次发布的年份", 2024, ge=1949, le=2999)
    since: datetime.date | None = asked("首次发布不早于这一天", "2024-01-01")
    until: datetime.date | None = asked("首次发布不晚于这一天", "2024-12-31")


class ColumnParameters(PageParameters):
    """Which columns."""

    agency: AgencyName | None = asked("机关的简称", "惠民镇")
    kind: Kind | None = asked("栏目类型", "notice")


class ChangeParameters(Schema):
    """From where on."""

    after: int = asked("台账序号：给出这一条之后的变更；从头取用0", 0, default=0, ge=0, le=LARGEST_NUMBER)
    updated_since: AwareDatetime | None = asked(
        "只要这个时间以后的变更，须带时区", "2024-06-03T00:00:00+08:00"
    )
    size: int = asked(f"每页多少条，最多{LARGEST}", LARGEST, default=LARGEST, ge=1, le=LARGEST)


class ReportParameters(PageParameters):
    """Which annual reports."""

    agency: AgencyName | None = asked("机关的简称", "惠民镇")
    year: int | None = asked("报告年度", 2024, ge=2000, le=2999)


class SearchParameters(Schema):
    """What is searched for, and by what it is narrowed: the same as at /search/."""

    q: Words | None = asked("要找的词：空格隔开的都要有，引号里的连在一起，减号后的不要有", "植树 公告")
    agency: AgencyName | None = asked("发布机构的简称，含它下级的机关", "惠民镇")
    below: Literal["yes", "no"] = asked(
        "agency 含不含下级：yes 含，no 仅本级，须与 agency 同用", "yes", default="yes"
    )
    kind: Kind | None = asked("栏目类型", "notice")
    column: Slug | None = asked("栏目的网址名", "tzgg")
    theme: Words | None = asked("主题分类的大类", "综合政务")
    year: int | None = asked("成文的年份，没有成文日期的按首次发布", 2024, ge=1949, le=2999)
    genre: Words | None = asked("体裁分类", "通知")
    type: Slug | None = asked("附件类型", "xlsx")
    validity: ValidityKey | None = asked(
        "有效性：" + "、".join(f"{each.value} {each.label}" for each in Validity), "in_force"
    )
    since: datetime.date | None = asked("首次发布不早于这一天", "2024-01-01", alias="from")
    until: datetime.date | None = asked("首次发布不晚于这一天", "2024-12-31", alias="to")
    sort: Literal["date", "relevance"] = asked("date 按时间，relevance 按相关", "date", default="date")
    page: int = asked("第几页，每页20条", 1, default=1, ge=1, le=MOST_PAGES)


class SuggestParameters(Schema):
    """What was typed so far."""

    q: Words = asked("已经输入的几个字", "惠民", default=...)
