"""No list asks the database more when it is longer: as many queries with forty rows as with one."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.office.states import TOWN, Scenes
from tests.register.making import publish
from tests.world import World

from gongkai.acts.days import today
from gongkai.acts.models import AuditEntry
from gongkai.agencies.models import Agency, Appointment, Person, Post, PostRole
from gongkai.disclosure.models import CatalogueEntry, Column, ColumnKind, CountyTerm, Item
from gongkai.disclosure.states import ItemState
from gongkai.register.models import Entry
from gongkai.statute.duties import duties_for

MANY = 40
# How many queries there are is the same on both databases.
pytestmark = pytest.mark.any_database


@pytest.fixture(autouse=True)
def media(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def scenes(world: World) -> Scenes:
    """惠民镇's office, with one column to write in."""
    scenes = Scenes(world)
    scenes.column(ColumnKind.NOTICE)
    return scenes


def drafts(scenes: Scenes, number: int) -> None:
    """Begun, past their time to become public, and read for nobody else."""
    drafter = scenes.of(PostRole.DRAFTER)
    Item.objects.bulk_create(
        Item(
            agency=scenes.agency,
            column=scenes.column(ColumnKind.NOTICE),
            title=f"草稿{index}",
            formed_on=datetime.date(2024, 1, 2),
            drafted_by=drafter,
        )
        for index in range(number)
    )


def in_review(scenes: Scenes, number: int) -> None:
    """Waiting for the deputy leader."""
    for index in range(number):
        scenes.submit(scenes.begin(f"送审{index}", ItemState.IN_REVIEW))


def overdue(scenes: Scenes, number: int) -> None:
    """Waiting for the deputy leader since last month."""
    with time_machine.travel(timezone.now() - datetime.timedelta(days=30)):
        in_review(scenes, number)


def sent_back(scenes: Scenes, number: int) -> None:
    """Waiting for the drafter to mend them."""
    for index in range(number):
        kept = scenes.begin(f"退回{index}", ItemState.SENT_BACK)
        scenes.submit(kept)
        scenes.send_back(kept)


def entries(scenes: Scenes, number: int) -> None:
    """In the register, under subjects that nothing else has."""
    first = 100_000 + Entry.objects.count()
    for index in range(first, first + number):
        publish(scenes.world, index)


def columns(scenes: Scenes, number: int) -> None:
    """Columns, each with an entry of the catalogue and a person who answers for it."""
    agency = scenes.agency
    first = Column.objects.count()
    keys = [duty.key for duty in duties_for(agency.level)]
    for index in range(first, first + number):
        column = Column.objects.create(
            agency=agency,
            name=f"栏目{index}",
            slug=f"column-{index}",
            kind=ColumnKind.NEWS,
            update_every_days=30,
        )
        CatalogueEntry.objects.create(
            agency=agency, duty=keys[index % len(keys)], matter=f"事项{index}", column=column
        )


def terms(scenes: Scenes, number: int) -> None:
    """Words that the county watches for."""
    county = Agency.objects.get(short_name="测试县")
    first = CountyTerm.objects.count()
    CountyTerm.objects.bulk_create(
        CountyTerm(agency=county, written=f"误{index}", preferred=f"正{index}")
        for index in range(first, first + number)
    )


def audited(scenes: Scenes, number: int) -> None:
    """Acts of somebody in some body."""
    AuditEntry.objects.bulk_create(
        AuditEntry(
            act="SaveDraft",
            label="保存草稿",
            subject_title=f"第{index}条",
            agency_id=scenes.agency.pk,
            recorded_by=scenes.of(PostRole.DRAFTER),
        )
        for index in range(number)
    )


def bodies(scenes: Scenes, number: int) -> None:
    """Departments of the county, each with a column."""
    first = Agency.objects.count()
    for index in range(first, first + number):
        county = Agency.objects.get(short_name="测试县")
        body = county.add_child(
            name=f"测试县第{index}局", short_name=f"第{index}局", level="department", division_code="510499"
        )
        Column.objects.create(agency=body, name="动态", slug="zwdt", kind=ColumnKind.NEWS)


def people(scenes: Scenes, number: int) -> None:
    """Accounts, each with a post."""
    first = Person.objects.count()
    for index in range(first, first + number):
        person = Person.objects.create(username=f"many{index}", name=f"众{index}", agency=scenes.agency)
        post = Post.objects.create(agency=scenes.agency, role=PostRole.GROUP_MEMBER, title=f"成员{index}")
        Appointment.objects.create(post=post, person=person, began_on=today())


COUNTY = "测试县"
DRAFTER, DEPUTY = (TOWN, PostRole.DRAFTER), (TOWN, PostRole.DEPUTY_LEADER)
SUPERVISOR, AUDITOR = (COUNTY, PostRole.SUPERVISOR), (COUNTY, PostRole.AUDITOR)
ACCOUNTS = (COUNTY, PostRole.ACCOUNT_ADMINISTRATOR)

LISTS: tuple[tuple[str, tuple[str, PostRole], Callable[[Scenes, int], None]], ...] = (
    ("/office/items/", DRAFTER, drafts),
    ("/office/items/", SUPERVISOR, drafts),
    ("/office/items/?state=draft", AUDITOR, drafts),
    ("/office/items/?q=草稿", AUDITOR, drafts),
    ("/office/items/?state=in_review", DRAFTER, in_review),
    ("/office/register/", DRAFTER, entries),
    ("/office/register/", AUDITOR, entries),
    ("/office/reviews/", DEPUTY, in_review),
    ("/office/", DEPUTY, in_review),
    ("/office/", DRAFTER, sent_back),
    ("/office/", DRAFTER, drafts),
    ("/office/", DRAFTER, columns),
    ("/office/", SUPERVISOR, overdue),
    ("/office/", SUPERVISOR, bodies),
    ("/office/coverage/", DRAFTER, columns),
    ("/office/coverage/", SUPERVISOR, bodies),
    ("/office/columns/", DRAFTER, columns),
    ("/office/columns/", SUPERVISOR, bodies),
    ("/office/terms/", DRAFTER, terms),
    ("/office/audit/", AUDITOR, audited),
    ("/office/agencies/", SUPERVISOR, bodies),
    ("/office/people/", ACCOUNTS, people),
    ("/office/people/", AUDITOR, people),
)


MORE = tuple(dict.fromkeys(more for _, _, more in LISTS))


@pytest.mark.parametrize("more", MORE, ids=[more.__name__ for more in MORE])
def test_forty_rows_take_as_many_queries_as_one(scenes: Scenes, more: Callable[[Scenes, int], None]) -> None:
    """Of all lists that these rows stand in: the rows are dear to make, to ask for a page is not."""
    pages = [(address, who) for address, who, rows in LISTS if rows is more]
    clients = {who: Client() for _, who in pages}
    for who, client in clients.items():
        client.force_login(scenes.world.of(*who), backend="django.contrib.auth.backends.ModelBackend")

    def asked(address: str, who: tuple[str, PostRole]) -> tuple[Counter[str], int]:
        with CaptureQueriesContext(connection) as caught:
            answer = clients[who].get(address)
        assert answer.status_code == 200
        statements = Counter(query["sql"].split(" WHERE ")[0][-200:] for query in caught.captured_queries)
        return statements, len(answer.content)

    more(scenes, 1)
    for page in pages:
        asked(*page)  # what is looked up once a process
    few = {page: asked(*page) for page in pages}
    more(scenes, MANY - 1)
    for page in pages:
        (one, short), (many, long) = few[page], asked(*page)
        assert long > short, f"{page}: the page shows nothing of what was added"
        assert many.total() == one.total(), (page, many - one)
