"""What ends a version of an item: given up, taken off the schedule, withdrawn, no longer in force."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gongkai.acts.action import Action, Refused
from gongkai.acts.days import today
from gongkai.agencies.access import OfficeRequest, office_screen
from gongkai.disclosure.actions.draft_ends import CancelSchedule, DiscardDraft
from gongkai.disclosure.actions.validity import ChangeValidity
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import ColumnKind, Item
from gongkai.disclosure.rights import may_decide
from gongkai.office.forms.fields import OfficeForm
from gongkai.office.views import asking
from gongkai.office.views.items import item_or_404
from gongkai.statute.metadata import Validity


def done(request: OfficeRequest, action: Action[Any], said: str) -> bool:
    """Perform an action and tell the person how it went."""
    try:
        action.perform()
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
        return False
    messages.success(request, said)
    return True


def possible_ends(stored: Item, person: Any) -> dict[str, bool]:
    """Which of these the person may do now: what the item's page offers."""
    discard = DiscardDraft(stored, person, seen_revision_id=stored.latest_revision_id)
    return {
        "may_withdraw": stored.live and not Withdraw(stored, person, reason="…").refusals(),
        "may_discard": not discard.refusals(),
        "may_unschedule": not CancelSchedule(stored, person).refusals(),
    }


@office_screen()
def withdraw(request: OfficeRequest, pk: int) -> HttpResponse:
    """Take a public item back, with the reason that readers will see."""
    stored = item_or_404(request, pk)
    reason = asking.text(request.POST, "reason")
    hide_title = bool(request.POST.get("hide_title"))
    if request.method == "POST":
        action = Withdraw(stored, request.user, reason=reason, hide_title=hide_title)
        if done(request, action, "已撤回；读者会看到撤回的日期和理由。"):
            return redirect("office:item", pk)
    else:
        against = Withdraw(stored, request.user, reason="…").refusals()
        if against:
            raise PermissionDenied("".join(against))
    status = 422 if request.method == "POST" else 200
    context = {"item": stored, "reason": reason, "hide_title": hide_title}
    return render(request, "office/items/withdraw.html", context, status=status)


@office_screen()
@require_POST
def discard(request: OfficeRequest, pk: int) -> HttpResponse:
    """Give the draft up."""
    stored = item_or_404(request, pk)
    seen = asking.number(request.POST, "seen_revision")
    action = DiscardDraft(stored, request.user, seen_revision_id=seen)
    if done(request, action, "已放弃草稿。") and not stored.live:
        return redirect("office:items")
    return redirect("office:item", pk)


@office_screen()
@require_POST
def unschedule(request: OfficeRequest, pk: int) -> HttpResponse:
    """Take the item off the schedule."""
    stored = item_or_404(request, pk)
    done(request, CancelSchedule(stored, request.user), "已取消定时公开；修改后需要重新送审。")
    return redirect("office:item", pk)


class ValidityForm(OfficeForm):
    """A change of a document's validity."""

    validity = forms.ChoiceField(label="有效性", choices=[(v.value, v.label) for v in Validity])
    on = forms.DateField(label="自何日起", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    basis = forms.CharField(
        label="依据", max_length=300, help_text="废止决定的文号，或者文件里载明的有效期。"
    )
    basis_item = forms.CharField(
        label="依据的文件",
        max_length=80,
        required=False,
        help_text="依据的文件已在本站公开的，填它的索引号或者文号，公开页面会链接过去；没有的不填。",
    )

    def clean_basis_item(self) -> Item | None:
        """The public item of that index number or document number."""
        number = self.cleaned_data["basis_item"].strip()
        if not number:
            return None
        called = Q(index_number__number=number) | Q(document_number=number)
        found = list(Item.objects.public().filter(called)[:2])
        if len(found) != 1:
            told = "有不止一条" if found else "没有"
            raise forms.ValidationError(
                f"已公开的信息里{told}索引号或者文号是“{number}”的，请核对，或改填索引号。"
            )
        return found[0]


@office_screen()
def validity(request: OfficeRequest, pk: int) -> HttpResponse:
    """Record that a document is no longer in force, or only in part."""
    stored = item_or_404(request, pk)
    if stored.column.kind != ColumnKind.DOCUMENT or not may_decide(request.powers, stored.agency):
        raise PermissionDenied("有效性由本机关的分管领导或者主要领导变更，并且只对政府文件。")
    form = ValidityForm(request.POST or None, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        chosen: datetime.date = form.cleaned_data["on"]
        action = ChangeValidity(
            stored,
            request.user,
            validity=Validity(form.cleaned_data["validity"]),
            on=chosen,
            basis=form.cleaned_data["basis"],
            basis_item=form.cleaned_data["basis_item"],
        )
        if done(request, action, "已登记有效性变更。"):
            return redirect("office:item", pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "office/items/validity.html", {"item": stored, "form": form}, status=status)
