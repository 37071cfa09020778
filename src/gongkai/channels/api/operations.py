"""The operations of the API. Each is thin: it asks `listing` or `documents`, and answers their bytes."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import BaseModel

from gongkai.channels.api import documents, listing, reporting, searching
from gongkai.channels.api.answering import answered, encoded
from gongkai.channels.api.parameters import (
    LARGEST_NUMBER,
    AgencyName,
    ChangeParameters,
    ColumnParameters,
    ItemParameters,
    ReportParameters,
    SearchParameters,
    SuggestParameters,
)
from gongkai.channels.api.problems import invalid, nothing_here
from gongkai.channels.api.schemas.agencies import AgencyDetail, AgencyList, ColumnList
from gongkai.channels.api.schemas.common import ErrorAnswer
from gongkai.channels.api.schemas.items import ChangeList, ItemDetail, ItemList, WithdrawnAnswer
from gongkai.channels.api.schemas.reports import ReportDetail, ReportList, WithdrawnReportAnswer
from gongkai.channels.api.schemas.search import SearchResults, Suggestions
from gongkai.channels.pages import Absent, File

router = Router()
ERRORS: dict[Any, Any] = dict.fromkeys((404, 405, 422, 429, 500, 503), ErrorAnswer)
ItemNumber = Annotated[int, Path(description="信息编号", ge=1, le=LARGEST_NUMBER, examples=[12])]
ReportYear = Annotated[int, Path(description="报告年度", ge=2000, le=2999, examples=[2024])]
ShortName = Annotated[AgencyName, Path(description="机关的简称", examples=["惠民镇"])]


def read(path: str, answer: Any, *, tag: str, summary: str, more: dict[Any, Any] | None = None) -> Any:
    """An operation that is read with GET, and takes no parameter that it does not describe."""

    def register(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        known = _names(view)

        @functools.wraps(view)
        def strict(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            for name in request.GET:
                if name not in known:
                    raise invalid(name[:40], _not_known(name, known))
            return view(request, *args, **kwargs)

        registered: Callable[..., HttpResponse] = router.get(
            path,
            response={200: answer, 304: None, **(more or {}), **ERRORS},
            tags=[tag],
            summary=summary,
            description=inspect.getdoc(view),
            operation_id=view.__name__,
        )(strict)
        return registered

    return register


def _names(view: Callable[..., Any]) -> frozenset[str]:
    hints = inspect.get_annotations(view, eval_str=True)
    models = [hint.__origin__ for hint in hints.values() if hasattr(hint, "__metadata__")]
    return frozenset(
        field.alias or name
        for model in models
        if inspect.isclass(model) and issubclass(model, BaseModel)
        for name, field in model.model_fields.items()
    )


def _not_known(name: str, known: frozenset[str]) -> str:
    listed = f"可用的有：{'、'.join(sorted(known))}。" if known else "这个地址没有参数。"
    return f"没有参数“{name[:40]}”，请核对拼写。{listed}"


@read("/items", ItemList, tag="信息", summary="信息列表")
def list_items(request: HttpRequest, asked: Annotated[ItemParameters, Query()]) -> HttpResponse:
    """公开的信息，后发布的在前，不带正文。条件可以合用；最多翻到第10000条。

    翻页之间有信息公开或者撤回时，后面的页会错开，可能重复或者漏掉；要不重不漏地全部取走，请用 /changes。
    """
    return answered(request, encoded(listing.items(asked)))


@read("/items/{number}", ItemDetail, tag="信息", summary="信息详情", more={410: WithdrawnAnswer})
def get_item(request: HttpRequest, number: ItemNumber) -> HttpResponse:
    """一条信息的全部：元数据、正文、附件、解读、有效性、公开过的版本及其台账摘要。已撤回的答复410和撤回说明。"""
    return _one(request, documents.item_files([number]), "没有这条信息，或者它没有公开。请核对编号。")


@read("/changes", ChangeList, tag="信息", summary="变更，供转载和镜像")
def list_changes(request: HttpRequest, asked: Annotated[ChangeParameters, Query()]) -> HttpResponse:
    """按台账的先后给出有变的信息，也包括撤回：先用 after=0 取完全部（沿 next），以后用上次的 last_sequence 作 after。

    收到 state 为 withdrawn 的，请把转载的内容一并撤下。
    """
    return answered(request, encoded(listing.changes(asked)))


@read("/columns", ColumnList, tag="机关和栏目", summary="栏目列表")
def list_columns(request: HttpRequest, asked: Annotated[ColumnParameters, Query()]) -> HttpResponse:
    """在用的栏目，按机关、按次序。"""
    return answered(request, encoded(listing.columns(asked)))


@read("/agencies", AgencyList, tag="机关和栏目", summary="机关")
def list_agencies(request: HttpRequest) -> HttpResponse:
    """全部公开主体，按树的先后。村、社区是乡镇的单位，不在其中。"""
    return answered(request, encoded(listing.agencies()))


@read("/agencies/{short_name}", AgencyDetail, tag="机关和栏目", summary="机关详情")
def get_agency(request: HttpRequest, short_name: ShortName) -> HttpResponse:
    """一个机关：联系方式、栏目、下级机关、订阅源。"""
    return answered(request, encoded(listing.agency_detail(short_name)))


@read("/annual-reports", ReportList, tag="年报", summary="年报列表")
def list_annual_reports(request: HttpRequest, asked: Annotated[ReportParameters, Query()]) -> HttpResponse:
    """已公开的政府信息公开工作年度报告，按机关，近年的在前。"""
    return answered(request, encoded(reporting.reports(asked)))


@read(
    "/annual-reports/{short_name}/{year}",
    ReportDetail,
    tag="年报",
    summary="年报详情和数字",
    more={410: WithdrawnReportAnswer},
)
def get_annual_report(request: HttpRequest, short_name: ShortName, year: ReportYear) -> HttpResponse:
    """一份年报的文字和法定表格的全部数字，每个数有它在格式里的位置、名称、单位和来历。已撤回的答复410。"""
    return _one(request, reporting.report_files([(short_name, year)]), "没有这份年报，或者它没有公开。")


@read("/search", SearchResults, tag="搜索", summary="搜索")
def search(request: HttpRequest, asked: Annotated[SearchParameters, Query()]) -> HttpResponse:
    """在标题、文号、概述、正文和附件文字里查找，与 /search/ 的页面相同；给出有命中的段落和可以缩小范围的分类。"""
    return answered(request, encoded(searching.results(asked)))


@read("/suggest", Suggestions, tag="搜索", summary="搜索建议")
def list_suggestions(request: HttpRequest, asked: Annotated[SuggestParameters, Query()]) -> HttpResponse:
    """输入几个字时的建议：机关、栏目、标题或者文号里有这些字的信息。"""
    return answered(request, encoded(searching.suggestions(asked.q)))


def _one(request: HttpRequest, found: Any, otherwise: str) -> HttpResponse:
    """The one file, with its status.

    Raises:
        Problem: 404, when there is none.
    """
    file: File | Absent = next(iter(found))
    if isinstance(file, Absent):
        raise nothing_here(otherwise)
    assert isinstance(file.body, bytes)
    return answered(request, file.body, status=HTTPStatus(file.status))
