"""What a reader sees when something is wrong: plain words, what to do, and never the inside of the program."""

from __future__ import annotations

import sys
from http import HTTPStatus
from typing import Any, Final

import structlog
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from gongkai.acts.unavailable import DATABASE_UNAVAILABLE
from gongkai.channels import pages
from gongkai.front.without_office import RETRY_SECONDS
from gongkai.portal.editions import elder_address, is_elder
from gongkai.portal.sources.standing import NOT_FOUND

STAFF: Final = "/office/"
"""What stands below it is for the staff."""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400; 413 where the words of a form are more than is taken in."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return _page(
            request,
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            "内容太大",
            "提交的内容太大，没有收下，也没有保存。请退回上一页，把长的内容放进附件，或者分成几条信息，再提交。",
        )
    return _page(
        request,
        HTTPStatus.BAD_REQUEST,
        "请求有误",
        "服务器看不懂这个请求。请从首页重新进入；如果是书签里的旧地址，请删去。",
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _page(
        request,
        HTTPStatus.FORBIDDEN,
        "没有权限",
        "您的岗位不能使用这个页面。如果您认为应该可以，请联系本单位的账号管理员核对您的任职。",
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: for readers the portal's page, which helps them on; for the office a plain one."""
    if not request.path.startswith(STAFF):
        address = elder_address(NOT_FOUND) if is_elder(request.path) else NOT_FOUND
        found = pages.at(address)
        if found is not None:
            response = HttpResponse(found.body, content_type=found.content_type, status=found.status)
            response["Cache-Control"] = "no-cache"
            return response
    return _page(
        request,
        HTTPStatus.NOT_FOUND,
        "没有这个页面",
        "地址可能写错了，或者内容已经移走。请核对地址，或者从首页查找。",
    )


def failed(request: HttpRequest) -> HttpResponse:
    """500; 503 where the database cannot be reached or does not take anything, which passes, and is no fault of ours.

    Must not fail itself: it asks nothing of the database. Called while the error is handled.
    """
    if isinstance(sys.exc_info()[1], DATABASE_UNAVAILABLE):
        response = _page(
            request,
            HTTPStatus.SERVICE_UNAVAILABLE,
            "暂时不能办理",
            "数据库现在用不了，您的操作没有完成，也没有保存。填好的内容请先留在页面上，过一会儿退回上一页再提交；"
            "一直这样的，请把下面的编号告诉管理员。",
            number=_number(),
        )
        response["Retry-After"] = str(RETRY_SECONDS)
        return response
    return _page(
        request,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "程序出错",
        "您的操作没有完成，错误已记录。请稍后再试；如果仍然不行，请把下面的编号告诉管理员。",
        number=_number(),
    )


def _number() -> str:
    """By which the log is found again."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of the protection against forged forms: most often a page that was open for too long."""
    return _page(
        request,
        HTTPStatus.FORBIDDEN,
        "页面已过期",
        "这个页面打开得太久，或者浏览器没有接受 Cookie，提交没有被接受。请返回上一页，复制已填写的内容，刷新后重新提交。",
    )


def _page(request: HttpRequest, status: HTTPStatus, title: str, advice: str, **more: Any) -> HttpResponse:
    words = {
        "title": title,
        "advice": advice,
        "status": status.value,
        "nonce": str(getattr(request, "csp_nonce", "")),
        **more,
    }
    return HttpResponse(render_to_string("site/error.html", words), status=status)
