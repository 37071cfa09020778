"""A page of the portal, rendered when it is asked for: where no static copy is, or has it not yet."""

from __future__ import annotations

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from gongkai.acts.only_read import only_read
from gongkai.channels import addresses, pages
from gongkai.front import headers
from gongkai.portal import former


@only_read
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
        return _leading_on(former.now_at(wanted))
    body = found.body.read_bytes() if isinstance(found.body, Path) else found.body
    response = HttpResponse(body, content_type=found.content_type, status=found.status)
    # HSTS is sent by Django itself.
    for name, value in headers.of_public(wanted, found.content_type, https=False):
        response[name] = value
    return response


def _leading_on(present: str) -> HttpResponse:
    if not present or pages.at(present) is None:
        raise Http404
    response = HttpResponsePermanentRedirect(addresses.link(present), preserve_request=True)
    # The body may get its former name back: nobody is to remember this.
    response["cache-control"] = headers.ASK_AGAIN
    return response
