"""The three reviews on the screen: what waits, sending in, deciding. The rules stand in `gongkai.review`, not here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html

from gongkai.acts.action import Action, Refused
from gongkai.acts.days import today
from gongkai.agencies.access import OfficeRequest, office_screen
from gongkai.channels import addresses
from gongkai.disclosure import drafts
from gongkai.disclosure.models import Item
from gongkai.disclosure.queries import is_public
from gongkai.disclosure.states import states_of
from gongkai.office.views import asking
from gongkai.office.views.item import shown_version
from gongkai.office.views.item_facts import facts_context
from gongkai.office.views.items import item_or_404
from gongkai.review import actions, queries
from gongkai.review.differences import Differences, between, since_last_seen
from gongkai.review.judgement import Act
from gongkai.review.models import Stage
from gongkai.review.rules import allowed, why_not
from gongkai.review.settings import terms_of

SAID: dict[Act, str] = {
    Act.APPROVE: "已通过，并以您的姓名和时间签署。",
    Act.SEND_BACK: "已退回，撰稿人会看到您的意见。",
    Act.COMMENT: "已留言。",
    Act.RECALL: "已撤回送审，可以修改了。",
    Act.EMERGENCY: "已紧急发布；须由另一位领导补审。",
    Act.CONFIRM_EMERGENCY: "已确认紧急发布。",
    Act.REJECT_EMERGENCY: "已不同意紧急发布；当时公开的版本已经撤回，撰稿人可以改好后重新送审。",
}
BY_ACT: dict[Act, Callable[..., Action[Any]]] = {
    Act.APPROVE: actions.Approve,
    Act.SEND_BACK: actions.SendBack,
    Act.COMMENT: actions.Comment,
    Act.RECALL: actions.Recall,
    Act.EMERGENCY: actions.PublishInEmergency,
    Act.CONFIRM_EMERGENCY: actions.ConfirmEmergency,
    Act.REJECT_EMERGENCY: actions.RejectEmergency,
}


@office_screen()
def reviews(request: OfficeRequest) -> HttpResponse:
    """Everything that waits for this person to review."""
    return render(
        request, "office/reviews/list.html", {"waiting": queries.waiting_for(request.user, today())}
    )


def _seen(request: OfficeRequest) -> int:
    """The revision that the form was opened with; 0, which is no revision's, when it does not say."""
    return asking.number(request.POST, "revision") or 0


@office_screen()
def submit(request: OfficeRequest, pk: int) -> HttpResponse:
    """The drafter confirms the checklist, sees what the checks say, and sends the item in."""
    stored = item_or_404(request, pk)
    latest = shown_version(stored)
    terms = terms_of(stored.agency_id, today())
    confirmed = request.POST.getlist("confirmed")
    comment = asking.text(request.POST, "comment")
    reasons: tuple[str, ...] = ()
    impossible = why_not(Act.SUBMIT, stored, request.user, today())
    if request.method == "POST":
        action = actions.Submit(stored, request.user, _seen(request), comment=comment, checklist=confirmed)
        try:
            action.perform()
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, "已送审，下一级审核人会在“待审”中看到。")
            return redirect("office:item", pk)
    context = {
        "item": latest,
        "stored": stored,
        "checklist": [(check, check.key in confirmed) for check in terms.checklist],
        "findings": drafts.reported(latest),
        "reasons": reasons,
        "impossible": impossible,
        "comment": comment,
    }
    return render(request, "office/reviews/submit.html", context, status=422 if reasons else 200)


