"""The addresses of the register's staff screens, under /office/register/."""

from __future__ import annotations

from django.urls import path

from gongkai.register import office

app_name = "register"

urlpatterns = [
    path("", office.index, name="index"),
    path("<int:sequence>/", office.entry, name="entry"),
    path("verify/", office.verify, name="verify"),
    path("export.xlsx", office.workbook, name="workbook"),
    path("export.jsonl", office.json_lines, name="json_lines"),
]
