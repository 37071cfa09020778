"""The county is set up: bodies, posts, accounts, columns, and what its people learn and are assessed for."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from django.contrib.auth.hashers import get_hasher

from gongkai.agencies.actions import (
    AddPost,
    HandOver,
    OpenAccount,
    RecordAssessment,
    RecordTraining,
    SetUpAgency,
    TakeUp,
)
from gongkai.agencies.models import Agency, Appointment, Person, PostRole
from gongkai.demo import people, places
from gongkai.demo.account import Account
from gongkai.demo.people import Newcomer, Seat
from gongkai.demo.timeline import moment
from gongkai.demo.work import Office
from gongkai.disclosure.actions.change_settings import ChangeCatalogueEntry, ChangeColumn, ChangeTerm
from gongkai.disclosure.actions.set_up import SetUpDisclosure
from gongkai.disclosure.models import CatalogueEntry, Column, CountyTerm
from gongkai.review.actions import ChangeReviewSettings
from gongkai.review.settings import Terms

FOUNDED_ON = datetime.date(2023, 1, 3)
APPOINTED = "示例县任职安排（示例数据）"
TERMS: tuple[tuple[str, str, bool, str], ...] = (
    ("惠民乡", "惠民镇", True, "已改设为镇"),
    ("国土资源局", "自然资源和规划局", True, "机构改革后的名称"),
    ("贫困户", "脱贫户", False, "按现行口径"),
    ("残废人", "残疾人", True, "法律用语"),
    ("低保户", "低保对象", False, "规范用语"),
)
EXEMPT: dict[str, str] = {
    "a20_08": "本镇不设行政事业性收费项目。",
    "a20_14": "本镇不组织公务员招考，由县里统一办理并公开。",
    "a21_township_06": "本镇2023年以来没有房屋征收。",
}
"""Duties that 惠民镇 need not fulfil, and why."""
AS_IT_COMES = ("sfcg", "zdxm", "rsxx", "zscs")
"""Columns of 惠民镇 without a period: something stands in them when there is something."""


class Founding:
    """Sets everything up by the acts of the first keeper of accounts."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.people: dict[str, Person] = {}
        self.keeper: Person | None = None

    def note(self) -> None:
        """Note on the timeline what is set up, and when."""
        at = self.office.timeline.at
        town_names = tuple(name for _, name, _ in places.TOWNS if name != "惠民镇")
        seats = {
            places.COUNTY: people.COUNTY_SEATS,
            "惠民镇": people.HUIMIN,
            **people.seats_of_towns(town_names),
            **people.seats_of_departments(tuple(name for name, _, _ in places.DEPARTMENTS)),
        }
        for number, place in enumerate((places.county(), *places.departments(), *places.towns())):
            at(moment(FOUNDED_ON, 8, 30 + number), partial(self._found, place, seats[place.short_name]))
        at(moment(FOUNDED_ON, 9), self._found_villages)
        at(moment(FOUNDED_ON, 14), self._arrange)
        for newcomer in people.NEWCOMERS:
            if newcomer.on < self.office.present:
                at(moment(newcomer.on, 8, 30), partial(self._hand_over, newcomer))
        self._note_supervision()

    def accounts(self) -> list[Account]:
        """Give the shown accounts their passwords."""
        return [self._account(shown) for shown in people.SHOWN]

    def _found(self, place: places.Place, seats: tuple[Seat, ...]) -> None:
        parent = self.office.agencies.get(places.COUNTY)
        agency = SetUpAgency(parent, self.keeper, place.level, **place.fields).perform()
        self.office.agencies[place.short_name] = agency
        # The first keeper of accounts is appointed by the system itself, and appoints everybody else.
        ordered = sorted(seats, key=lambda seat: seat.role != PostRole.ACCOUNT_ADMINISTRATOR)
        for seat in ordered if self.keeper is None else seats:
            self._seat(agency, seat, place)
        SetUpDisclosure(agency, self.keeper).perform()

    def _seat(self, agency: Agency, seat: Seat, place: places.Place) -> None:
        post = AddPost(
            agency,
            self.keeper,
            seat.role,
            seat.title,
            rank=seat.rank,
            listed_as_leader=seat.listed,
            duties=seat.duties,
        ).perform()
        person = self._person(agency, seat.person, seat.role, place)
        TakeUp(post, self.keeper, person, FOUNDED_ON, APPOINTED).perform()
        if seat.role == PostRole.ACCOUNT_ADMINISTRATOR:
            self.keeper = person

    def _person(self, agency: Agency, name: str, role: PostRole, place: places.Place) -> Person:
        if name not in self.people:
            username = next(
                (
                    shown.username
                    for shown in people.SHOWN
                    if shown.agency == agency.short_name and _is_meant(shown, name, role)
                ),
                f"{place.account}.{sum(person.agency_id == agency.pk for person in self.people.values()) + 1}",
            )
            opened = OpenAccount(
                agency, self.keeper, name, username, work_telephone=place.telephone
            ).perform()
            self.people[name] = opened.person
        return self.people[name]

    def _found_villages(self) -> None:
        town = self.office.agencies["惠民镇"]
        for place in places.villages():
            SetUpAgency(town, self.keeper, place.level, **place.fields).perform()

    def _arrange(self) -> None:
        county, huimin = self.office.agencies[places.COUNTY], self.office.agencies["惠民镇"]
        head = self.office.holder(county, PostRole.OFFICE_HEAD)
        for written, preferred, blocking, remarks in TERMS:
            term = CountyTerm(
                agency=county, written=written, preferred=preferred, blocking=blocking, remarks=remarks
            )
            ChangeTerm(term, head).perform()
        clerk = self.office.holder(huimin, PostRole.OFFICE_HEAD)
        roster = Column.objects.get(agency=huimin, slug="zbxx")
        roster.description = "惠民镇值班安排（示例数据）。"
        ChangeColumn(roster, clerk).perform()
        for column in Column.objects.filter(agency=huimin, slug__in=AS_IT_COMES):
            column.update_every_days = None
            ChangeColumn(column, clerk).perform()
        for entry in CatalogueEntry.objects.filter(agency=huimin, duty__in=EXEMPT):
            entry.exempt_reason = EXEMPT[entry.duty]
            ChangeCatalogueEntry(entry, clerk).perform()
        finance = self.office.agencies["财政局"]
        terms = Terms(first=(PostRole.SECTION_HEAD,))
        chief = self.office.holder(finance, PostRole.CHIEF)
        ChangeReviewSettings(finance, chief, FOUNDED_ON, terms).perform()

    def _hand_over(self, newcomer: Newcomer) -> None:
        agency = self.office.agencies[newcomer.agency]
        held = Appointment.objects.on(newcomer.on).filter(post__agency=agency, post__role=newcomer.role)
        appointment = held.get(person__name=newcomer.leaves)
        place = next(one for one in places.towns() if one.short_name == newcomer.agency)
        person = self._person(agency, newcomer.person, newcomer.role, place)
        HandOver(appointment, self.keeper, person, newcomer.on, newcomer.basis).perform()

    def _note_supervision(self) -> None:
        """Trainings held, and the county's assessment of the towns."""
        at, present = self.office.timeline.at, self.office.present
        trainings = (
            (datetime.date(2024, 3, 22), "政府信息公开条例和三审要求", "2"),
            (datetime.date(2024, 10, 18), "个人信息遮盖和附件检查", "1.5"),
            (datetime.date(2025, 6, 20), "文件公开属性的审定", "1.5"),
            (datetime.date(2026, 4, 17), "公开信息登记台账的使用", "2"),
        )
        for day, title, hours in trainings:
            if day < present:
                at(moment(day, 17, 30), partial(self._train, day, title, Decimal(hours)))
        scores = (("惠民镇", "93.5", "良好"), ("永兴镇", "94", "良好"), ("桐子林镇", "96", "优秀"))
        concluded_on = datetime.date(2025, 1, 20)
        for town, score, grade in scores if concluded_on < present else ():
            at(moment(concluded_on, 16), partial(self._assess, town, concluded_on, Decimal(score), grade))

    def _train(self, day: datetime.date, title: str, hours: Decimal) -> None:
        agency = self.office.agencies["惠民镇"]
        head = self.office.holder(agency, PostRole.OFFICE_HEAD)
        held = Appointment.objects.on(day).filter(post__agency=agency).select_related("person")
        attended = {appointment.person_id: appointment.person for appointment in held}
        RecordTraining(agency, head, day, title, hours, list(attended.values()), "县政务公开办公室").perform()

    def _assess(self, town: str, day: datetime.date, score: Decimal, grade: str) -> None:
        county = self.office.agencies[places.COUNTY]
        supervisor = self.office.holder(county, PostRole.SUPERVISOR)
        remarks = "公开及时，个别栏目更新不够（示例数据）。"
        RecordAssessment(
            self.office.agencies[town], supervisor, county, day.year - 1, day, score, grade, remarks
        ).perform()

    def _account(self, shown: people.Shown) -> Account:
        person = Person.objects.select_related("agency").get(username=shown.username)
        password = people.password_of(shown.username)
        person.set_password(password)
        person.one_time_password_until = None
        person.save(update_fields=["password", "one_time_password_until"])
        held = Appointment.objects.on(self.office.present).filter(person=person).select_related("post")
        posts = tuple(appointment.post.title for appointment in held)
        return Account(
            shown.username, password, person.name, str(person.agency), shown.role, posts, shown.note
        )


def _is_meant(shown: people.Shown, name: str, role: PostRole) -> bool:
    """Whether a shown account is this person's: named, or the one with the role that it is there to show."""
    if shown.person:
        return shown.person == name
    return role in (PostRole.GROUP_DEPUTY, PostRole.SECTION_HEAD)


@contextlib.contextmanager
def quick_passwords() -> Iterator[None]:
    """Within it passwords are hashed in few rounds: nobody knows the one-time ones, and the others are on the screen.

    At the first sign-in the platform hashes a password again with all its rounds.
    """
    hasher = get_hasher()
    rounds = getattr(hasher, "iterations", None)
    if rounds is not None:
        hasher.iterations = 1000  # type: ignore[attr-defined]
    try:
        yield
    finally:
        if rounds is not None:
            hasher.iterations = rounds  # type: ignore[attr-defined]
