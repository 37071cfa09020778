"""The public addresses that no other room answers: the register's page, and whatever a source of pages has."""

from __future__ import annotations

from django.urls import path

from gongkai.portal import checkpoints_page, views

app_name = "portal"
urlpatterns = [
    path("", views.page, {"address": ""}, name="home"),
    path("register/", checkpoints_page.checkpoints, name="checkpoints"),
    path("zzb/register/", checkpoints_page.checkpoints, {"edition": "elder"}, name="checkpoints-elder"),
    path("<path:address>", views.page, name="page"),
]
