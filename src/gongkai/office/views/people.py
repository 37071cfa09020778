"""Accounts: who has one, who may sign in, and what an administrator does when somebody comes, goes or forgets."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.acts.action import Action
from gongkai.acts.days import today
from gongkai.acts.models import AuditEntry
from gongkai.agencies.access import OfficeRequest, office_screen
from gongkai.agencies.actions import (
    ChangeAccount,
    OpenAccount,
    Opened,
    ResetPassword,
    SwitchOffAccount,
    SwitchOnAccount,
)
from gongkai.agencies.models import Agency, Appointment, Person
from gongkai.agencies.powers import Powers
from gongkai.agencies.queries import administered_by, tenures_of
from gongkai.agencies.sign_in import elsewhere, lockout
from gongkai.agencies.sign_in.second_factor import (
    ResetSecondFactor,
    has_second_factor,
    those_with_second_factor,
)
from gongkai.office.forms.person import AccountForm, IdentityForm, NewAccountForm, NoticeForm
from gongkai.office.views import asking
from gongkai.office.views.acting import Page, act, posted

PAGE = 30


def _keeps_or_audits(powers: Powers) -> bool:
    return powers.administers_accounts or powers.audits


def _agencies(powers: Powers) -> Any:
    return Agency.objects.all() if powers.audits else administered_by(powers)


def _people(powers: Powers) -> Any:
    if powers.audits:
        return Person.objects.all()
    kept = administered_by(powers)
    holding = Appointment.objects.on(today()).filter(post__agency__in=kept).values("person_id")
    return Person.objects.filter(Q(agency__in=kept) | Q(pk__in=holding))


def _person_or_404(request: OfficeRequest, pk: int) -> Person:
    person = _people(request.powers).select_related("agency").filter(pk=pk).first()
    if person is None:
        raise Http404("没有这个账号，或者它不归您管。")
    return person


def _kept_or_404(request: OfficeRequest, pk: int) -> Person:
    person = _person_or_404(request, pk)
    if person.agency is None or not request.powers.administers(person.agency):
        raise Http404("这个账号不归您管。")
    return person


def _narrowed(people: Any, asked: Any) -> Any:
    agency = asking.number(asked, "agency")
    if agency is not None:
        people = people.filter(agency_id=agency)
    if asked.get("state") in ("on", "off"):
        people = people.filter(is_active=asked["state"] == "on")
    wanted = asking.text(asked, "q")
    if wanted:
        people = people.filter(Q(name__icontains=wanted) | Q(username__icontains=wanted))
    return people


@office_screen(_keeps_or_audits)
def people(request: OfficeRequest) -> HttpResponse:
    """The accounts of the bodies that the person keeps, in the order of their opening."""
    powers = request.powers
    held = Appointment.objects.on(today()).select_related("post__agency")
    found = _narrowed(_people(powers), request.GET).select_related("agency")
    after = asking.number(request.GET, "after")
    if after is not None:
        found = found.filter(pk__gt=after)
    found = found.prefetch_related(Prefetch("appointments", queryset=held, to_attr="held"))
    rows = list(found.order_by("pk")[: PAGE + 1])
    more, rows = len(rows) > PAGE, rows[:PAGE]
    with_factor = those_with_second_factor(rows)
    kept = request.GET.copy()
    kept.pop("after", None)
    context = {
        "rows": [(person, [each.post for each in person.held], person.pk in with_factor) for person in rows],
        "next": rows[-1].pk if more else "",
        "kept": kept.urlencode(),
        "agencies": _agencies(powers).order_by("path"),
        "keeps": powers.administers_accounts,
    }
    return render(request, "office/people/list.html", context)


@office_screen(_keeps_or_audits)
def person(request: OfficeRequest, pk: int) -> HttpResponse:
    """One account: its posts, how its owner signs in, what was done with it."""
    found = _person_or_404(request, pk)
    entries = AuditEntry.objects.filter(subject_type="agencies.person", subject_id=str(pk))
    powers = request.powers
    keeps = found.agency is not None and powers.administers(found.agency) and found.pk != request.user.pk
    context = {
        "person": found,
        "tenures": tenures_of(found, today()),
        "has_factor": has_second_factor(found),
        "identity": elsewhere.identity_of(found),
        "entries": entries.select_related("recorded_by")[:20],
        "keeps": keeps,
    }
    return render(request, "office/people/person.html", context)


def _show_once(request: OfficeRequest, opened: Opened, heading: str) -> HttpResponse:
    response = render(request, "office/people/once.html", {"opened": opened, "heading": heading})
    response["Cache-Control"] = "no-store"
    return response


@office_screen(lambda powers: powers.administers_accounts)
def create(request: OfficeRequest) -> HttpResponse:
    """Open an account; its one-time password is on the page that follows, and nowhere else."""
    agencies = administered_by(request.powers).filter(in_service=True).order_by("path")
    form = NewAccountForm(
        posted(request), agencies=agencies, initial={"agency": asking.number(request.GET, "agency")}
    )
    page = Page(
        "开通账号", "开通账号", reverse("office:people"), lead="开通后显示一次性口令，请当面交给本人。"
    )

    def action(data: dict[str, Any]) -> Action[Opened]:
        return OpenAccount(
            data["agency"],
            request.user,
            data["name"],
            data["username"],
            work_telephone=data["work_telephone"],
            email=data["email"],
        )

    return act(request, page, form, action, lambda opened: _show_once(request, opened, "账号已开通"))


@office_screen(lambda powers: powers.administers_accounts)
def edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Correct what is said of an account, or move it."""
    found = _kept_or_404(request, pk)
    agencies = administered_by(request.powers).order_by("path")
    initial = {name: getattr(found, name) for name in ("name", "work_telephone", "email", "agency")}
    form = AccountForm(posted(request), agencies=agencies, initial=initial)
    page = Page(f"修改账号资料：{found}", "保存", reverse("office:person", args=[pk]), done="已保存。")
    return act(request, page, form, lambda data: ChangeAccount(found, request.user, **data))


