"""The register's public files, under /register/: its signed checkpoints and the key to check them with."""

from __future__ import annotations

from django.urls import path, register_converter

from gongkai.register import views

register_converter(views.DayConverter, "register_day")

app_name = "register_public"

urlpatterns = [
    path("checkpoints.json", views.checkpoints_json, name="checkpoints_json"),
    path("checkpoints/<register_day:day>.txt", views.statement, name="statement"),
    path("checkpoints/<register_day:day>.sig", views.signature, name="signature"),
    path("public-key.pem", views.public_key, name="public_key"),
]
