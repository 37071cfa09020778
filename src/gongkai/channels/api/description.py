"""The API as a whole: what it is called, how it fails, and its description in OpenAPI."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from gongkai.channels import addresses
from gongkai.channels.api import answering, problems
from gongkai.channels.api.operations import router
from gongkai.channels.api.problems import Problem, about_parameter

VERSION: Final = "1.0"
DESCRIPTION: Final = """\
政府信息公开平台的公开接口，只读，不用登录，供小程序、公众号、数据开放平台和转载的网站使用。

- 全部是已经公开的信息；字符编码 UTF-8，时间是北京时间（ISO 8601）。
- 允许任何网站的网页调用（CORS），不设 Cookie。
- 每个正常的答复有 ETag：下次带 If-None-Match 来问，没有变的答复304，不传内容。
- 出错时都是同一个样子：`{"error": {"code", "message", "field"}}`，message 是给人看的中文。
- 字段只增不减；要减要改时另开 /api/v2/。
"""
TAGS: Final = (
    {"name": "信息", "description": "主动公开的政府信息。"},
    {"name": "搜索", "description": "在全部公开的信息里查找。"},
    {"name": "年报", "description": "政府信息公开工作年度报告和其中的数字。"},
    {"name": "机关和栏目", "description": "公开主体的树、联系方式，各机关的栏目。"},
)
_STATUSES: Final = {
    "200": "正常",
    "304": "与 If-None-Match 里的 ETag 相同，没有变，不传内容",
    "404": "没有这个地址，或者没有这条信息",
    "405": "只能用 GET、HEAD",
    "410": "已撤回",
    "422": "参数不对",
    "429": "问得太频繁，请按 Retry-After 稍后再问",
    "500": "程序出错",
    "503": "服务暂时不可用，请按 Retry-After 稍后再问",
}


def _made() -> NinjaAPI:
    api = NinjaAPI(
        title="政府信息公开接口",
        version=VERSION,
        description=DESCRIPTION,
        urls_namespace="api-v1",
        openapi_url=None,
        docs_url=None,
        openapi_extra={"tags": list(TAGS)},
    )
    api.add_router("", router)
    api.add_exception_handler(Problem, _wrong)
    api.add_exception_handler(ValidationError, _not_valid)
    api.add_exception_handler(Http404, _not_found)
    api.add_exception_handler(HttpError, _refused)
    api.add_exception_handler(Exception, _failed)
    return api


def _wrong(request: HttpRequest, error: Any) -> HttpResponse:
    return answering.problem(request, error)


def _failed(request: HttpRequest, error: Any) -> HttpResponse:
    return answering.failed(request, error)


def _not_valid(request: HttpRequest, error: Any) -> HttpResponse:
    return answering.problem(request, about_parameter(error.errors[0]))


def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    return answering.problem(request, problems.nothing_here(problems.UNKNOWN_ADDRESS))


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    return answering.problem(
        request, problems.invalid("", "请求的格式不对，请对照 /api/v1/openapi.json 核对。")
    )


API: Final = _made()


@cache
def openapi(site: str) -> bytes:
    """The description as JSON, for a site at this address (https://…, no slash at its end)."""
    schema: dict[str, Any] = dict(API.get_openapi_schema(path_prefix=addresses.API.strip("/") + "/"))
    for path in schema["paths"].values():
        for operation in path.values():
            operation["parameters"] = [_parameter(each) for each in operation["parameters"]]
            operation["responses"] = {
                str(status): {**answer, "description": _STATUSES[str(status)]}
                for status, answer in operation["responses"].items()
            }
    schema["components"]["schemas"] = {
        name: _described(each)
        for name, each in schema["components"]["schemas"].items()
        if not name.endswith("Parameters")
    }
    schema["servers"] = [{"url": site, "description": "本站"}]
    return json.dumps(schema, ensure_ascii=False, separators=(",", ":")).encode()


@cache
def contents(site: str) -> bytes:
    """What stands at the API's root: where its description is, and its addresses that need no name or number."""
    described = json.loads(openapi(site))
    lists = [
        {"url": f"{site}{path}", "summary": operations["get"]["summary"]}
        for path, operations in described["paths"].items()
        if "{" not in path
    ]
    found = {
        "title": described["info"]["title"],
        "version": described["info"]["version"],
        "openapi": f"{site}{addresses.api('openapi.json')}",
        "addresses": lists,
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def _parameter(described: dict[str, Any]) -> dict[str, Any]:
    """A parameter as OpenAPI has it: what is not given is left out, and never null; examples stand in the schema."""
    schema = dict(described["schema"])
    options = [each for each in schema.pop("anyOf", []) if each.get("type") != "null"]
    for each in options:
        schema.update(each)
    schema.pop("title", None)
    schema.pop("description", None)
    return {
        **{name: value for name, value in described.items() if name not in {"examples", "schema"}},
        "schema": schema,
    }


def _described(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema without our own docstrings, and without the names that pydantic makes up for fields."""
    fields = {
        name: {key: value for key, value in field.items() if key != "title"}
        for name, field in schema["properties"].items()
    }
    return {key: value for key, value in schema.items() if key != "description"} | {"properties": fields}