@office_screen(lambda powers: powers.administers_accounts)
def identity(request: OfficeRequest, pk: int) -> HttpResponse:
    """Tie the account to an identity of the government's own sign-in."""
    found = _kept_or_404(request, pk)
    form = IdentityForm(posted(request), initial={"identity": elsewhere.identity_of(found)})
    page = Page(f"统一身份认证：{found}", "保存", reverse("office:person", args=[pk]), done="已保存。")
    return act(
        request,
        page,
        form,
        lambda data: elsewhere.TieIdentity(found, request.user, data["identity"]),
    )


@office_screen(lambda powers: powers.administers_accounts)
def switch_off(request: OfficeRequest, pk: int) -> HttpResponse:
    """Switch an account off."""
    found = _kept_or_404(request, pk)
    held = tuple(
        f"他还任{tenure.appointment.post}，请办理移交或者免职。" for tenure in tenures_of(found, today())
    )
    page = Page(
        f"停用账号：{found}",
        "停用账号",
        reverse("office:person", args=[pk]),
        lead="停用以后不能登录，正在使用的随即退出。他做过的事和任职记录都保留。",
        warnings=held,
        done="账号已停用。",
        danger=True,
    )
    return act(request, page, NoticeForm(posted(request)), lambda data: SwitchOffAccount(found, request.user))


@office_screen(lambda powers: powers.administers_accounts)
def switch_on(request: OfficeRequest, pk: int) -> HttpResponse:
    """Switch an account on again."""
    found = _kept_or_404(request, pk)
    page = Page(
        f"恢复账号：{found}",
        "恢复账号",
        reverse("office:person", args=[pk]),
        lead="恢复后显示新的一次性口令。",
    )
    return act(
        request,
        page,
        NoticeForm(posted(request)),
        lambda data: SwitchOnAccount(found, request.user),
        lambda opened: _show_once(request, opened, "账号已恢复"),
    )


@office_screen(lambda powers: powers.administers_accounts)
def reset_password(request: OfficeRequest, pk: int) -> HttpResponse:
    """Give a new one-time password; a lock for wrong passwords is lifted with it."""
    found = _kept_or_404(request, pk)
    page = Page(
        f"重置口令：{found}",
        "重置口令",
        reverse("office:person", args=[pk]),
        lead="请先确认是本人要求的。原来的口令随即作废，正在使用的随即退出；输错口令造成的锁定同时解除。",
        danger=True,
    )

    def then(opened: Opened) -> HttpResponse:
        lockout.forget(found.username)
        return _show_once(request, opened, "口令已重置")

    return act(
        request, page, NoticeForm(posted(request)), lambda data: ResetPassword(found, request.user), then
    )


@office_screen(lambda powers: powers.administers_accounts)
def reset_factor(request: OfficeRequest, pk: int) -> HttpResponse:
    """Take away a lost second factor."""
    found = _kept_or_404(request, pk)
    page = Page(
        f"重置第二道验证：{found}",
        "重置第二道验证",
        reverse("office:person", args=[pk]),
        lead="请先当面确认是本人，手机或者钥匙确实丢失。他下次登录要重新设置。",
        done="第二道验证已重置。",
        danger=True,
    )
    return act(
        request, page, NoticeForm(posted(request)), lambda data: ResetSecondFactor(found, request.user)
    )
