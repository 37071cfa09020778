"""The public addresses that no other room answers: whatever a source of pages has."""

from __future__ import annotations

from django.urls import path

from gongkai.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.page, {"address": ""}, name="home"),
    path("<path:address>", views.page, name="page"),
]
