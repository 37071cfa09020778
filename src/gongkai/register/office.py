"""The staff screens of the register, under /office/register/: search, one entry, the chain's state, downloads."""

from __future__ import annotations

import json
import tempfile
from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.acts.days import today
from gongkai.agencies.access import OfficeRequest, office_screen
from gongkai.agencies.models import PostRole
from gongkai.agencies.powers import Powers
from gongkai.register.chain import link
from gongkai.register.clearing import STAGE_LABELS
from gongkai.register.column_kinds import column_kind_label
from gongkai.register.exporting import write_json_lines, write_workbook
from gongkai.register.forms import SearchForm
from gongkai.register.ledger_form import clock, signature
from gongkai.register.models import ChainHead, Checkpoint, Entry, Verification
from gongkai.register.queries import EntryQuerySet, page_of
from gongkai.register.tasks import verify_for

BEYOND = 2**63 - 1


def _powers(request: OfficeRequest) -> Powers:
    return request.powers


def may_verify(powers: Powers) -> bool:
    """Auditors and supervisors: it reads everything, whoever's it is."""
    return powers.audits or powers.has(PostRole.SUPERVISOR)


def _selected(request: OfficeRequest) -> tuple[EntryQuerySet, SearchForm]:
    """What the person may read of what was asked for; with an error in the form, nothing."""
    form = SearchForm(request.GET, _powers(request))
    visible = Entry.objects.visible_to(_powers(request))
    return (visible.matching(form.search()) if form.is_valid() else visible.none()), form


def _number(request: OfficeRequest, name: str) -> int | None:
    """A sequence number in the address; anything else counts as none."""
    text = request.GET.get(name, "")
    return min(int(text), BEYOND) if text.isascii() and text.isdigit() and len(text) < 20 else None


@require_safe
@office_screen()
def index(request: OfficeRequest) -> HttpResponse:
    """The register, newest entry first. The number of queries does not depend on the number of entries."""
    entries, form = _selected(request)
    page = page_of(entries, before=_number(request, "before"), after=_number(request, "after"))
    chosen = {name: value for name, value in request.GET.items() if name not in ("before", "after") and value}
    context = {
        "form": form,
        "page": page,
        "filtered": bool(chosen),
        "query": _encoded(request),
        # A word is found page by page; only to count the rest would mean to read the whole register.
        "total": None if form.errors or form.cleaned_data.get("text") else entries.count(),
        "may_verify": may_verify(_powers(request)),
        **_state(),
    }
    return render(request, "register/index.html", context)


def _encoded(request: OfficeRequest) -> str:
    """The search as a query string, without the place in it."""
    query = request.GET.copy()
    for name in ("before", "after"):
        query.pop(name, None)
    return query.urlencode()


def _state() -> dict[str, Any]:
    return {
        "head": ChainHead.objects.filter(pk=1).first(),
        "verification": Verification.objects.select_related("recorded_by").order_by("-pk").first(),
        "checkpoint": Checkpoint.objects.order_by("-day").first(),
    }


@require_safe
@office_screen()
def entry(request: OfficeRequest, sequence: int) -> HttpResponse:
    """One entry: what it says, its canonical body, its hashes and whether they fit."""
    visible = Entry.objects.visible_to(_powers(request)).select_related("agency")
    found = get_object_or_404(visible, sequence=min(sequence, BEYOND))
    before = Entry.objects.filter(sequence=found.sequence - 1).values_list("entry_hash", flat=True).first()
    body = json.loads(found.body)
    context = {
        "entry": found,
        "body": body,
        "canonical": json.dumps(body, ensure_ascii=False, indent=2, sort_keys=True),
        "reviewers": [
            (STAGE_LABELS.get(reviewer["stage"], "补审"), signature(reviewer))
            for reviewer in body["reviewers"]
        ],
        "public_at": clock(body["public_at"]),
        "column_kind": column_kind_label(found.column_kind),
        "fits_itself": link(found.previous_hash, found.body) == found.entry_hash,
        "fits_before": found.sequence == 1 or found.previous_hash == before,
        "same_subject": list(
            visible.of_subject(found.subject_type, found.subject_id).exclude(pk=found.pk)[:50]
        ),
    }
    return render(request, "register/entry.html", context)


@require_safe
@office_screen()
def workbook(request: OfficeRequest) -> HttpResponse:
    """What is listed, in the usual form of a register."""
    entries, form = _selected(request)
    if form.errors:
        return _asked_again(request)
    day = today()
    note = f"{request.user}于{day.year}年{day.month}月{day.day}日导出"
    file = _temporary()
    write_workbook(entries, file, note)
    return _download(file, "xlsx")


@require_safe
@office_screen()
def json_lines(request: OfficeRequest) -> HttpResponse:
    """What is listed, a line an entry."""
    entries, form = _selected(request)
    if form.errors:
        return _asked_again(request)
    file = _temporary()
    write_json_lines(entries, file)
    return _download(file, "jsonl")


def _asked_again(request: OfficeRequest) -> HttpResponse:
    """The list, which says what is wrong with the question: an empty file would say that nothing was registered."""
    return redirect(f"{reverse('register:index')}?{_encoded(request)}")


def _temporary() -> BinaryIO:
    """On the disk: it may be as large as the register."""
    return cast(BinaryIO, tempfile.TemporaryFile())


def _download(file: BinaryIO, ending: str) -> HttpResponse:
    file.seek(0)
    kinds = {
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "jsonl": "application/jsonl",
    }
    name = f"登记台账{today():%Y%m%d}.{ending}"
    response = FileResponse(file, as_attachment=True, filename=name, content_type=kinds[ending])
    # A streaming response is no HttpResponse by its class, and does for a view what one does.
    return cast(HttpResponse, response)


@require_POST
@office_screen(may_verify)
def verify(request: OfficeRequest) -> HttpResponse:
    """Have the whole register verified now, behind the screen."""
    verify_for.enqueue(request.user.pk)
    messages.success(request, "已开始核对，条目多时要几秒到几分钟。请稍后刷新本页，看“最近一次核对”。")
    return redirect("register:index")
