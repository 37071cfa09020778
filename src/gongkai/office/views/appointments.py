"""Taking up a post, handing it over, ending, and standing in: one page each."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from gongkai.acts.days import today
from gongkai.agencies.access import OfficeRequest, office_screen
from gongkai.agencies.actions import Delegate, EndAppointment, HandOver, TakeBackDelegation, TakeUp
from gongkai.agencies.actions.delegating import may_delegate
from gongkai.agencies.models import Appointment, Delegation, Person
from gongkai.agencies.queries import administered_by, people_of
from gongkai.office.forms.appointment import DelegateForm, EndForm, HandOverForm, TakeUpForm
from gongkai.office.forms.person import NoticeForm
from gongkai.office.views.acting import Page, act, posted
from gongkai.office.views.agencies import kept_post_or_404


def _candidates(request: OfficeRequest) -> Any:
    """Whom the person may appoint: everybody in the bodies that he keeps, but himself."""
    kept = administered_by(request.powers)
    found = Person.objects.filter(is_active=True, agency__in=kept).exclude(pk=request.user.pk)
    return found.order_by("name", "pk")


def _appointment_or_404(request: OfficeRequest, pk: int, *, own: bool = False) -> Appointment:
    """An appointment that the person may end or hand over; with `own`, also his own, to let another act for him.

    Raises:
        Http404: otherwise.
    """
    found = Appointment.objects.select_related("post__agency", "person").filter(pk=pk).first()
    if found is not None:
        if request.powers.administers(found.post.agency):
            return found
        if own and found.person_id == request.user.pk:
            return found
    raise Http404("没有这段任职，或者它不归您管。")


def _back(request: OfficeRequest, appointment: Appointment) -> str:
    if appointment.person_id == request.user.pk:
        return reverse("office:account")
    return reverse("office:agency", args=[appointment.post.agency_id])


@office_screen()
def take_up(request: OfficeRequest, pk: int) -> HttpResponse:
    """Somebody takes up a post."""
    post = kept_post_or_404(request, pk)
    form = TakeUpForm(posted(request), people=_candidates(request), initial={"began_on": today()})
    page = Page(
        f"任职：{post}",
        "登记任职",
        reverse("office:agency", args=[post.agency_id]),
        lead="名单里没有的人，请先到“账号”为他开通账号。",
        done="任职已登记。",
    )
    return act(
        request,
        page,
        form,
        lambda data: TakeUp(post, request.user, data["person"], data["began_on"], data["basis"]),
    )


@office_screen()
def hand_over(request: OfficeRequest, pk: int) -> HttpResponse:
    """A post is handed to another person."""
    appointment = _appointment_or_404(request, pk)
    people = _candidates(request).exclude(pk=appointment.person_id)
    form = HandOverForm(posted(request), people=people, initial={"on": today()})
    page = Page(
        f"移交：{appointment.post}",
        "办理移交",
        _back(request, appointment),
        lead=f"现任{appointment.person}，{appointment.began_on:%Y年%-m月%-d日}起。免职、任职和待审信息的移交一次办完。",
        done="移交已办理，交接双方登录后会看到。",
    )
    return act(
        request,
        page,
        form,
        lambda data: HandOver(appointment, request.user, data["person"], data["on"], data["basis"]),
    )


@office_screen()
def end(request: OfficeRequest, pk: int) -> HttpResponse:
    """An appointment ends, and nobody follows yet."""
    appointment = _appointment_or_404(request, pk)
    form = EndForm(posted(request), initial={"ended_on": today()})
    page = Page(
        f"免职：{appointment.person}，{appointment.post}",
        "登记免职",
        _back(request, appointment),
        lead=f"{appointment.began_on:%Y年%-m月%-d日}起任职。有人接任的，请用“移交”。",
        done="免职已登记。",
        danger=True,
    )
    return act(
        request,
        page,
        form,
        lambda data: EndAppointment(
            appointment, request.user, data["ended_on"], data["reason"], data["basis"]
        ),
    )


@office_screen()
def delegate(request: OfficeRequest, pk: int) -> HttpResponse:
    """The holder is away, and another acts for him."""
    appointment = _appointment_or_404(request, pk, own=True)
    people = people_of(appointment.post.agency, today()).exclude(
        pk__in=[appointment.person_id, request.user.pk]
    )
    form = DelegateForm(posted(request), people=people, initial={"began_on": today()})
    page = Page(
        f"委托代行：{appointment.post}",
        "办理委托",
        _back(request, appointment),
        lead=f"{appointment.person}不在的这些天，由受托人代行审核。同一条信息的三审仍然要由三个人完成。",
        done="委托已办理，受托人登录后会看到。",
    )
    return act(
        request,
        page,
        form,
        lambda data: Delegate(
            appointment, request.user, data["deputy"], data["began_on"], data["until_on"], data["reason"]
        ),
    )


@office_screen()
def take_back(request: OfficeRequest, pk: int) -> HttpResponse:
    """The holder is back."""
    found = Delegation.objects.select_related("appointment__post__agency", "appointment__person", "deputy")
    delegation = found.filter(pk=pk).first()
    if delegation is None or not may_delegate(request.user, delegation.appointment):
        raise Http404("没有这项委托，或者它不归您管。")
    page = Page(
        f"收回委托：{delegation.appointment.post}",
        "从今天起收回",
        _back(request, delegation.appointment),
        lead=f"{delegation.deputy}代行到{delegation.until_on:%Y年%-m月%-d日}。收回以前他作出的审核仍然有效。",
        done="委托已收回。",
    )
    form = NoticeForm(posted(request))
    return act(request, page, form, lambda data: TakeBackDelegation(delegation, request.user))
