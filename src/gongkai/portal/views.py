"""A page of the portal, rendered when it is asked for: where no static copy is, or has it not yet."""

from __future__ import annotations

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from gongkai.channels import addresses, pages
from gongkai.front import headers


@require_safe
def page(request: HttpRequest, address: str) -> HttpResponse:
    """What stands at the address: as in the static copy, with the same status.

    Raises:
        Http404: when nothing does.
    """
    wanted = f"/{address}"
    found = pages.at(wanted)
    if found is None:
        if not wanted.endswith("/") and pages.at(f"{wanted}/") is not None:
            return HttpResponsePermanentRedirect(addresses.link(f"{wanted}/"))
        raise Http404
    body = found.body.read_bytes() if isinstance(found.body, Path) else found.body
    response = HttpResponse(body, content_type=found.content_type, status=found.status)
    # HSTS is sent by Django itself.
    for name, value in headers.of_public(wanted, found.content_type, https=False):
        response[name] = value
    return response
