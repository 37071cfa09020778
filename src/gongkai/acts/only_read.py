"""Views that anybody may ask and nobody can change anything by: who sends them something is told so."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt

__all__ = ["READING", "only_read"]

READING: Final = ("GET", "HEAD")
_ANSWER: Final = "这个地址只供读取，不接受提交的内容。\n"


def only_read(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view for GET and HEAD; 405 for anything else.

    Exempt from the protection against forged forms, which would answer first, in words about a form that is too old.
    """

    @csrf_exempt
    @wraps(view)
    def reading(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in READING:
            return HttpResponseNotAllowed(READING, _ANSWER, content_type="text/plain; charset=utf-8")
        return view(request, *args, **kwargs)

    return reading
