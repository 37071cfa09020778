"""The world of the test matrix: items in every state, everything else that has an address, and who looks at it."""

from __future__ import annotations

import datetime
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.test import Client, override_settings
from django.test.client import ClientHandler
from tests.office.passkeys import passkey
from tests.office.states import TOWN, Kept, make_items
from tests.world import PASSWORD, World, build_world

from gongkai.acts.days import today
from gongkai.agencies.actions import (
    AddPost,
    Delegate,
    OpenAccount,
    RecordAssessment,
    RecordTraining,
    SetUpAgency,
    SwitchOffAccount,
)
from gongkai.agencies.models import Agency, BodyLevel, Person, PostRole
from gongkai.agencies.powers import Powers, powers_of
from gongkai.disclosure.actions.change_settings import ChangeCatalogueEntry, ChangeTerm
from gongkai.disclosure.models import CatalogueEntry, Column, ColumnKind, CountyTerm
from gongkai.register.checkpoints import sign_due
from gongkai.statute.duties import duties_for

BACKEND = "django.contrib.auth.backends.ModelBackend"
COUNTY, OTHER_TOWN = "测试县", "永兴镇"
POSTS: dict[str, tuple[str, PostRole]] = {
    "drafter": (TOWN, PostRole.DRAFTER),
    "deputy": (TOWN, PostRole.DEPUTY_LEADER),
    "chief": (TOWN, PostRole.CHIEF),
    "other drafter": (OTHER_TOWN, PostRole.DRAFTER),
    "other deputy": (OTHER_TOWN, PostRole.DEPUTY_LEADER),
    "other chief": (OTHER_TOWN, PostRole.CHIEF),
    "supervisor": (COUNTY, PostRole.SUPERVISOR),
    "accounts": (COUNTY, PostRole.ACCOUNT_ADMINISTRATOR),
    "auditor": (COUNTY, PostRole.AUDITOR),
}
WITHOUT_POST = ("anonymous", "newcomer", "superuser", "switched off")
ROLES = (*WITHOUT_POST, *POSTS)
# Whoever has no business in the office at all.
OUTSIDERS = ("anonymous", "superuser", "switched off", "newcomer")
OTHERS = ("other drafter", "other deputy", "other chief")
# Who may change nothing of 惠民镇, whatever he sends.
READERS = (*OUTSIDERS, *OTHERS, "supervisor", "auditor")


@dataclass
class Stage:
    """Everything there is, and a session for each role."""

    world: World
    items: list[Kept]
    people: dict[str, Person]
    sessions: dict[str, str]
    # The platform's middleware, loaded once for all browsers.
    handler: ClientHandler = field(default_factory=lambda: ClientHandler(enforce_csrf_checks=False))

    @property
    def town(self) -> Agency:
        found: Agency = Agency.objects.get(pk=self.world.agency(TOWN).pk)
        return found

    def item(self, label: str) -> Kept:
        """The item of that label."""
        return next(kept for kept in self.items if kept.label == label)

    def powers(self, role: str) -> Powers:
        """What the role may do today."""
        person = self.people.get(role)
        return powers_of(person, today()) if person is not None else Powers()

    def client(self, role: str) -> Client:
        """A browser of the role, signed in; an error in a view is an answer of 500."""
        client = Client(raise_request_exception=False)
        client.handler = self.handler
        if role in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client

    def hidden_from(self, role: str) -> list[tuple[str, str]]:
        """The marks that must not reach the role, each with its item: what is not public of bodies it does not read."""
        powers = self.powers(role)
        return [
            (mark, kept.label)
            for kept in self.items
            if not powers.reads(kept.item.agency)
            for mark in kept.secret
        ]


def _signed_in(people: dict[str, Person]) -> dict[str, str]:
    sessions = {}
    for role, person in people.items():
        client = Client()
        client.force_login(person, backend=BACKEND)
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        # As after the first page: otherwise each visit that is put back notes it anew.
        session["began"] = session["seen"] = int(time.time())
        session.save()
        sessions[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return sessions


def _people(world: World) -> dict[str, Person]:
    people = {role: world.of(*post) for role, post in POSTS.items()}
    people["newcomer"] = world.newcomer("newcomer")
    people["superuser"] = Person.objects.create_superuser(username="root", name="超级", password=PASSWORD)
    keeper = world.of(COUNTY, PostRole.ACCOUNT_ADMINISTRATOR)
    opened = OpenAccount(world.agency(TOWN), keeper, "惠停", "leaver").perform()
    opened.person.one_time_password_until = None
    opened.person.save()
    people["switched off"] = opened.person
    return people


def _supervision(world: World) -> None:
    keeper = world.of(COUNTY, PostRole.ACCOUNT_ADMINISTRATOR)
    town = Agency.objects.get(pk=world.agency(TOWN).pk)
    county = Agency.objects.get(pk=world.agency(COUNTY).pk)
    day, drafter = today(), world.of(TOWN, PostRole.DRAFTER)
    RecordTraining(town, drafter, day, "公开培训", Decimal(2), [drafter], "督导").perform()
    RecordAssessment(town, keeper, county, day.year - 1, day, Decimal(91), "良好", "及时。").perform()
    village = SetUpAgency(
        town,
        keeper,
        BodyLevel.VILLAGE,
        name="惠民镇新村村民委员会",
        short_name="新村",
        division_code="510499101201",
    )
    village.perform()
    AddPost(town, keeper, PostRole.GROUP_MEMBER, "领导小组成员").perform()
    spare = OpenAccount(town, keeper, "惠备", "spare").perform().person
    holder = world.appointments[TOWN, PostRole.DRAFTER]
    until = day + datetime.timedelta(days=3)
    Delegate(holder, drafter, spare, day, until, "外出学习").perform()


def _arrangement(world: World) -> None:
    town, chief = Agency.objects.get(pk=world.agency(TOWN).pk), world.of(TOWN, PostRole.CHIEF)
    ChangeTerm(CountyTerm(agency=town, written="通迅", preferred="通讯"), chief).perform()
    column = Column.objects.filter(agency=town).first()
    duty = duties_for(BodyLevel.TOWNSHIP.value)[0].key
    ChangeCatalogueEntry(CatalogueEntry(agency=town, duty=duty, column=column), chief).perform()
    kind = ColumnKind.ANNUAL_REPORT
    Column.objects.create(agency=town, name=kind.label, slug="nb", kind=kind, rank=200)


def _second_factors(person: Person) -> None:
    """Somebody who has every kind of factor: the pages of each are then open."""
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    key = Authenticator.Type.WEBAUTHN
    Authenticator.objects.create(user=person, type=key, data=passkey("办公室的钥匙"))


def build() -> Stage:
    """Make it all. The database has to be migrated, and open to be written to."""
    world = build_world()
    people = _people(world)
    items = make_items(world)
    _supervision(world)
    _arrangement(world)
    _second_factors(people["deputy"])
    sign_due(including_today=True)
    sessions = _signed_in(people)
    SwitchOffAccount(people["switched off"], people["accounts"]).perform()
    people["switched off"].refresh_from_db()
    return Stage(world, items, people, sessions)


@contextmanager
def folders() -> Iterator[Path]:
    """Uploaded files and keys in folders of this stage's own."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        stack.enter_context(override_settings(MEDIA_ROOT=folder / "media", DATA=folder))
        yield folder
