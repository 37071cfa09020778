"""Searching, before the portal's own addresses."""

from __future__ import annotations

from django.urls import path

from gongkai.portal.searching import views

app_name = "searching"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/suggest.json", views.suggestions, name="suggest"),
    path("zzb/search/", views.search, {"edition": "elder"}, name="search-elder"),
]
