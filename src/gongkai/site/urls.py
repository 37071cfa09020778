"""Where everything is: the addresses of contract/web.md that exist so far."""

from __future__ import annotations

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("office/", include("gongkai.office.urls")),
    # Behind the office's own screens: choosers, the editor's scripts. office/gate.py closes what is not used.
    path("office/", include(wagtailadmin_urls)),
]
