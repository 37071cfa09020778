"""Every address x every role x every state of an item, from the configuration of URLs: who sees what, who changes what.

A page that is added is tried here on the same day. What it needs is a line in tests/office/addresses.py.
"""

from __future__ import annotations

import datetime
import functools
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import transaction
from tests.office import filled_forms, stage, tables
from tests.office.addresses import addresses, missing, provider_of
from tests.office.stage import OTHER_TOWN, OTHERS, OUTSIDERS, READERS, ROLES, Stage
from tests.office.states import COMMON
from tests.office.visits import Answer, Visits, faults_of_page
from tests.office.walking import Screen, screens

from gongkai.acts.days import CHINA
from gongkai.agencies.models import Person
from gongkai.channels.bodies.pictures import shown_pictures

MORNING = datetime.datetime(2024, 6, 3, 9, 0, tzinfo=CHINA)
ALL = screens()
CLOSED = [screen for screen in ALL if screen.is_closed and not screen.is_shadowed()]
OPEN = [screen for screen in ALL if not screen.is_closed]
# Icons and words of Wagtail's scripts: the same for everybody, with nothing of ours in them.
WITHOUT_CONTENT = frozenset({"wagtailadmin_sprite", "wagtailadmin_javascript_catalog"})
# One's own account is everybody's who is signed in, also before he has a post.
OF_ONESELF = frozenset({"office:account"})
# A view is asked for its head by these; once for each status that it has answered with.
ASKING_FOR_HEAD = frozenset({"anonymous", "drafter", "accounts"})
TYPING = frozenset({"anonymous", "drafter", "chief", "accounts", "auditor"})
# Both databases have to answer the questions of those: nobody, who writes, who keeps the accounts, who looks on from
# above. Who sees what of the answers, and who is refused, is the same on both.
ON_BOTH = frozenset({"anonymous", "drafter", "accounts", "supervisor"})
# Wagtail's screens are closed before it is looked at who asks: to nobody, and to who may do the most.
ASKING_FOR_CLOSED = ("anonymous", "newcomer", "chief", "superuser")
# A page of the portal is made without knowing who reads it: these look at each, the others at the first.
READING_IN_PUBLIC = frozenset({"anonymous", "superuser", "drafter", "auditor", "other drafter"})


def _roles(roles: tuple[str, ...]) -> list[Any]:
    return [role if role in ON_BOTH else pytest.param(role, marks=pytest.mark.any_database) for role in roles]


# Of the states of an item those that an empty form is sent to; filled-in ones are sent to all.
EMPTY_TO = ("草稿", "待再审", "公开", "撤回")
# To have the register verified is to read it: the order is a task, and changes nothing.
ORDERED = frozenset({"django_tasks_db_dbtaskresult", "django_tasks_database_dbtaskresult"})
# A supervisor writes down what he found of a body, and the trainings that the county held.
BY_SUPERVISORS = {
    "office:assessment-create": frozenset({"agencies_assessment"}),
    "office:assessment-correct": frozenset({"agencies_assessment"}),
    "office:training-create": frozenset({"agencies_training", "agencies_trainingattendance"}),
}
# Wagtail's window for a link fails over a form without a field for the address; it reads nothing and writes nothing.
BROKEN_BY_WAGTAIL = frozenset({"wagtailadmin_choose_page_external_link"})
# An address that nobody's browser makes, but anybody can type.
ODD = "?agency=²&before=²&after=9999999999999999999999&column=abc&year=²&day=9999-99-99&state=x&q=%00&text=%00&above=²"


def named(screen: Screen) -> str:
    """The name in the report of a test."""
    return screen.name


@pytest.fixture(scope="module")
def visits(django_db_setup: None, django_db_blocker: Any) -> Iterator[Visits]:
    """The world, built once; every visit is put back."""
    with (
        django_db_blocker.unblock(),
        stage.folders(),
        time_machine.travel(MORNING, tick=True),
        transaction.atomic(),
    ):
        logging.disable(logging.ERROR)
        built = stage.build()
        # As after the first readers: a size that is put back would be made again at each visit.
        shown_pictures(picture.pk for kept in built.items for picture in kept.pictures)
        # The clock stands from now on: with every minute that goes by each visit would note that its person is there.
        with time_machine.travel(datetime.datetime.now(CHINA), tick=False):
            yield Visits(built)
        logging.disable(logging.NOTSET)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def bodies(visits: Visits) -> dict[str, list[filled_forms.Body]]:
    """The filled-in forms of all pages, by the view that they are sent to."""
    found: dict[str, list[filled_forms.Body]] = {}
    ours = [screen for screen in OPEN if screen.is_of_the_office and not screen.is_wagtails]
    for body in filled_forms.harvest(visits, ours):
        found.setdefault(body.screen, []).append(body)
    return found


