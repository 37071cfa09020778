"""An item as the public sees it: links to its pages, a preview of the draft, and what is not to be shown any more."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render

from gongkai.agencies.access import OfficeRequest, office_screen
from gongkai.channels import addresses
from gongkai.disclosure.actions.conceal import Conceal
from gongkai.disclosure.models import Concealed, Item
from gongkai.disclosure.queries import is_public
from gongkai.office.forms.fields import OfficeForm
from gongkai.office.views.item_ends import done
from gongkai.office.views.items import item_or_404
from gongkai.portal.frame import Frame
from gongkai.portal.items.reading import draft_page
from gongkai.portal.items.rendering import item_page


def public_context(stored: Item, person: Any) -> dict[str, Any]:
    """What the item's page in the office offers about its public face."""
    links = []
    if is_public(stored):
        links = [("公开页面", addresses.item(stored)), ("打印版", addresses.print_view(stored))]
    elif stored.withdrawn_at is not None:
        links = [("撤回说明页", addresses.item(stored))]
    return {
        "public_links": [(label, addresses.link(address)) for label, address in links],
        "may_conceal": bool(_possible(stored, person)),
    }


@office_screen()
def preview(request: OfficeRequest, pk: int) -> HttpResponse:
    """The latest draft on the portal's own page: what readers will see, for those who may read the draft."""
    stored = item_or_404(request, pk)
    draft: Item = stored.get_latest_revision_as_object()
    response = HttpResponse(item_page(draft_page(draft), Frame.now(), preview=True))
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


class ConcealForm(OfficeForm):
    """What is not to be shown any more, and why."""

    what = forms.ChoiceField(label="不再显示")
    reason = forms.CharField(
        label="理由",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="只记入内部记录，不对外显示。",
    )

    def __init__(self, data: Any, choices: list[Concealed]) -> None:
        super().__init__(data)
        self.fields["what"].choices = [(one.value, one.label) for one in choices]  # type: ignore[attr-defined]


@office_screen()
def conceal(request: OfficeRequest, pk: int) -> HttpResponse:
    """Take off public pages what of the item's past does harm there."""
    stored = item_or_404(request, pk)
    choices = _possible(stored, request.user)
    if not choices:
        raise PermissionDenied("这条信息没有可以不再显示的内容，或者它不由您决定。")
    form = ConcealForm(request.POST or None, choices)
    if request.method == "POST" and form.is_valid():
        action = Conceal(
            stored, request.user, Concealed(form.cleaned_data["what"]), form.cleaned_data["reason"]
        )
        if done(request, action, "已从公开页面上撤下；台账和内部记录保留。"):
            return redirect("office:item", pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "office/items/conceal.html", {"item": stored, "form": form}, status=status)


def _possible(stored: Item, person: Any) -> list[Concealed]:
    return [what for what in Concealed if not Conceal(stored, person, what, "…").refusals()]
