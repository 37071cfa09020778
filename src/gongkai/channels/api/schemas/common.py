"""What several answers have in common: references, labelled values, errors."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


def said(description: str, example: Any = None, **more: Any) -> Any:
    """A field with its description in Chinese and an example."""
    return Field(description=description, examples=None if example is None else [example], **more)


class Answer(BaseModel):
    """Part of an answer."""

    model_config = ConfigDict(frozen=True)


class Labelled(Answer, title="取值和名称"):
    """A value of a fixed list: its key for programs, its official word for people."""

    key: str = said("取值，供程序判断", "in_force")
    label: str = said("法定或者通行的中文名称", "有效")


class AgencyReference(Answer, title="机关（引用）"):
    """A body, as others refer to it."""

    short_name: str = said("机关简称，在本接口里就是机关的编号", "惠民镇")
    name: str = said("机关全称", "盐边县惠民镇人民政府")
    url: str = said("机关的公开页面", "https://www.example.gov.cn/zfxxgk/惠民镇/")
    api_url: str = said("本接口里的机关详情", "https://www.example.gov.cn/api/v1/agencies/惠民镇")


class ColumnReference(Answer, title="栏目（引用）"):
    """A column, as others refer to it."""

    slug: str = said("栏目网址名，在机关内唯一", "tzgg")
    name: str = said("栏目名称", "通知公告")
    kind: Labelled = said("栏目类型", {"key": "notice", "label": "通知公告"})
    url: str = said("栏目的公开页面", "https://www.example.gov.cn/zfxxgk/惠民镇/tzgg/")


class Error(Answer, title="错误"):
    """What went wrong, in one shape for all errors."""

    code: str = said("错误代码，供程序判断", "invalid")
    message: str = said("中文说明：哪里不对，怎样改", "参数“size”不能大于100，请改小。")
    field: str | None = said("出错的参数；与参数无关时为 null", "size")


class ErrorAnswer(Answer, title="出错的答复"):
    """The body of every answer that is no success."""

    error: Error = said("错误")


class Paged(Answer):
    """The part of a list that says where in it one is."""

    total: int = said("符合条件的总数", 318)
    page: int = said("第几页，从1起", 1)
    size: int = said("每页多少条", 20)
    pages: int = said("共几页", 16)
    next: str | None = said("下一页的地址；没有时为 null", "https://www.example.gov.cn/api/v1/items?page=2")
    previous: str | None = said("上一页的地址；没有时为 null", None)
