"""Where everything is: the addresses of contract/web.md that exist so far."""

from __future__ import annotations

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from gongkai.channels.api.urls import root_without_slash
from gongkai.site import health

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("register/", include("gongkai.register.urls")),
    path("office/register/", include("gongkai.register.office_urls")),
    path("office/account/", include("gongkai.agencies.sign_in.urls")),
    path("office/", include("gongkai.office.urls")),
    # Behind the office's own screens: choosers, the editor's scripts. office/gate.py closes what is not used.
    path("office/", include(wagtailadmin_urls)),
    # Attachments and pictures, each only for who may have it. Nothing else under MEDIA_ROOT has an address.
    path("", include("gongkai.disclosure.urls")),
    path("api/v1", root_without_slash, name="api-root-without-slash"),
    path("api/v1/", include("gongkai.channels.api.urls")),
    path("", include("gongkai.portal.searching.urls")),
    # Last, because it takes what nobody else does.
    path("", include("gongkai.portal.urls")),
]

handler400 = "gongkai.site.errors.bad_request"
handler403 = "gongkai.site.errors.forbidden"
handler404 = "gongkai.site.errors.not_found"
handler500 = "gongkai.site.errors.failed"
