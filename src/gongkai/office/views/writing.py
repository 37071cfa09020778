"""Writing an item: the form, the checks beside it, and what happens when somebody else saved first.

Adding or removing a file and masking save first what was typed: nothing that stands in the form is lost by them.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from wagtail.rich_text import RichText

from gongkai.acts.action import Action, Refused
from gongkai.agencies.access import OfficeRequest, office_screen
from gongkai.agencies.models import Agency
from gongkai.disclosure import drafts
from gongkai.disclosure.actions.attach import Attach, RemoveAttachment
from gongkai.disclosure.actions.mask_personal_data import MaskPersonalData
from gongkai.disclosure.actions.save_draft import SaveDraft
from gongkai.disclosure.models import Column, Item
from gongkai.disclosure.rights import may_draft
from gongkai.office.editor_config import editor_config
from gongkai.office.forms.item import ItemForm
from gongkai.office.views import asking
from gongkai.office.views.item_ends import done
from gongkai.office.views.items import drafting_agencies, item_or_404
from gongkai.office.views.revisions import present_fields


def _form(request: OfficeRequest, item: Item, agency: Agency) -> ItemForm:
    return ItemForm(request.POST or None, instance=item, agency=agency, for_user=request.user)


def _save(request: OfficeRequest, form: ItemForm) -> HttpResponse | SaveDraft:
    """Save what was typed. A refusal gives the action back, so that the form can be shown again with the reason."""
    action = SaveDraft(form.written(), request.user, form.cleaned_data["seen_revision"])
    try:
        item = action.perform()
    except Refused as refusal:
        for reason in refusal.reasons:
            form.add_error(None, reason)
        return action
    followed = _besides(request, item)
    well = done(request, *followed) if followed else True
    if followed is None:
        messages.success(request, "已保存草稿。")
    if "submit" in request.POST and well:
        return redirect("office:item-submit", item.pk)
    return redirect("office:item-edit", item.pk)


def _besides(request: OfficeRequest, item: Item) -> tuple[Action[Any], str] | None:
    """What is to be done to the draft that was just saved, and what is said of it; None when only saving was meant."""
    seen = item.latest_revision_id
    removed, upload = asking.key(request.POST, "detach"), request.FILES.get("upload")
    if removed is not None:
        return RemoveAttachment(
            item, request.user, removed, seen_revision_id=seen
        ), "已保存草稿，并移除附件。"
    if "mask" in request.POST:
        said = "已保存草稿，并遮盖其中的个人信息，请核对后再送审。"
        return MaskPersonalData(item, request.user, seen_revision_id=seen), said
    if upload is not None:
        # A file that was chosen is meant to be added, whichever button was pressed.
        action = Attach(item, request.user, upload=upload, seen_revision_id=seen)
        return action, f"已保存草稿，并添加附件“{upload.name}”。"
    if "attach" in request.POST:
        messages.warning(request, "没有选择文件，请先选择要添加的附件。")
    return None


def _write(request: OfficeRequest, item: Item, agency: Agency) -> HttpResponse:
    form = _form(request, item, agency)
    other: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        saved = _save(request, form)
        if isinstance(saved, HttpResponse):
            return saved
        if saved.is_stale and saved.present is not None:
            other = _both_versions(form, saved.present)
    context = {
        "form": form,
        "item": item,
        "agency": agency,
        "media": form.media,
        "editor_config": editor_config(request),
        "upload_megabytes": settings.UPLOAD_BYTES >> 20,
        "form_bytes": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
        "file_not_kept": bool(request.FILES),
        "attachments": item.attachments.all() if item.pk else [],
        "bodies": [] if item.pk else list(drafting_agencies(request.powers).order_by("path")),
        **other,
    }
    status = 409 if other else (422 if request.method == "POST" else 200)
    return render(request, "office/items/write.html", context, status=status)


def _both_versions(form: ItemForm, present: Item) -> dict[str, Any]:
    """What the other saved, beside what was typed here; the next saving is meant, with both seen."""
    latest = present.get_latest_revision_as_object()
    form.data = form.data.copy()
    form.data["seen_revision"] = str(present.latest_revision_id)
    return {
        "saved_by": getattr(present.latest_revision, "user", None),
        "saved_at": getattr(present.latest_revision, "created_at", None),
        "versions": present_fields(latest, form.instance),
    }


@office_screen()
def create(request: OfficeRequest) -> HttpResponse:
    """A new item, for the body asked for, or for the only one that the person writes for."""
    agencies = list(drafting_agencies(request.powers).order_by("path"))
    if not agencies:
        raise PermissionDenied("只有撰稿人、科室负责人和领导小组办公室主任可以起草信息。")
    asked = request.GET.get("agency", "")
    chosen = [a for a in agencies if str(a.pk) == asked] or agencies[:1]
    # A text to write in stands open, so that nobody has to find out how to begin.
    item = Item(agency=chosen[0], body=[("text", RichText(""))])
    column = Column.objects.filter(agency=chosen[0], pk=asking.number(request.GET, "column") or 0).first()
    if column is not None:
        item.column = column
    return _write(request, item, chosen[0])


@office_screen()
def edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """The latest version of an item, to be written on."""
    stored = item_or_404(request, pk)
    if not may_draft(request.powers, stored.agency):
        raise PermissionDenied(f"您不是{stored.agency.short_name}的撰稿人，不能修改它的信息。")
    item = stored.get_latest_revision_as_object()
    item.latest_revision_id = stored.latest_revision_id
    # Told before anything is typed. What was typed when it might still be is not lost: saving is refused, with the text shown.
    if request.method != "POST" and (reason := stored.why_not_written_on()):
        messages.warning(request, reason)
        return redirect("office:item", pk)
    return _write(request, item, stored.agency)


@office_screen()
@require_POST
def check(request: OfficeRequest) -> HttpResponse:
    """What the draft checks say of what stands in the form right now; nothing is saved."""
    agency = get_object_or_404(drafting_agencies(request.powers), pk=asking.number(request.POST, "agency"))
    pk = asking.number(request.POST, "item")
    item = item_or_404(request, pk).get_latest_revision_as_object() if pk else Item(agency=agency)
    form = _form(request, item, agency)
    written = form.as_typed()
    findings = drafts.reported(written)
    standing = [report.finding for report in findings if report.is_open]
    context = {
        "findings": findings,
        "blocking": sum(finding.is_blocking for finding in standing),
        "maskable": any(finding.mask_available for finding in standing),
        "item": item,
        "unread": form.body_unread,
    }
    return render(request, "office/items/findings.html", context)
