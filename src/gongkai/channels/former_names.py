"""What bodies and columns were called in addresses before, by the audit trail of what was changed of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from gongkai.acts.models import AuditEntry
from gongkai.agencies.actions import ChangeAgency
from gongkai.agencies.models import Agency
from gongkai.disclosure.actions.change_settings import ChangeColumn
from gongkai.disclosure.models import Column

_BODY = (Agency._meta.label_lower, ChangeAgency.__name__, "changed__short_name")
_COLUMN = (Column._meta.label_lower, ChangeColumn.__name__, "slug")


def body_called(name: str) -> Agency | None:
    """The body that had this name last; None when none did, or it is not there any more."""
    subject_type, act, field = _BODY
    renamed = AuditEntry.objects.filter(
        subject_type=subject_type, act=act, refused=False, **{f"details__{field}__0": name}
    )
    number = renamed.order_by("-pk").values_list("subject_id", flat=True).first()
    return Agency.objects.filter(pk=number).first() if number else None


def column_called(body: Agency, slug: str) -> Column | None:
    """The column of the body that had this address last; None when none did."""
    subject_type, act, field = _COLUMN
    renamed = AuditEntry.objects.filter(
        subject_type=subject_type, act=act, refused=False, agency_id=body.pk, **{f"details__{field}__0": slug}
    )
    number = renamed.order_by("-pk").values_list("subject_id", flat=True).first()
    return Column.objects.filter(pk=number).first() if number else None


def names_of(body: Agency) -> set[str]:
    """The names that the body had and has not any more."""
    return _before(_BODY, [body.pk])[body.pk] - {body.short_name}


def slugs_of(columns: Collection[Column]) -> dict[int, set[str]]:
    """By primary key of each column, the addresses that it had and has not any more."""
    found = _before(_COLUMN, [column.pk for column in columns])
    return {column.pk: found[column.pk] - {column.slug} for column in columns}


def _before(which: tuple[str, str, str], numbers: Collection[int]) -> Mapping[int, set[str]]:
    subject_type, act, field = which
    changed = AuditEntry.objects.filter(
        subject_type=subject_type, subject_id__in=[str(number) for number in numbers], act=act, refused=False
    )
    found: dict[int, set[str]] = defaultdict(set)
    for number, before in _values(changed.order_by().values_list("subject_id", f"details__{field}__0")):
        found[number].add(before)
    return found


def _values(rows: Collection[tuple[str, object]]) -> Iterator[tuple[int, str]]:
    """The rows that say something: a column that is new had no address before, other changes say nothing of it."""
    for number, before in rows:
        if isinstance(before, str) and before:
            yield int(number), before
