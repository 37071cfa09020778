"""This project's own JSON (annual-report.schema.json): an object, an array of objects, or one object a line."""

from __future__ import annotations

import json
import re
from typing import Any

from gongkai.annual.reading.blocks import UnreadableError
from gongkai.annual.report import AnnualReport

__all__ = ["is_report_json", "read"]

_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]")
_TABLES = b'"tables"'


def is_report_json(data: bytes) -> bool:
    """True for JSON that has the shape of an annual report."""
    return bool(_START.match(data[:256])) and _TABLES in data


def read(data: bytes, name: str | None = None) -> list[AnnualReport]:
    """The reports of a JSON source; ``file`` is kept where the object has one.

    Raises UnreadableError that names the place where the JSON does not follow the schema.
    """
    reports = []
    for number, item in enumerate(_objects(data), start=1):
        where = f"第{number}份报告" if number > 1 else "报告"
        if not isinstance(item, dict) or not isinstance(item.get("tables"), dict):
            raise UnreadableError(f"JSON 中的{where}没有 tables，不符合年度报告的格式")
        try:
            report = AnnualReport.from_dict(item)
        except (ValueError, KeyError, TypeError) as error:
            raise UnreadableError(f"JSON 中的{where}不符合年度报告的格式：{error}") from None
        report.file = report.file or name
        reports.append(report)
    if not reports:
        raise UnreadableError("JSON 里没有报告")
    return reports


def _objects(data: bytes) -> list[Any]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError("JSON 不是 UTF-8 编码；请另存为 UTF-8") from None
    try:
        whole = json.loads(text)
    except RecursionError:
        raise UnreadableError("JSON 嵌套过深") from None
    except ValueError:
        return _lines(text)
    return whole if isinstance(whole, list) else [whole]


def _lines(text: str) -> list[Any]:
    objects = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            objects.append(json.loads(line))
        except (ValueError, RecursionError) as error:
            raise UnreadableError(f"JSON 第{number}行写法有误：{error}") from None
    return objects