@pytest.fixture(scope="module")
def before(visits: Visits) -> dict[str, tables.Rows]:
    """What stands in the database before anything is tried; each test puts it back to that."""
    return tables.snapshot()


@pytest.mark.parametrize("screen", [screen for screen in OPEN if screen.parameters], ids=named)
def test_it_is_said_what_stands_in_an_address(screen: Screen) -> None:
    assert provider_of(screen) is not None, missing(screen)


@pytest.mark.any_database
@pytest.mark.parametrize("screen", CLOSED, ids=named)
def test_the_rest_of_wagtail_is_not_there_for_anybody(visits: Visits, screen: Screen) -> None:
    path = screen.any_path()
    asked = [*((role, "GET") for role in ASKING_FOR_CLOSED), ("superuser", "POST"), ("chief", "POST")]
    statuses = {(role, method): visits.ask(method, role, path).status for role, method in asked}
    assert {key: status for key, status in statuses.items() if status != 404} == {}


@pytest.mark.parametrize("role", _roles(ROLES))
@pytest.mark.parametrize("screen", OPEN, ids=named)
def test_looking(visits: Visits, screen: Screen, role: str) -> None:
    hidden = visits.stage.hidden_from(role)
    faults, asked_for_head = [], set()
    where = addresses(screen, visits.stage)
    for address in where[:1] if screen.name == "portal:page" and role not in READING_IN_PUBLIC else where:
        answer = visits.get(role, address.path)
        found = [*_leaks(answer, hidden), *_wrong(screen, role, answer)]
        if role in ASKING_FOR_HEAD and answer.status not in asked_for_head:
            asked_for_head.add(answer.status)
            head = visits.ask("HEAD", role, address.path)
            found += [f"HEAD {head.status}，GET {answer.status}"] if head.status != answer.status else []
        faults += [f"{screen.name} {role} {address.label} {address.path}：{fault}" for fault in found]
        if answer.status == 405:
            break  # only a POST is meant, whatever the state: test_who_only_reads_changes_nothing has it
    assert faults == []


@pytest.mark.parametrize("role", _roles(ROLES))
@pytest.mark.parametrize("screen", [screen for screen in OPEN if not screen.parameters], ids=named)
def test_looking_for_what_is_anothers(visits: Visits, screen: Screen, role: str) -> None:
    [address] = addresses(screen, visits.stage)
    town, item = visits.stage.town.pk, visits.stage.item("草稿").pk
    asked = f"?agency={town}&q={COMMON}&text={COMMON}&item={item}&id={item}&above={town}"
    hidden = visits.stage.hidden_from(role)
    for query in (asked, ODD) if role in TYPING else (asked,):
        answer = visits.get(role, address.path + query)
        assert [*_leaks(answer, hidden), *_wrong(screen, role, answer)] == [], address.path + query


def _leaks(answer: Answer, hidden: list[tuple[str, str]]) -> list[str]:
    if not answer.shows(COMMON):
        return []
    return [f"看到了“{label}”的未公开内容 {mark}" for mark, label in hidden if answer.shows(mark)]


def _wrong(screen: Screen, role: str, answer: Answer) -> Iterator[str]:
    if answer.status >= 500 and screen.name != "readyz":
        yield f"{answer.status} {answer.error}"
    if answer.status == 200 and screen.is_of_the_office and role in OUTSIDERS:
        own = screen.name in OF_ONESELF and role in ("newcomer", "superuser")
        if not (own or screen.is_sign_in or screen.name in WITHOUT_CONTENT):
            yield "没有岗位的人打开了办公页面"
    if answer.status == 200 and answer.is_page and not screen.is_wagtails:
        yield from faults_of_page(answer, _usernames())


@functools.cache
def _usernames() -> set[str]:
    return set(Person.objects.values_list("username", flat=True))


def test_what_is_hidden_from_others_is_shown_to_those_who_work_on_it(visits: Visits) -> None:
    """Without this the search for marks could find nothing because there are none."""
    for kept in visits.stage.items:
        role = "drafter" if kept.item.agency_id == visits.stage.town.pk else "auditor"
        answer = visits.get(role, f"/office/items/{kept.pk}/")
        assert answer.shows((kept.secret or kept.public)[-1]), kept.label
        assert bool(visits.stage.hidden_from("anonymous"))