def _decide(request: OfficeRequest, stored: Item, act: Act) -> Refused | None:
    """Carry out what the person decided. Gives the refusal, nothing when it was done."""
    if act is Act.EMERGENCY and "confirmed" not in request.POST:
        return Refused("紧急发布不经三审、立即对外公开。请先勾选“我已看过全文……”，再点“紧急发布”。")
    said = {"comment": asking.text(request.POST, "comment")}
    if act is Act.APPROVE:
        said["stage"] = request.POST.get("stage", "")
        if said["stage"] not in Stage.values:
            return Refused("提交里没有写明是哪一级审核，请刷新页面后再办理。")
    try:
        BY_ACT[act](stored, request.user, _seen(request), **said).perform()
    except Refused as refusal:
        return refusal
    messages.success(request, _said(act, stored.pk))
    return None


def _said(act: Act, pk: int) -> str:
    """What is told when it was done; of the last approval, what came of it and where readers see it."""
    stored = Item.objects.get(pk=pk)
    if act is not Act.APPROVE or stored.workflow_in_progress:
        return SAID[act]
    if is_public(stored) and stored.live_revision_id == stored.latest_revision_id:
        page = addresses.link(addresses.item(stored))
        return format_html(
            '已通过终审，并以您的姓名和时间签署。《{}》已公开：<a href="{}">查看公开的网页</a>',
            stored.title,
            page,
        )
    return f"{SAID[act]}《{stored.title}》现在的状态：{states_of([stored])[stored.pk].label}。"


@office_screen()
def review(request: OfficeRequest, pk: int) -> HttpResponse:
    """The text, what changed since this person last saw it, what the checks say, and what he may decide."""
    stored = item_or_404(request, pk)
    refusal: Refused | None = None
    asked = request.POST.get("act", "")
    if request.method == "POST":
        if asked not in {act.value for act in BY_ACT}:
            raise PermissionDenied("没有这种处理方式。")
        refusal = _decide(request, stored, Act(asked))
        if refusal is None:
            return redirect(_afterwards(Act(asked), pk))
        stored = item_or_404(request, pk)
    return render(
        request,
        "office/reviews/review.html",
        _before_the_eyes(request, stored, refusal),
        status=200 if refusal is None else 422,
    )


def _changed(stored: Item, person: Any, refusal: Refused | None) -> Differences | None:
    """What is new to this person: against the form that he sent when it was stale, else since he last looked."""
    if isinstance(refusal, actions.StaleRevision):
        seen = stored.revisions.filter(pk=refusal.seen).first()
        return between(seen, stored.latest_revision)
    return since_last_seen(stored, person)


def _before_the_eyes(request: OfficeRequest, stored: Item, refusal: Refused | None) -> dict[str, Any]:
    """Everything that the page shows, and the note that this person has now seen this version."""
    latest = shown_version(stored)
    changed = _changed(stored, request.user, refusal)
    if stored.latest_revision_id:
        queries.record_sighting(stored, request.user, stored.latest_revision_id)
    decisions = queries.history(stored)
    acts = [one for one in allowed(stored, request.user, today()) if one.act in BY_ACT]
    return {
        "item": latest,
        "stored": stored,
        "state": states_of([stored])[stored.pk],
        "possible": [one for one in acts if one.possible and one.act is not Act.EMERGENCY],
        "emergency": any(one.possible and one.act is Act.EMERGENCY for one in acts),
        "asked": request.POST.get("act", "") if refusal else "",
        **facts_context(stored, latest, request.powers),
        "impossible": next((one for one in acts if one.act is Act.APPROVE and not one.possible), None),
        "changed": changed,
        "findings": drafts.reported(latest),
        "history": decisions,
        "unanswered": queries.unanswered_emergency(decisions),
        "attachments": latest.attachments.all(),
        "reasons": refusal.reasons if refusal else (),
        "comment": asking.text(request.POST, "comment"),
    }


def _afterwards(act: Act, pk: int) -> str:
    """Where one goes from there: a reviewer to what waits next, a commenter stays."""
    if act is Act.COMMENT:
        return reverse("office:item-review", args=[pk])
    if act in (Act.APPROVE, Act.SEND_BACK):
        return reverse("office:reviews")
    return reverse("office:item", args=[pk])
