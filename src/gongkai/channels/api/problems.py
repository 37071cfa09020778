"""What goes wrong, in one shape: {"error": {"code", "message", "field"}}."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from gongkai.channels.api.schemas.common import Error, ErrorAnswer
from gongkai.channels.api.schemas.items import Tombstone, WithdrawnAnswer


class Problem(Exception):
    """The request cannot be answered as it is asked.

    `message` is a sentence that says how to mend it; `field` the parameter at fault.
    """

    def __init__(self, status: HTTPStatus, code: str, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.error = Error(code=code, message=message, field=field)

    @property
    def answer(self) -> ErrorAnswer | WithdrawnAnswer:
        """The body of the answer."""
        return ErrorAnswer(error=self.error)


class Withdrawn(Problem):
    """What was asked for was public, and was withdrawn."""

    def __init__(self, tombstone: Tombstone) -> None:
        super().__init__(
            HTTPStatus.GONE,
            "withdrawn",
            f"这条信息已于{tombstone.withdrawn_on:%Y-%m-%d}撤回，理由见 tombstone。请一并撤下您转载的内容。",
        )
        self.tombstone = tombstone

    @property
    def answer(self) -> WithdrawnAnswer:
        """The error, and the tombstone."""
        return WithdrawnAnswer(error=self.error, tombstone=self.tombstone)


def nothing_here(message: str) -> Problem:
    """404."""
    return Problem(HTTPStatus.NOT_FOUND, "not_found", message)


def too_often(seconds: int) -> Problem:
    """429, until so many seconds are over."""
    return Problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        "too_many_requests",
        f"问得太频繁，请过{seconds}秒再问。要成批取走，请用 /api/v1/changes；信息详情、列表的第一页、机关、年报是静态文件，不限次数。",
    )


def invalid(field: str, message: str) -> Problem:
    """422, for a parameter."""
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", message, field)


UNKNOWN_ADDRESS: Final = "本接口没有这个地址。有哪些地址，见 /api/v1/openapi.json。"
ONLY_READ: Final = "本接口只能读取，请用 GET 或者 HEAD。"
FAILED: Final = "程序出错，错误已记录。请稍后再试；仍然不行的，请告诉网站的主办单位。"
UNAVAILABLE: Final = "服务暂时不可用，请过一分钟再试。"

_SAID: Final[Mapping[str, str]] = {
    "int_parsing": "须是整数",
    "int_type": "须是整数",
    "int_from_float": "须是整数",
    "greater_than_equal": "不能小于{ge}",
    "less_than_equal": "不能大于{le}",
    "date_parsing": "须是日期，例如2024-06-03",
    "date_from_datetime_parsing": "须是日期，例如2024-06-03",
    "date_from_datetime_inexact": "须是日期，不带钟点，例如2024-06-03",
    "datetime_parsing": "须是时间，例如2024-06-03T09:00:00+08:00",
    "datetime_from_date_parsing": "须是时间，例如2024-06-03T09:00:00+08:00",
    "timezone_aware": "须带时区，例如2024-06-03T09:00:00+08:00（网址里“+”写作%2B）",
    "string_too_long": "最多{max_length}个字",
    "string_too_short": "不能是空的",
    "string_pattern_mismatch": "有不能用的字符",
    "literal_error": "须是下列之一：{choices}",
    "missing": "没有给出",
}


def about_parameter(error: Mapping[str, Any]) -> Problem:
    """422, from what pydantic says of a parameter."""
    name = str(error["loc"][-1]) if error.get("loc") else ""
    said = _SAID.get(str(error.get("type")), "的值不对")
    context = {key: str(value) for key, value in (error.get("ctx") or {}).items()}
    choices = _choices(context)
    if choices:
        context["choices"] = "、".join(choices)
        said = _SAID["literal_error"]
    try:
        sentence = said.format(**context)
    except KeyError:
        sentence = "的值不对"
    return invalid(name, f"参数“{name}”{sentence}，请改正。")


def _choices(context: Mapping[str, str]) -> list[str]:
    """The words that are allowed, where pydantic says them: in English, or as the pattern of a choice."""
    if "expected" in context:
        return re.findall(r"'([^']*)'", context["expected"])
    listed = re.fullmatch(r"\^\((\w+(?:\|\w+)*)\)\$", context.get("pattern", ""))
    return listed[1].split("|") if listed else []
