"""The addresses of files and pictures, from the root of the site."""

from __future__ import annotations

from django.urls import path

from gongkai.disclosure import views

app_name = "disclosure"
urlpatterns = [
    path("files/<uuid:key>/<str:name>", views.file, name="file"),
    path("media/<path:path>", views.picture, name="picture"),
]
