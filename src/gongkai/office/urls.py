"""The addresses of the office's own screens, under /office/."""

from __future__ import annotations

from django.urls import path

from gongkai.office.views import home

app_name = "office"

urlpatterns = [
    path("", home.home, name="home"),
]
