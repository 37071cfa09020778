"""Trainings and assessments: recorded as they happen, counted for the year's report."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.acts.action import Action
from gongkai.acts.days import today
from gongkai.agencies.access import OfficeRequest, office_screen
from gongkai.agencies.actions import RecordAssessment, RecordTraining
from gongkai.agencies.actions.assessing import may_assess
from gongkai.agencies.actions.training import may_record_training
from gongkai.agencies.models import Agency, Assessment, Person, Training
from gongkai.agencies.queries import supervision_counts, visible_to
from gongkai.agencies.queries.supervision import standing_assessments, standing_trainings
from gongkai.office.forms.supervision import AssessmentForm, TrainingForm
from gongkai.office.views import asking
from gongkai.office.views.acting import Page, act, posted


def _chosen(request: OfficeRequest) -> tuple[Agency, list[Agency]]:
    seen = [body for body in visible_to(request.powers).order_by("path") if body.publishes]
    asked = asking.number(request.GET, "agency")
    chosen = [body for body in seen if body.pk == asked] if asked is not None else seen[:1]
    if not chosen:
        raise Http404("没有这个机关，或者它不归您管。")
    return chosen[0], seen


def _year(request: OfficeRequest) -> int:
    asked = asking.number(request.GET, "year")
    return asked if asked is not None and 2008 <= asked <= 2100 else today().year


@office_screen()
def training(request: OfficeRequest) -> HttpResponse:
    """The trainings and assessments of a body in a year, and what they come to."""
    body, seen = _chosen(request)
    year = _year(request)
    concerned = Q(agency=body) | Q(attendances__agency=body)
    trainings = standing_trainings().filter(concerned, held_on__year=year).distinct()
    own = Count("attendances", filter=Q(attendances__agency=body), distinct=True)
    trainings = trainings.select_related("agency").annotate(
        came=Count("attendances", distinct=True), came_from_here=own
    )
    assessments = standing_assessments().filter(Q(agency=body) | Q(by=body), year=year)
    person: Any = request.user
    context = {
        "agency": body,
        "agencies": seen,
        "year": year,
        "years": range(today().year, today().year - 6, -1),
        "trainings": trainings.order_by("-held_on", "-pk"),
        "assessments": assessments.select_related("agency", "by").order_by("agency__path"),
        "counts": supervision_counts(body, year),
        "may_record": may_record_training(person, body),
        "may_assess": may_assess(person, body) and body.numchild > 0,
    }
    return render(request, "office/training/list.html", context)


def _people(request: OfficeRequest, body: Agency) -> Any:
    """Who may be ticked: the people of the body and of those below it."""
    found = Person.objects.filter(is_active=True, agency__path__startswith=body.path)
    return found.select_related("agency").order_by("agency__path", "name", "pk")


def _back(body: Agency, year: int) -> str:
    return f"{reverse('office:training')}?agency={body.pk}&year={year}"


def _record(request: OfficeRequest, body: Agency, corrects: Training | None) -> HttpResponse:
    if not may_record_training(request.user, body):
        raise Http404("这个机关的培训不归您登记。")
    initial: dict[str, Any] = {"held_on": today()}
    if corrects is not None:
        initial = {name: getattr(corrects, name) for name in ("title", "held_on", "hours", "teacher")}
        initial["attended"] = list(corrects.attendances.values_list("person_id", flat=True))
    form = TrainingForm(posted(request), people=_people(request, body), initial=initial)
    page = Page(
        f"{'更正' if corrects else '登记'}培训：{body.short_name}",
        "登记培训" if corrects is None else "登记更正",
        _back(body, (corrects.held_on if corrects else today()).year),
        lead="" if corrects is None else "原来的记录保留，统计以更正后的为准。",
        done="培训已登记。",
    )

    def action(data: dict[str, Any]) -> Action[Training]:
        return RecordTraining(body, request.user, corrects=corrects, **data)

    return act(request, page, form, action)


@office_screen()
def training_create(request: OfficeRequest) -> HttpResponse:
    """Record a training."""
    body, _ = _chosen(request)
    return _record(request, body, None)


@office_screen()
def training_correct(request: OfficeRequest, pk: int) -> HttpResponse:
    """Record a training anew, because something was wrong."""
    found = Training.objects.select_related("agency").filter(pk=pk).first()
    if found is None:
        raise Http404("没有这条培训记录。")
    return _record(request, found.agency, found)


def _assess(request: OfficeRequest, assessor: Agency, corrects: Assessment | None) -> HttpResponse:
    if not may_assess(request.user, assessor):
        raise Http404("这个机关的考核不归您登记。")
    initial: dict[str, Any] = {"year": today().year - 1, "concluded_on": today()}
    bodies = assessor.get_descendants().exclude(level="village").filter(in_service=True)
    if corrects is not None:
        names = ("agency", "year", "concluded_on", "score", "grade", "remarks")
        initial = {name: getattr(corrects, name) for name in names}
        bodies = Agency.objects.filter(pk=corrects.agency_id)
    form = AssessmentForm(posted(request), agencies=bodies, initial=initial)
    page = Page(
        f"{'更正' if corrects else '登记'}考核：{assessor.short_name}",
        "登记考核" if corrects is None else "登记更正",
        _back(assessor, corrects.year if corrects else today().year - 1),
        lead="" if corrects is None else "原来的记录保留，统计以更正后的为准。",
        done="考核已登记。",
    )

    def action(data: dict[str, Any]) -> Action[Assessment]:
        subject = data.pop("agency")
        return RecordAssessment(subject, request.user, assessor, corrects=corrects, **data)

    return act(request, page, form, action)


@office_screen()
def assessment_create(request: OfficeRequest) -> HttpResponse:
    """Record an assessment by the body in the address."""
    body, _ = _chosen(request)
    return _assess(request, body, None)


@office_screen()
def assessment_correct(request: OfficeRequest, pk: int) -> HttpResponse:
    """Record an assessment anew, because something was wrong."""
    found = Assessment.objects.select_related("by").filter(pk=pk).first()
    if found is None:
        raise Http404("没有这条考核记录。")
    return _assess(request, found.by, found)
