"""What the public sees of the register: signed checkpoints, and the key to check them with. Never an entry."""

from __future__ import annotations

import base64
import datetime

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from gongkai.acts.only_read import only_read
from gongkai.register.checkpoints import key_folder, public_record
from gongkai.register.models import Checkpoint
from gongkai.register.signing import existing_public_keys

A_FILE = 400
"""So many checkpoints a file of JSON holds: a year and a little."""


class DayConverter:
    """A day in an address: 2026-11-23."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> datetime.date:
        """The day. Raises ValueError (a page not found) where there is no such day."""
        return datetime.date.fromisoformat(value)

    def to_url(self, value: datetime.date) -> str:
        """The day as it stands in the address."""
        return value.isoformat()


@only_read
def checkpoints_json(request: HttpRequest) -> HttpResponse:
    """The latest 400 checkpoints, oldest first; `?before=2026-01-01` those before a day.

    `earlier` is the address of the file before this one, null in the first.
    """
    checkpoints = Checkpoint.objects.order_by("-day")
    before = request.GET.get("before", "")
    if before:
        try:
            checkpoints = checkpoints.filter(day__lt=datetime.date.fromisoformat(before))
        except ValueError:
            error = {"error": "before 应为 2026-01-01 这样的日期。"}
            return JsonResponse(error, status=400, json_dumps_params={"ensure_ascii": False})
    found = list(checkpoints[: A_FILE + 1])
    shown = found[:A_FILE][::-1]
    earlier = None
    if len(found) > A_FILE:
        earlier = f"{reverse('register_public:checkpoints_json')}?before={shown[0].day:%Y-%m-%d}"
    return JsonResponse(
        {"checkpoints": public_record(shown), "earlier": earlier},
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )


@only_read
def statement(request: HttpRequest, day: datetime.date) -> HttpResponse:
    """The text that was signed, as it was signed."""
    checkpoint = get_object_or_404(Checkpoint, day=day)
    return HttpResponse(checkpoint.statement.encode(), content_type="text/plain; charset=utf-8")


@only_read
def signature(request: HttpRequest, day: datetime.date) -> HttpResponse:
    """The signature over that text, as the openssl command takes it."""
    checkpoint = get_object_or_404(Checkpoint, day=day)
    response = HttpResponse(base64.b64decode(checkpoint.signature), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{day:%Y-%m-%d}.sig"'
    return response


@only_read
def public_key(request: HttpRequest) -> HttpResponse:
    """The public key of the latest checkpoint, or of the one named by `?fingerprint=`."""
    named = request.GET.get("fingerprint", "")
    if not named:
        last = Checkpoint.objects.order_by("-day").values_list("key_fingerprint", flat=True).first()
        named = last or ""
    pem = existing_public_keys(key_folder()).get(named)
    if pem is None:
        raise Http404("还没有签过检查点，或者没有这把公钥。")
    return HttpResponse(pem, content_type="application/x-pem-file")
