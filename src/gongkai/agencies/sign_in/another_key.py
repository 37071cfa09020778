"""What is said where a second factor was sealed with a key that is not there any more: a backup without its keys."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

import structlog
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = structlog.get_logger(__name__)

_SAID: Final = "您的第二道验证读不出来：服务器上的加密密钥换过了。请告诉管理员放回原来的密钥，或者请账号管理员重置您的第二道验证。"


class SealedWithAnotherKey(ValidationError):
    """A secret cannot be read. Where a code was typed, the form says so; elsewhere there is a page."""

    silent_variable_failure = True
    """A template that asks for it goes on, with an empty text."""

    def __init__(self) -> None:
        super().__init__(_SAID)


def page(request: HttpRequest) -> HttpResponse:
    """The page in place of the recovery codes: the old key is put back, or new codes are made."""
    log.error("sealed_with_another_key", user_id=request.user.pk)
    return render(request, "mfa/recovery_codes/unreadable.html", status=HTTPStatus.SERVICE_UNAVAILABLE)
