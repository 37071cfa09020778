"""One item's page: what it says, what state it is in, who did what, and what this person may do next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gongkai.acts.days import today
from gongkai.agencies.access import OfficeRequest, office_screen
from gongkai.disclosure import drafts
from gongkai.disclosure.actions.attach import Attach, RemoveAttachment
from gongkai.disclosure.actions.clear_finding import ClearFinding
from gongkai.disclosure.actions.mask_personal_data import MaskPersonalData
from gongkai.disclosure.models import Item
from gongkai.disclosure.rights import may_decide, may_draft
from gongkai.disclosure.states import states_of
from gongkai.disclosure.validity import validity_of
from gongkai.office.views import asking
from gongkai.office.views.item_ends import done, possible_ends
from gongkai.office.views.items import item_or_404
from gongkai.register.models import Entry
from gongkai.review.queries import history


def shown_version(stored: Item) -> Item:
    """The latest version of an item, knowing its row's latest revision."""
    latest: Item = stored.get_latest_revision_as_object()
    latest.latest_revision_id = stored.latest_revision_id
    return latest


@office_screen()
def item(request: OfficeRequest, pk: int) -> HttpResponse:
    """The item's page."""
    stored = item_or_404(request, pk)
    latest = shown_version(stored)
    context = {
        "stored": stored,
        "item": latest,
        "state": states_of([stored])[stored.pk],
        "findings": drafts.reported(latest),
        "history": history(stored),
        "entries": Entry.objects.filter(subject_type="disclosure.item", subject_id=stored.pk).order_by(
            "-sequence"
        ),
        "attachments": latest.attachments.all(),
        "may_write": may_draft(request.powers, stored.agency) and not stored.workflow_in_progress,
        "validity": validity_of(stored, today()),
        "validity_changes": stored.validity_changes.all(),
        "may_decide": may_decide(request.powers, stored.agency),
        **possible_ends(stored, request.user),
    }
    return render(request, "office/items/item.html", context)


@office_screen()
@require_POST
def clear(request: OfficeRequest, pk: int) -> HttpResponse:
    """A finding was looked at, and somebody answers for it."""
    stored = item_or_404(request, pk)
    fingerprint, reason = request.POST.get("fingerprint", ""), request.POST.get("reason", "")
    done(
        request,
        ClearFinding(stored, request.user, fingerprint=fingerprint, reason=reason),
        "已记录您的处理和理由。",
    )
    return redirect("office:item", pk)


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


@office_screen()
@require_POST
def attach(request: OfficeRequest, pk: int) -> HttpResponse:
    """A file is added to the draft."""
    stored = item_or_404(request, pk)
    upload = request.FILES.get("upload")
    if upload is None:
        messages.error(request, "没有选择文件，请先选择要添加的附件。")
    else:
        done(
            request,
            Attach(stored, request.user, upload=upload, seen_revision_id=_seen(request)),
            f"已添加附件“{upload.name}”。",
        )
    return redirect("office:item-edit", pk)


@office_screen()
@require_POST
def detach(request: OfficeRequest, pk: int, key: Any) -> HttpResponse:
    """A file is taken off the draft; what is public keeps it until the new version is."""
    stored = item_or_404(request, pk)
    done(
        request,
        RemoveAttachment(stored, request.user, key=key, seen_revision_id=_seen(request)),
        "已移除附件。",
    )
    return redirect("office:item-edit", pk)
