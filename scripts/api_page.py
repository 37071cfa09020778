"""docs/api.md: the public API for people, from its own description."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from typing import Any

SITE = "https://www.example.gov.cn"

_INTRODUCTION = """\
# 公开接口

给小程序、公众号、数据开放平台和转载的网站用的接口。本页由接口自己的描述（`/api/v1/openapi.json`，OpenAPI 3.1）生成（`make docs`），
地址以 `https://www.example.gov.cn` 为例，换成您的网站即可。

"""

_USE = """\
## 怎样用

**翻页。** 列表有 `page`、`size`；答复里有 `total`、`pages`、`next`、`previous`。最多翻到第10000条。
翻页之间有信息公开或者撤回时，后面的页会错开；要不重不漏，请用 `changes`。

**缓存。** 每个正常的答复有 `ETag`；下次带 `If-None-Match` 来问，没有变的答复304。不带参数的地址（信息详情、列表的第一页、机关、年报）
是静态文件，办公系统停机时照样可读。

**转载和镜像。** 先取全部，以后只取变更，撤回的一并撤下：

```
curl 'https://www.example.gov.cn/api/v1/changes?after=0'        # 沿 next 取完，记下最后的 last_sequence
curl 'https://www.example.gov.cn/api/v1/changes?after=3187'     # 以后每隔一段时间
```

`changes` 按台账的先后排列，一条信息只出现一次，取其最后的状态：`state` 是 `public` 的更新，是 `withdrawn` 的删除。
标题或者先前的版本因涉及个人信息等不再显示的，也会再出现一次，请照新的内容换掉。
栏目的名称、机关的联系方式改了不算信息的变更，请另外取 `/columns`、`/agencies`。

**出错。** 任何错误都是同一个样子，`message` 可以直接给人看：

```json
{"error": {"code": "invalid", "message": "参数“size”不能大于100，请改正。", "field": "size"}}
```

| 状态 | code | 意思 |
| --- | --- | --- |
| 404 | `not_found` | 没有这个地址，或者没有这条信息（没有公开的也一样） |
| 405 | `method_not_allowed` | 只能用 GET、HEAD、OPTIONS |
| 410 | `withdrawn` | 已撤回；另有 `tombstone` 说明 |
| 422 | `invalid` | 参数不对；没有的参数名也算 |
| 429 | `too_many_requests` | 问得太频繁，请按 `Retry-After` 稍后再问 |
| 500 | `failed` | 程序出错 |
| 503 | `unavailable` | 服务暂时不可用，请按 `Retry-After` 稍后再问 |

**频率。** 一个来访地址每分钟最多问若干次（默认300次，由网站的主办单位定），超过的答复429。不带参数的信息详情、列表的第一页、机关、年报是静态文件，不限；`changes`、`search`、`suggest` 每次都现查，带不带参数都计数。

## 订阅源

| 地址 | 内容 |
| --- | --- |
| `/feeds/atom.xml`、`/feeds/feed.json` | 全站最新的50条 |
| `/feeds/惠民镇/atom.xml`、`/feeds/惠民镇/feed.json` | 一个机关的 |
| `/feeds/惠民镇/tzgg/atom.xml`、`/feeds/惠民镇/tzgg/feed.json` | 一个栏目的 |

Atom（RFC 4287）和 JSON Feed 1.1，有概述、全文、附件；更正的信息在原处更新（`updated`），撤回的随即没有。条目的 `id` 不随网址和机关简称改变。
JSON Feed 的 `_gongkai` 里有索引号、文号和本接口的地址。

搜索引擎用的网站地图在 `/sitemap.xml`，每一万个信息编号一个分册；`/robots.txt` 只挡住办公系统和搜索页。
"""


def api_page() -> str:
    """The text of docs/api.md."""
    described = json.loads(_openapi())
    schemas = described["components"]["schemas"]
    lines = [_INTRODUCTION + described["info"]["description"], _USE, "## 地址", ""]
    for tag in described["tags"]:
        lines += [f"### {tag['name']}", "", tag["description"], ""]
        for path, methods in described["paths"].items():
            if tag["name"] in methods["get"]["tags"]:
                lines += _operation(path, methods["get"])
    lines += ["## 答复里的字段", ""]
    for name, schema in schemas.items():
        lines += _schema(name, schema)
    return "\n".join(lines).rstrip("\n") + "\n"


def _openapi() -> bytes:
    import django
    from django.apps import apps

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.site.settings")
        os.environ.setdefault("GONGKAI_DATA", tempfile.mkdtemp(prefix="gongkai-docs-"))
        os.environ.setdefault("GONGKAI_LOG_LEVEL", "warning")
        django.setup()
    from gongkai.channels.api.description import openapi

    return openapi(SITE)


def _operation(path: str, operation: Mapping[str, Any]) -> Iterator[str]:
    answer = _type(operation["responses"]["200"]["content"]["application/json"]["schema"])
    yield from (f"#### GET {path}", "", f"**{operation['summary']}。** {operation['description']}", "")
    yield from (f"答复：{answer}。", "")
    if operation["parameters"]:
        yield from ("| 参数 | 说明 | 例子 |", "| --- | --- | --- |")
        for parameter in operation["parameters"]:
            required = "（必填）" if parameter["required"] and parameter["in"] == "query" else ""
            example = parameter["schema"]["examples"][0]
            yield f"| `{parameter['name']}` | {parameter['description']}{required} | `{example}` |"
        yield ""


def _schema(name: str, schema: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"### {name}", "", f"{schema['title']}。", "")
    yield from ("| 字段 | 类型 | 说明 | 例子 |", "| --- | --- | --- | --- |")
    for field, said in schema["properties"].items():
        example = said.get("examples", [""])[0]
        shown = "" if example in ("", None) else f"`{json.dumps(example, ensure_ascii=False)}`"
        yield f"| `{field}` | {_type(said)} | {said['description']} | {shown.replace('|', '、')} |"
    yield ""


_WORDS = {
    "string": "文字",
    "integer": "整数",
    "boolean": "真假",
    "null": "null",
    "date": "日期",
    "date-time": "时间",
}


def _type(said: Mapping[str, Any]) -> str:
    """What a field may hold, in words, with a link to what it consists of."""
    if "$ref" in said:
        name = said["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    for several in ("anyOf", "oneOf"):
        if several in said:
            return "或者".join(_type(each) for each in said[several])
    if said.get("type") == "array":
        return f"一组{_type(said['items'])}"
    return _WORDS[said.get("format") or said["type"]]
