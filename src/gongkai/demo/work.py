"""The office work of the example county: each step by the action that people use, in the name of whoever has the post."""

from __future__ import annotations

import datetime
import zlib
from dataclasses import fields, replace
from functools import singledispatchmethod
from io import BytesIO
from typing import Any

from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.acts.days import today
from gongkai.agencies.models import Agency, Appointment, Person, PostRole
from gongkai.demo.carrying import steps
from gongkai.demo.files import drawing
from gongkai.demo.program import (
    Carried,
    Happening,
    Hung,
    Published,
    Removed,
    Reported,
    Revalued,
    Revised,
    Urgent,
    Withdrawn,
)
from gongkai.demo.reporting import report_file
from gongkai.demo.timeline import Timeline, moment, workday_before
from gongkai.demo.writing import Photo, Writing, body_of
from gongkai.disclosure.actions.attach import Attach
from gongkai.disclosure.actions.save_draft import SaveDraft
from gongkai.disclosure.actions.validity import ChangeValidity
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import Column, Item, Picture
from gongkai.reports.actions import MakeReportItem
from gongkai.review.actions import Approve, ConfirmEmergency, PublishInEmergency, SendBack, Submit
from gongkai.review.models import Stage
from gongkai.review.settings import terms_of

REVIEWERS = {
    Stage.FIRST: PostRole.SECTION_HEAD,
    Stage.SECOND: PostRole.DEPUTY_LEADER,
    Stage.FINAL: PostRole.CHIEF,
}
OPINIONS = ("同意公开。", "已核对，同意。", "内容属实，同意公开。", "", "按规定公开。")
PLAIN = frozenset(
    ("title", "summary", "theme", "genre", "document_number", "keywords", "formed_on", "go_live_at")
)


