"""What bodies and columns were called in addresses before, by the audit trail of what was changed of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from django.db.models import QuerySet

from gongkai.acts.models import AuditEntry
from gongkai.agencies.actions import ChangeAgency
from gongkai.agencies.models import Agency
from gongkai.disclosure.actions.change_settings import ChangeColumn
from gongkai.disclosure.models import Column


class _Renamed(NamedTuple):
    """Which acts changed a name in addresses, and under which key their details have the name before and after."""

    subject_type: str
    act: str
    field: str


_BODY = _Renamed(Agency._meta.label_lower, ChangeAgency.__name__, "changed__short_name")
_COLUMN = _Renamed(Column._meta.label_lower, ChangeColumn.__name__, "slug")


def body_called(name: str) -> Agency | None:
    """The body that had this name last; None when none did, or it is not there any more."""
    number = _last_called(_BODY, name, AuditEntry.objects.all())
    return Agency.objects.filter(pk=number).first() if number else None


def column_called(body: Agency, slug: str) -> Column | None:
    """The column of the body that had this address last; None when none did."""
    number = _last_called(_COLUMN, slug, AuditEntry.objects.filter(agency_id=body.pk))
    return Column.objects.filter(pk=number).first() if number else None


def names_of(body: Agency) -> set[str]:
    """The names that the body had and has not any more."""
    return _before(_BODY, [body.pk])[body.pk] - {body.short_name}


def slugs_of(columns: Collection[Column]) -> dict[int, set[str]]:
    """By primary key of each column, the addresses that it had and has not any more."""
    found = _before(_COLUMN, [column.pk for column in columns])
    return {column.pk: found[column.pk] - {column.slug} for column in columns}


def _last_called(which: _Renamed, name: str, among: QuerySet[AuditEntry]) -> str | None:
    """The number of what was called so last, as the trail has it."""
    renamed = _changed(which, among).filter(**{f"details__{which.field}__0": name})
    return renamed.order_by("-pk").values_list("subject_id", flat=True).first()


def _before(which: _Renamed, numbers: Collection[int]) -> Mapping[int, set[str]]:
    """By number, all that each was called before a change."""
    theirs = AuditEntry.objects.filter(subject_id__in=[str(number) for number in numbers])
    changed = _changed(which, theirs)
    found: dict[int, set[str]] = defaultdict(set)
    for number, before in _values(changed.order_by().values_list("subject_id", f"details__{which.field}__0")):
        found[number].add(before)
    return found


def _values(rows: Collection[tuple[str, object]]) -> Iterator[tuple[int, str]]:
    """The rows that say something: a column that is new had no address before, other changes say nothing of it."""
    for number, before in rows:
        if isinstance(before, str) and before:
            yield int(number), before


def _changed(which: _Renamed, among: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
    return among.filter(subject_type=which.subject_type, act=which.act, refused=False)
