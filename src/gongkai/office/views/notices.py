"""What a person was told: what others decided on his work, and what once waited for him."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gongkai.agencies.access import OfficeRequest, office_screen
from gongkai.disclosure.models import Item
from gongkai.office.views import asking
from gongkai.review.notices import mark_read, news_of, notices_of

PAGE = 30


@office_screen()
def notices(request: OfficeRequest) -> HttpResponse:
    """Everything that the person was told, the newest first, a page at a time."""
    told = notices_of(request.user)
    before = asking.number(request.GET, "before")
    if before is not None:
        told = told.filter(pk__lt=before)
    rows = list(told.order_by("-pk")[: PAGE + 1])
    context = {
        "notices": rows[:PAGE],
        "older": rows[PAGE - 1].pk if len(rows) > PAGE else "",
        "items": ContentType.objects.get_for_model(Item).pk,
        "unread": news_of(request.user).count(),
    }
    return render(request, "office/notices.html", context)


@office_screen()
@require_POST
def read(request: OfficeRequest) -> HttpResponse:
    """The person read one of them, or all."""
    one = asking.number(request.POST, "notice")
    unread = notices_of(request.user, unread_only=True)
    mark_read(request.user, unread if one is None else unread.filter(pk=one))
    messages.success(request, "已标为已读。")
    return redirect("office:home")