class Office:
    """All bodies of the county at work. Items are known by the keys of their writings."""

    def __init__(self, timeline: Timeline, present: datetime.date) -> None:
        self.timeline = timeline
        self.present = present
        self.agencies: dict[str, Agency] = {}
        self._items: dict[str, int] = {}
        self._writings: dict[str, Writing] = {}
        self._pictures: dict[Photo, int] = {}

    def item(self, key: str) -> Item:
        """The item as it is stored now."""
        item: Item = Item.objects.select_related("agency").get(pk=self._items[key])
        return item

    def holder(self, agency: Agency, role: PostRole) -> Person:
        """Who holds the post today."""
        held = Appointment.objects.on(today()).filter(post__agency=agency, post__role=role)
        person: Person = held.select_related("person").order_by("post__rank", "pk")[0].person
        return person

    # The steps, each done at its moment.

    def draft(self, agency_name: str, writing: Writing) -> None:
        """The drafter writes and attaches."""
        agency = self.agencies[agency_name]
        drafter = self.holder(agency, PostRole.DRAFTER)
        item = Item(agency=agency, column=Column.objects.get(agency=agency, slug=writing.column))
        self._fill(item, writing)
        self._items[writing.key] = SaveDraft(item, drafter).perform().pk
        self._writings[writing.key] = writing
        self._attach(writing, drafter)

    def rewrite(self, key: str, **changes: Any) -> None:
        """The drafter changes what was written."""
        stored = self.item(key)
        drafter = self.holder(stored.agency, PostRole.DRAFTER)
        writing = self._writings[key] = replace(self._writings[key], **changes)
        latest = stored.get_latest_revision_as_object()
        formed_on = latest.formed_on
        self._fill(latest, writing)
        latest.formed_on = writing.formed_on or formed_on
        SaveDraft(latest, drafter, stored.latest_revision_id).perform()
        if "files" in changes:
            self._attach(writing, drafter)

    def submit(self, key: str) -> None:
        """The drafter confirms the checklist and submits; where a head of section does the first review, he as well."""
        item = self.item(key)
        checklist = [check.key for check in terms_of(item.agency_id, today()).checklist]
        drafter = self.holder(item.agency, PostRole.DRAFTER)
        Submit(item, drafter, item.latest_revision_id, checklist=checklist).perform()

    def approve(self, key: str, stage: Stage) -> None:
        """Whoever has the post passes the stage."""
        item = self.item(key)
        terms = terms_of(item.agency_id, today())
        checklist = [check.key for check in terms.checklist] if stage is Stage.FIRST else []
        by = self.holder(item.agency, terms.roles(stage)[0])
        opinion = OPINIONS[zlib.crc32(f"{key}{stage}".encode()) % len(OPINIONS)]
        Approve(item, by, item.latest_revision_id, stage, opinion, checklist).perform()

    def first_review(self, key: str) -> None:
        """The first review, where it is not the drafter's."""
        if PostRole.DRAFTER not in terms_of(self.item(key).agency_id, today()).first:
            self.approve(key, Stage.FIRST)

    def send_back(self, key: str, reason: str) -> None:
        """The second reviewer sends it back."""
        item = self.item(key)
        SendBack(
            item, self.holder(item.agency, PostRole.DEPUTY_LEADER), item.latest_revision_id, reason
        ).perform()

    def _fill(self, item: Item, writing: Writing) -> None:
        for name in PLAIN:
            setattr(item, name, getattr(writing, name))
        if item.formed_on is None:
            item.formed_on = today()
        item.duties = list(writing.duties)
        item.source = item.agency.name
        item.body = body_of(writing.text, lambda photo: self._picture(item.agency, photo), writing.key)
        if writing.interprets:
            item.interprets = [self.item(key) for key in writing.interprets]

    def _attach(self, writing: Writing, drafter: Person) -> None:
        for file in writing.files:
            upload = SimpleUploadedFile(file.name, file.make())
            Attach(self.item(writing.key), drafter, upload, file.title).perform()

    def _picture(self, agency: Agency, photo: Photo) -> int:
        if photo not in self._pictures:
            seed = zlib.crc32(photo.alternative_text.encode())
            file = ImageFile(BytesIO(drawing(seed)), name=f"example-{seed:08x}.png")
            self._pictures[photo] = Picture.objects.create(title=photo.caption, file=file, agency=agency).pk
        return self._pictures[photo]

    # What happens, noted on the timeline step by step.

    @singledispatchmethod
    def note(self, happening: Happening) -> None:
        """Note on the timeline what happens to an item. What would still be going on today did not happen."""
        raise TypeError(type(happening).__name__)

    @note.register
    def _(self, happening: Published) -> None:
        if happening.on >= self.present:
            return
        writing = happening.writing
        minute = _minute_of(writing.key)
        drafted_on = workday_before(happening.on)
        if happening.returned:
            first = workday_before(happening.on, 3)
            self._begin(happening.agency, writing, first, minute)
            back = moment(workday_before(happening.on, 2), 10, minute)
            self.timeline.at(back, lambda: self.send_back(writing.key, happening.returned))
            self.timeline.at(moment(drafted_on, 9, minute), lambda: self.rewrite(writing.key))
        else:
            self.timeline.at(moment(drafted_on, 9, minute), lambda: self.draft(happening.agency, writing))
        self.put_through(writing.key, happening.on)

    @note.register
    def _(self, happening: Revised) -> None:
        if happening.on >= self.present:
            return
        unknown = set(happening.changes) - {field.name for field in fields(Writing)}
        if unknown:
            raise TypeError(f"a writing has no {sorted(unknown)}")
        begun = moment(workday_before(happening.on), 9, _minute_of(happening.key))
        self.timeline.at(begun, lambda: self.rewrite(happening.key, **happening.changes))
        self.put_through(happening.key, happening.on)

    @note.register
    def _(self, happening: Withdrawn) -> None:
        if happening.on < self.present:
            self.timeline.at(moment(happening.on, 16), lambda: self._withdraw(happening))

    @note.register
    def _(self, happening: Revalued) -> None:
        if happening.on < self.present:
            self.timeline.at(moment(happening.on, 16, 30), lambda: self._revalue(happening))

    @note.register
    def _(self, happening: Urgent) -> None:
        if happening.on >= workday_before(self.present):
            return
        key = happening.writing.key
        self.timeline.at(moment(happening.on, 13, 5), lambda: self.draft(happening.agency, happening.writing))
        self.timeline.at(moment(happening.on, 13, 20), lambda: self._hurry(key, happening.reason))
        confirmed = happening.on + datetime.timedelta(days=1)
        self.timeline.at(moment(confirmed, 9, 5), lambda: self._confirm(key, happening.confirmation))

    @note.register
    def _(self, happening: Reported) -> None:
        if happening.on >= self.present:
            return
        drafted_on = workday_before(happening.on)
        begun = moment(drafted_on, 9, _minute_of(happening.key))
        self.timeline.at(begun, lambda: self._make_report(happening, drafted_on))
        self.put_through(happening.key, happening.on)

    @note.register(Carried | Hung | Removed)
    def _(self, happening: Carried | Hung | Removed) -> None:
        for when, act in steps(happening, self):
            if when < moment(self.present, 0):
                self.timeline.at(when, act)

    def put_through(self, key: str, on: datetime.date) -> None:
        """Note the steps from submission, on the working day before, to the final review on `on`."""
        eve, minute = workday_before(on), _minute_of(key)
        self.timeline.at(moment(eve, 10, minute), lambda: self.submit(key))
        self.timeline.at(moment(eve, 11, minute), lambda: self.first_review(key))
        self.timeline.at(moment(eve, 15, minute), lambda: self.approve(key, Stage.SECOND))
        self.timeline.at(moment(on, 9, minute), lambda: self.approve(key, Stage.FINAL))

    def _make_report(self, happening: Reported, dated: datetime.date) -> None:
        agency, told = self.agencies[happening.agency], happening.report
        file = report_file(told, agency.name, dated)
        upload = SimpleUploadedFile(f"{happening.agency}{told.year}年政府信息公开工作年度报告.docx", file)
        drafter = self.holder(agency, PostRole.DRAFTER)
        made = MakeReportItem(agency, drafter, year=told.year, upload=upload).perform()
        self._items[happening.key] = made.pk

    def _begin(self, agency: str, writing: Writing, day: datetime.date, minute: int) -> None:
        self.timeline.at(moment(day, 9, minute), lambda: self.draft(agency, writing))
        self.timeline.at(moment(day, 15, minute), lambda: self.submit(writing.key))
        self.timeline.at(moment(day, 16, minute), lambda: self.first_review(writing.key))

    def _withdraw(self, happening: Withdrawn) -> None:
        item = self.item(happening.key)
        Withdraw(item, self.holder(item.agency, PostRole.CHIEF), happening.reason).perform()

    def _revalue(self, happening: Revalued) -> None:
        item = self.item(happening.key)
        ChangeValidity(
            item,
            self.holder(item.agency, PostRole.CHIEF),
            validity=happening.validity,
            on=happening.on,
            basis=happening.basis,
            basis_item=self.item(happening.by_key) if happening.by_key else None,
        ).perform()

    def _hurry(self, key: str, reason: str) -> None:
        item = self.item(key)
        leader = self.holder(item.agency, PostRole.DEPUTY_LEADER)
        PublishInEmergency(item, leader, item.latest_revision_id, reason).perform()

    def _confirm(self, key: str, comment: str) -> None:
        item = self.item(key)
        chief = self.holder(item.agency, PostRole.CHIEF)
        ConfirmEmergency(item, chief, item.live_revision_id, comment).perform()


def _minute_of(key: str) -> int:
    """Not everything happens on the hour."""
    return zlib.crc32(key.encode()) % 50