@pytest.mark.any_database
@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("screen", OPEN, ids=named)
def test_who_only_reads_changes_nothing(
    visits: Visits,
    before: dict[str, tables.Rows],
    bodies: dict[str, list[filled_forms.Body]],
    screen: Screen,
    role: str,
) -> None:
    changed: list[str] = []
    with transaction.atomic():
        with tables.written() as written:
            statuses = list(_send_everything(visits.stage, screen, role, bodies.get(screen.name, [])))
        if written - _own(screen, role):
            changed = tables.changes(before, tables.snapshot(), allowed=_own(screen, role))
        if role in OTHERS:
            changed = [change for change in changed if not _is_of_their_own(screen, change)]
        transaction.set_rollback(True)
    assert changed == []
    assert [line for line in statuses if line] == []


def _send_everything(
    world: Stage, screen: Screen, role: str, found: list[filled_forms.Body]
) -> Iterator[str]:
    """Send an empty body to each address, then what others have on their pages. Gives what went wrong."""
    where = addresses(screen, world)
    about_items = [address for address in where if address.label in EMPTY_TO]
    sent: dict[Any, tuple[str, str, dict[str, Any]]] = {
        address.path: (address.label, address.path, {}) for address in about_items or where[:3]
    }
    # The same form stands on the pages of several people, and the one to sign out on every page.
    for body in found[:1] if screen.is_sign_in else found:
        sent[body.path, body.data] = (body.label, body.path, body.sent())
    for label, path, data in sent.values():
        if role in OTHERS and label.startswith(OTHER_TOWN):
            continue  # what they may do with their own is not asked here
        response = world.client(role).post(path, data)
        b"".join(response)
        if response.status_code >= 500 and screen.name not in BROKEN_BY_WAGTAIL:
            yield f"POST {screen.name} {role} {label} {path}：{response.status_code} {response.exc_info[1]!r}"


def _own(screen: Screen, role: str) -> frozenset[str]:
    """What somebody may change by this screen although he only reads."""
    if screen.is_sign_in and role != "anonymous":
        return frozenset({"agencies_person", "mfa_authenticator", "account_emailaddress"})
    if screen.name == "account_login":
        return frozenset({"agencies_person"})
    if screen.name == "register:verify" and role in ("auditor", "supervisor"):
        return ORDERED
    return BY_SUPERVISORS.get(screen.name, frozenset()) if role == "supervisor" else frozenset()


def _is_of_their_own(screen: Screen, change: str) -> bool:
    """Whether somebody of the other town added something, where no address names 惠民镇's."""
    return not screen.parameters and change.endswith("新增")


@pytest.mark.any_database
@pytest.mark.parametrize(
    "screen",
    [
        screen
        for screen in OPEN
        if screen.is_of_the_office and not screen.is_wagtails and not screen.is_sign_in
    ],
    ids=named,
)
def test_who_may_change_it_can(
    visits: Visits,
    before: dict[str, tables.Rows],
    bodies: dict[str, list[filled_forms.Body]],
    screen: Screen,
) -> None:
    """The bodies that others are refused are good ones: sent by whose page they stood on, they change something."""
    found = bodies.get(screen.name, [])
    if not found:
        return
    answers = []
    for body in found:
        with transaction.atomic():
            response = visits.stage.client(body.role).post(body.path, body.sent())
            changed = tables.changes(before, tables.snapshot())
            transaction.set_rollback(True)
        if changed:
            return
        answers.append(f"{body.role} {body.path} {response.status_code} {_said(response)}")
    pytest.fail(
        f"{screen.name} 的表单谁都没有办成。请在 tests/office/filled_forms.py 的 TYPED 里写明该填什么：\n"
        + "\n".join(answers[:5])
    )


def _said(response: Any) -> str:
    text = Answer(response.status_code, {}, response.content).text
    return " ".join(part for part in text.split() if "。" in part)[:400]


GUARDED = ("deputy", "chief", "accounts")


@pytest.mark.parametrize("role", GUARDED)
def test_a_leader_without_a_second_factor_gets_no_further_than_to_set_it_up(
    visits: Visits, settings: Any, role: str
) -> None:
    """With the factor asked for, as it is in an office; the tests above sign in without."""
    settings.SECOND_FACTOR_REQUIRED = True
    set_up, faults = "/office/account/second-factor/", []
    with transaction.atomic():
        Authenticator.objects.filter(user=visits.stage.people[role]).delete()
        for screen in OPEN:
            if not screen.is_of_the_office or screen.is_sign_in:
                continue
            address = addresses(screen, visits.stage)[0]
            for method in ("GET", "POST"):
                answer = visits.ask(method, role, address.path)
                if (answer.status, answer.headers.get("Location")) != (302, set_up):
                    faults.append(f"{method} {screen.name} {address.path}：{answer.status}")
        assert visits.ask("GET", role, set_up).status == 200
        transaction.set_rollback(True)
    assert faults == []


def test_with_the_second_factor_set_up_the_same_leader_works(visits: Visits, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    assert visits.ask("GET", "deputy", "/office/").status == 200
