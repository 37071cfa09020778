"""Bodies and their posts: the tree, a body's page on any day, and what an administrator changes there."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date

from gongkai.acts.days import today
from gongkai.agencies import codes
from gongkai.agencies.access import OfficeRequest, office_screen
from gongkai.agencies.actions import AddPost, ChangeAgency, ChangePost, CloseAgency, ClosePost, SetUpAgency
from gongkai.agencies.actions.set_up_agency import CHANGEABLE
from gongkai.agencies.models import Agency, BodyLevel, Post, PostRole
from gongkai.agencies.queries import history_of, vacancies, vacancies_of, visible_to, who_answered
from gongkai.disclosure.actions.set_up import SetUpDisclosure
from gongkai.office.forms.agency import AgencyForm, NewAgencyForm, NewPostForm, PostForm
from gongkai.office.forms.person import NoticeForm
from gongkai.office.views import asking
from gongkai.office.views.acting import Page, act, posted


def agency_or_404(request: OfficeRequest, pk: int) -> Agency:
    """A body that the person sees.

    Raises:
        Http404: there is none, or it is none of his business: both look the same.
    """
    agency = visible_to(request.powers).filter(pk=pk).first()
    if agency is None:
        raise Http404("没有这个机关，或者它不归您管。")
    return agency


def kept_agency_or_404(request: OfficeRequest, pk: int) -> Agency:
    """A body whose accounts and posts the person keeps.

    Raises:
        Http404: otherwise.
    """
    agency = agency_or_404(request, pk)
    if not request.powers.administers(agency):
        raise Http404("这个机关的岗位不归您管。")
    return agency


def kept_post_or_404(request: OfficeRequest, pk: int) -> Post:
    """A post of such a body.

    Raises:
        Http404: otherwise.
    """
    post = Post.objects.select_related("agency").filter(pk=pk).first()
    if post is None or not request.powers.administers(post.agency):
        raise Http404("没有这个岗位，或者它不归您管。")
    return post


def asked_day(request: OfficeRequest) -> datetime.date:
    """The day in the address, else today. What is no day is today."""
    try:
        return parse_date(request.GET.get("day", "")) or today()
    except ValueError:
        return today()


@office_screen()
def agencies(request: OfficeRequest) -> HttpResponse:
    """The tree of bodies that the person sees, with the posts of the three reviews that are vacant."""
    powers = request.powers
    shown = list(visible_to(powers).order_by("path"))
    vacant = vacancies_of(shown, today())
    top = min((agency.depth for agency in shown), default=1)
    rows = [
        (agency, min(agency.depth - top + 1, 4), [role.label for role in vacant.get(agency.pk, [])])
        for agency in shown
    ]
    context = {"rows": rows, "may_set_up": any(powers.administers(agency) for agency in shown)}
    return render(request, "office/agencies/list.html", context)


@office_screen()
def agency(request: OfficeRequest, pk: int) -> HttpResponse:
    """A body: what is said of it, and who answered for what on a day."""
    body, day = agency_or_404(request, pk), asked_day(request)
    powers = request.powers
    context = {
        "agency": body,
        "facts": [(field, getattr(body, field.name)) for field in _facts()],
        "answering": who_answered(body, day),
        "day": day,
        "is_today": day == today(),
        "vacant": vacancies(body, day),
        "keeps": powers.administers(body),
        "above": list(body.get_ancestors()),
    }
    return render(request, "office/agencies/agency.html", context)


def _facts() -> list[Any]:
    return [Agency._meta.get_field(name) for name in CHANGEABLE if name != "short_name"]


@office_screen()
def create(request: OfficeRequest) -> HttpResponse:
    """Set up a body below the one in the address, with the columns and the catalogue of its level."""
    parent = kept_agency_or_404(request, asking.number(request.GET, "above") or 0)
    levels = [level for level in BodyLevel if not codes.level_refusals(level, parent)]
    form = NewAgencyForm(posted(request), levels=levels)
    page = Page(
        f"在{parent.short_name}下设立机关",
        "设立机关",
        reverse("office:agencies"),
        done="机关已设立，请设岗位、开通账号。",
    )

    def with_columns(body: Agency) -> HttpResponse:
        # A village has none.
        if body.publishes:
            SetUpDisclosure(body, request.user).perform()
        messages.success(request, page.done)
        return redirect(page.back)

    return act(
        request,
        page,
        form,
        lambda data: SetUpAgency(parent, request.user, data["level"], **form.written()),
        with_columns,
    )


@office_screen()
def edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Change what is said of a body."""
    body = kept_agency_or_404(request, pk)
    form = AgencyForm(posted(request), instance=body)
    page = Page(f"{body.short_name}的资料", "保存", reverse("office:agency", args=[pk]), done="已保存。")
    original = Agency.objects.get(pk=pk)
    return act(request, page, form, lambda data: ChangeAgency(original, request.user, **form.written()))


@office_screen()
def close(request: OfficeRequest, pk: int) -> HttpResponse:
    """Put a body out of service."""
    body = kept_agency_or_404(request, pk)
    page = Page(
        f"停用{body.short_name}",
        "停用机关",
        reverse("office:agency", args=[pk]),
        lead="撤并的机关停用，不删除：它公开过的信息和任职记录都保留。",
        done="机关已停用。",
        danger=True,
    )
    return act(request, page, NoticeForm(posted(request)), lambda data: CloseAgency(body, request.user))


@office_screen()
def post(request: OfficeRequest, pk: int) -> HttpResponse:
    """A post, and everybody who held it."""
    found = Post.objects.select_related("agency").filter(pk=pk).first()
    if found is None or not visible_to(request.powers).filter(pk=found.agency_id).exists():
        raise Http404("没有这个岗位，或者它不归您管。")
    context = {
        "post": found,
        "role": PostRole(found.role).label,
        "history": history_of(found),
        "keeps": request.powers.administers(found.agency),
        "today": today(),
    }
    return render(request, "office/agencies/post.html", context)


@office_screen()
def post_create(request: OfficeRequest, pk: int) -> HttpResponse:
    """Set up a post in a body."""
    body = kept_agency_or_404(request, pk)
    page = Page(
        f"在{body.short_name}设立岗位", "设立岗位", reverse("office:agency", args=[pk]), done="岗位已设立。"
    )
    form = NewPostForm(posted(request))
    return act(request, page, form, lambda data: AddPost(body, request.user, **data))


@office_screen()
def post_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Describe a post anew."""
    found = kept_post_or_404(request, pk)
    page = Page(f"修改岗位：{found}", "保存", reverse("office:post", args=[pk]), done="已保存。")
    form = PostForm(posted(request), initial=PostForm.initial_of(found))
    return act(request, page, form, lambda data: ChangePost(found, request.user, **data))


@office_screen()
def post_close(request: OfficeRequest, pk: int) -> HttpResponse:
    """Put a post out of service."""
    found = kept_post_or_404(request, pk)
    page = Page(
        f"停用岗位：{found}",
        "停用岗位",
        reverse("office:agency", args=[found.agency_id]),
        lead="停用以后不能再任职，历任的记录保留。",
        done="岗位已停用。",
        danger=True,
    )
    return act(request, page, NoticeForm(posted(request)), lambda data: ClosePost(found, request.user))
