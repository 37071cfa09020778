"""The first page: what waits for the person who opens it, and nothing else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.agencies.access import office_screen


@office_screen()
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this person today."""
    return render(request, "office/home.html", {})
