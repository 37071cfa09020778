"""Where everything is: the addresses of contract/web.md that exist so far."""

from __future__ import annotations

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("office/", include(wagtailadmin_urls)),
]
