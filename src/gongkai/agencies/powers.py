"""What a person may do on a day, derived from appointments and delegations in force."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from gongkai.acts.prepared import PreparedRows
from gongkai.agencies.models import Agency, Appointment, Delegation, Person, PostRole
from gongkai.agencies.models.post import GUARDED_ROLES


@dataclass(frozen=True)
class Holding:
    """A role that a person has in a body: as its holder, or standing in for the holder."""

    agency_id: int
    role: PostRole
    appointment_id: int
    delegation_id: int | None = None

    @property
    def stands_in(self) -> bool:
        """Whether the person acts for someone who is away."""
        return self.delegation_id is not None


@dataclass(frozen=True)
class Powers:
    """All roles of a person on a day, and what follows from them.

    Paths are those of the tree of bodies: a path covers the body and everything below it.
    """

    holdings: tuple[Holding, ...] = ()
    supervised_paths: tuple[str, ...] = field(default=())
    administered_paths: tuple[str, ...] = field(default=())

    def holding(self, agency: Agency, *roles: PostRole) -> Holding | None:
        """The first holding in the body with one of the roles; one's own post before another's."""
        found = [h for h in self.holdings if h.agency_id == agency.pk and h.role in roles]
        return min(found, key=lambda h: h.stands_in, default=None)

    def has(self, *roles: PostRole) -> bool:
        """Whether the person has one of the roles anywhere."""
        return any(h.role in roles for h in self.holdings)

    @property
    def agency_ids(self) -> frozenset[int]:
        """The bodies whose work the person has a part in. Making accounts is none: it needs no reading of drafts."""
        return frozenset(h.agency_id for h in self.holdings if h.role is not PostRole.ACCOUNT_ADMINISTRATOR)

    @property
    def audits(self) -> bool:
        """An auditor reads everything and changes nothing."""
        return self.has(PostRole.AUDITOR)

    @property
    def administers_accounts(self) -> bool:
        """An administrator of accounts makes accounts and appointments, and approves nothing."""
        return self.has(PostRole.ACCOUNT_ADMINISTRATOR)

    @property
    def needs_second_factor(self) -> bool:
        """Whether a password alone is too little for what the person may do."""
        return self.has(*GUARDED_ROLES)

    def administers(self, agency: Agency) -> bool:
        """Whether the person keeps the accounts and appointments of the body: his own, or one below it."""
        return any(agency.path.startswith(path) for path in self.administered_paths)

    def reads(self, agency: Agency) -> bool:
        """Whether the person may read what the body has not published."""
        return (
            self.audits
            or agency.pk in self.agency_ids
            or any(agency.path.startswith(path) for path in self.supervised_paths)
        )


# Asked at every request of the office: the few columns that are needed, no objects, and the SQL is written once.
_POSTS: Final = PreparedRows(
    lambda person, day: (
        Appointment.objects.on(day)
        .filter(person_id=person)
        .values_list("post__role", "post__agency_id", "post__agency__path", "pk")
    )
)
_STANDING_IN: Final = PreparedRows(
    lambda person, day: (
        Delegation.objects.for_holders_on(day)
        .filter(deputy_id=person)
        .values_list(
            "appointment__post__role",
            "appointment__post__agency_id",
            "appointment__post__agency__path",
            "appointment_id",
            "pk",
        )
    )
)


def _holdings(person: int, day: datetime.date) -> Iterator[tuple[Holding, str]]:
    for asked in (_POSTS, _STANDING_IN):
        for role, agency, path, *facts in asked.of(person, day):
            yield Holding(agency, PostRole(role), *facts), path


def powers_of(person: Person, day: datetime.date) -> Powers:
    """The roles of a person on a day, in two queries. Someone switched off, or not signed in, has none."""
    if not getattr(person, "is_active", False) or not person.pk:
        return Powers()
    found = list(_holdings(person.pk, day))

    def paths(role: PostRole) -> tuple[str, ...]:
        return tuple(path for holding, path in found if holding.role == role)

    return Powers(
        holdings=tuple(holding for holding, _ in found),
        supervised_paths=paths(PostRole.SUPERVISOR),
        administered_paths=paths(PostRole.ACCOUNT_ADMINISTRATOR),
    )
