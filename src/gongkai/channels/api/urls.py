"""The addresses of the API. Every view is public in the same way; what is not there is said in the API's own shape."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import URLPattern, path

from gongkai.channels import addresses
from gongkai.channels.api.answering import answered, public, unknown
from gongkai.channels.api.description import API, contents, openapi

app_name = "api"


@public
def description(request: HttpRequest) -> HttpResponse:
    """What the API is, in OpenAPI."""
    return answered(request, openapi(settings.WAGTAILADMIN_BASE_URL.rstrip("/")))


@public
def root(request: HttpRequest) -> HttpResponse:
    """What there is, for who looks at the address itself."""
    return answered(request, contents(settings.WAGTAILADMIN_BASE_URL.rstrip("/")))


@public
def root_without_slash(request: HttpRequest) -> HttpResponse:
    """The root has a slash at its end."""
    return HttpResponsePermanentRedirect(addresses.API, preserve_request=True)


@public
def without_slash(request: HttpRequest, rest: str) -> HttpResponse:
    """An address that was written with a slash at its end: the same question at the right one."""
    asked = request.GET.urlencode()
    right = addresses.link(addresses.api(rest)) + (f"?{asked}" if asked else "")
    return HttpResponsePermanentRedirect(right, preserve_request=True)


def _published(patterns: Any) -> list[URLPattern]:
    return [
        path(str(pattern.pattern), public(pattern.callback), name=pattern.name)
        for pattern in patterns
        if pattern.name != "api-root"
    ]


urlpatterns = [
    path("openapi.json", description, name="openapi"),
    *_published(API.urls[0]),
    path("<path:rest>/", without_slash, name="without_slash"),
    path("<path:rest>", unknown, name="unknown"),
    path("", root, name="root"),
]
