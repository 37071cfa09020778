"""One item's page: what it says, what state it is in, who did what, and what this person may do next."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gongkai.acts.days import today
from gongkai.agencies.access import OfficeRequest, office_screen
from gongkai.disclosure import drafts
from gongkai.disclosure.actions.clear_finding import ClearFinding
from gongkai.disclosure.actions.mask_personal_data import MaskPersonalData
from gongkai.disclosure.models import Item
from gongkai.disclosure.rights import may_draft, may_work
from gongkai.disclosure.states import states_of
from gongkai.office.views import asking
from gongkai.office.views.channels import channels_context
from gongkai.office.views.item_ends import done, possible_ends
from gongkai.office.views.item_facts import facts_context
from gongkai.office.views.item_public import public_context
from gongkai.office.views.items import item_or_404
from gongkai.register.models import Entry
from gongkai.review.queries import history, unanswered_emergency
from gongkai.review.rules import Act, why_not


def shown_version(stored: Item) -> Item:
    """The latest version of an item, knowing its row's latest revision."""
    latest: Item = stored.get_latest_revision_as_object()
    latest.latest_revision_id = stored.latest_revision_id
    return latest


@office_screen()
def item(request: OfficeRequest, pk: int) -> HttpResponse:
    """The item's page."""
    return _page(request, item_or_404(request, pk))


def _page(request: OfficeRequest, stored: Item, typed: dict[str, str] | None = None) -> HttpResponse:
    """The page, with what was typed there and could not be done."""
    latest = shown_version(stored)
    decisions = history(stored)
    may_write = may_draft(request.powers, stored.agency) and not stored.why_not_written_on()
    context = {
        "stored": stored,
        "item": latest,
        "state": states_of([stored])[stored.pk],
        "findings": drafts.reported(latest),
        "history": decisions,
        "unanswered": unanswered_emergency(decisions),
        "entries": Entry.objects.filter(subject_type="disclosure.item", subject_id=stored.pk).order_by(
            "-sequence"
        ),
        "attachments": latest.attachments.all(),
        "may_write": may_write,
        "may_submit": may_write and not why_not(Act.SUBMIT, stored, request.user, today()),
        "may_work": may_work(request.powers, stored.agency),
        "typed": typed or {},
        **channels_context(stored, request.powers),
        **facts_context(stored, latest, request.powers),
        **possible_ends(stored, request.user),
        **public_context(stored, request.user),
    }
    return render(request, "office/items/item.html", context, status=422 if typed else 200)


@office_screen()
@require_POST
def clear(request: OfficeRequest, pk: int) -> HttpResponse:
    """A finding was looked at, and somebody answers for it."""
    stored = item_or_404(request, pk)
    typed = {name: asking.text(request.POST, name) for name in ("fingerprint", "reason")}
    if done(request, ClearFinding(stored, request.user, **typed), "已记录您的处理和理由。"):
        return redirect("office:item", pk)
    return _page(request, stored, typed)


@office_screen()
@require_POST
def mask(request: OfficeRequest, pk: int) -> HttpResponse:
    """Mask the personal data in the text."""
    stored = item_or_404(request, pk)
    done(
        request,
        MaskPersonalData(stored, request.user, seen_revision_id=_seen(request)),
        "已遮盖正文中的个人信息，请核对后再送审。",
    )
    return redirect("office:item-edit", pk)


def _seen(request: OfficeRequest) -> int | None:
    return asking.number(request.POST, "seen_revision")
