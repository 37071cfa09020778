"""A body's columns, its catalogue of duties and its terms: shown to those who read it, changed by those who arrange it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from gongkai.acts.action import Refused
from gongkai.agencies.access import OfficeRequest, office_screen
from gongkai.agencies.models import Agency
from gongkai.disclosure.actions.change_settings import (
    ChangeCatalogueEntry,
    ChangeColumn,
    ChangeSetting,
    ChangeTerm,
    may_arrange,
)
from gongkai.disclosure.models import CatalogueEntry, Column, CountyTerm
from gongkai.office.forms.arrangement import CatalogueEntryForm, ColumnForm, TermForm
from gongkai.office.views.items import readable_agencies
from gongkai.statute.duties import duty


def chosen_agency(request: OfficeRequest) -> tuple[Agency, list[Agency]]:
    """The body that the page is about, and those that it could be about.

    Raises:
        Http404: when the person reads no body, or asks for one that he does not read.
    """
    readable = [a for a in readable_agencies(request.powers).order_by("path") if a.publishes]
    asked = request.GET.get("agency", "")
    chosen = [a for a in readable if str(a.pk) == asked] if asked else readable[:1]
    if not chosen:
        raise Http404("没有这个机关，或者它不归您管。")
    return chosen[0], readable


@office_screen()
def columns(request: OfficeRequest) -> HttpResponse:
    """The columns and the catalogue of a body."""
    agency, readable = chosen_agency(request)
    entries = CatalogueEntry.objects.filter(agency=agency).select_related("column", "responsible")
    context = {
        "agency": agency,
        "agencies": readable,
        "columns": Column.objects.filter(agency=agency),
        "entries": [(entry, duty(entry.duty)) for entry in entries],
        "may_arrange": may_arrange(request.powers, agency),
    }
    return render(request, "office/arrangement/columns.html", context)


@office_screen()
def terms(request: OfficeRequest) -> HttpResponse:
    """The terms that a body watches for: its own, and those of the bodies above it."""
    agency, readable = chosen_agency(request)
    above = [*agency.get_ancestors(), agency]
    context = {
        "agency": agency,
        "agencies": readable,
        "terms": CountyTerm.objects.filter(agency__in=above)
        .select_related("agency")
        .order_by("agency__path", "written"),
        "may_arrange": may_arrange(request.powers, agency),
    }
    return render(request, "office/arrangement/terms.html", context)


def _change(
    request: OfficeRequest,
    row: Any,
    agency: Agency,
    form_class: Callable[..., forms.ModelForm[Any]],
    action: type[ChangeSetting],
    back: str,
) -> HttpResponse:
    form = form_class(request.POST or None, instance=row, agency=agency)
    if request.method == "POST" and form.is_valid():
        try:
            action(form.save(commit=False), request.user).perform()
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, "已保存。")
            return redirect(f"{back}?agency={agency.pk}")
    context = {"form": form, "agency": agency, "row": row, "label": action.label, "back": back}
    return render(request, "office/arrangement/form.html", context, status=422 if form.is_bound else 200)


def _row(request: OfficeRequest, model: type[models.Model], pk: int | None) -> tuple[Any, Agency]:
    if pk is None:
        return model(), chosen_agency(request)[0]
    row: Any = model._default_manager.select_related("agency").filter(pk=pk).first()
    if row is None or not request.powers.reads(row.agency):
        raise Http404("没有这一项，或者它不归您管。")
    return row, row.agency


@office_screen()
def column(request: OfficeRequest, pk: int | None = None) -> HttpResponse:
    """Make or change a column."""
    row, agency = _row(request, Column, pk)
    return _change(request, row, agency, ColumnForm, ChangeColumn, "/office/columns/")


@office_screen()
def catalogue_entry(request: OfficeRequest, pk: int | None = None) -> HttpResponse:
    """Make or change an entry of the catalogue."""
    row, agency = _row(request, CatalogueEntry, pk)
    return _change(request, row, agency, CatalogueEntryForm, ChangeCatalogueEntry, "/office/columns/")


@office_screen()
def term(request: OfficeRequest, pk: int | None = None) -> HttpResponse:
    """Make or change a term."""
    row, agency = _row(request, CountyTerm, pk)
    return _change(request, row, agency, TermForm, ChangeTerm, "/office/terms/")
