"""The lists: items, columns, bodies, changes."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from gongkai.agencies.models import Agency, BodyLevel
from gongkai.channels import addresses, registered
from gongkai.channels.api import references
from gongkai.channels.api.paging import Window, check_depth, whole
from gongkai.channels.api.parameters import ChangeParameters, ColumnParameters, ItemParameters
from gongkai.channels.api.problems import invalid, nothing_here
from gongkai.channels.api.schemas import agencies as agency_schemas
from gongkai.channels.api.schemas import items as item_schemas
from gongkai.channels.api.summaries import summaries, tombstones_of, words
from gongkai.disclosure.models import Column, Item
from gongkai.register.queries import beginning_of

DAY = datetime.timedelta(days=1)
ITEMS, COLUMNS, AGENCIES, CHANGES = (
    addresses.api(name) for name in ("items", "columns", "agencies", "changes")
)


def items(asked: ItemParameters) -> item_schemas.ItemList:
    """A page of public items, those published last first. Four queries at most, and one for each named filter.

    Raises:
        Problem: 422, for a body or column that is not there, or a page too deep.
    """
    check_depth(asked.page, asked.size)
    found = _narrowed(Item.objects.public(), asked)
    window = Window(ITEMS, given(asked), asked.page, asked.size, found.count())
    # Found first by number alone, so that the sorting carries no bodies about.
    ids = list(found.order_by("-first_published_at", "-pk").values_list("pk", flat=True)[window.rows])
    return item_schemas.ItemList(items=summaries(ids), **window.fields)


def _narrowed(found: Any, asked: ItemParameters) -> Any:
    if asked.agency:
        found = found.filter(agency_id=agency_number(asked.agency))
    if asked.column:
        found = found.filter(column_id__in=column_numbers(asked.column, asked.agency))
    if asked.kind:
        found = found.filter(column__kind=asked.kind)
    if asked.theme:
        found = found.filter(Q(theme=asked.theme) | Q(theme__startswith=f"{asked.theme}/"))
    since, until = asked.since, asked.until
    if asked.year:
        since = max(since or datetime.date.min, datetime.date(asked.year, 1, 1))
        until = min(until or datetime.date.max, datetime.date(asked.year, 12, 31))
    if since:
        found = found.filter(first_published_at__gte=_moment("since", since))
    if until:
        found = found.filter(first_published_at__lt=_moment("until", until) + DAY)
    return found


def _moment(field: str, day: datetime.date) -> datetime.datetime:
    _check_year(field, day)
    return beginning_of(day)


def _check_year(field: str, day: datetime.date) -> None:
    """Refuse a day or a moment so far off that it is none any more in another time zone."""
    if not 1900 <= day.year <= 2999:
        raise invalid(field, f"参数“{field}”的年份须在1900至2999之间，请改正。")


def agency_number(short_name: str) -> int:
    """The primary key of a body.

    Raises:
        Problem: 422, when there is none of that name.
    """
    pk: int | None = Agency.objects.filter(short_name=short_name).values_list("pk", flat=True).first()
    if pk is None:
        raise invalid("agency", f"没有简称为“{short_name}”的机关，请在 /api/v1/agencies 里查简称。")
    return pk


def column_numbers(slug: str, agency: str | None) -> list[int]:
    """The primary keys of the columns of that name: of the body, or of all.

    Raises:
        Problem: 422, when there is none.
    """
    found = Column.objects.filter(slug=slug)
    if agency:
        found = found.filter(agency__short_name=agency)
    ids = list(found.values_list("pk", flat=True))
    if not ids:
        raise invalid("column", f"没有网址名为“{slug}”的栏目，请在 /api/v1/columns 里查 slug。")
    return ids


def given(asked: Any) -> dict[str, Any]:
    """The parameters that are not as they are by default, but for the page."""
    said: dict[str, Any] = asked.model_dump(exclude_defaults=True, exclude={"page"}, mode="json")
    return said


def changes(asked: ChangeParameters) -> item_schemas.ChangeList:
    """What changed after an entry of the register. Seven queries in practice.

    Raises:
        Problem: 422, for a moment that cannot be.
    """
    if asked.updated_since is not None:
        _check_year("updated_since", asked.updated_since)
    found = registered.changes_after(asked.after, asked.size, since=asked.updated_since)
    ids = [pk for _, pk in found.changes]
    public = {item.id: item for item in summaries(ids)}
    gone = tombstones_of([pk for pk in ids if pk not in public])
    following = whole(CHANGES, {**given(asked), "after": found.at}) if found.more else None
    known: list[item_schemas.Item | item_schemas.Tombstone | None] = [
        public.get(pk) or gone.get(pk) for pk in ids
    ]
    return item_schemas.ChangeList(
        changes=[change for change in known if change is not None],
        last_sequence=found.at,
        more=found.more,
        next=following,
    )


def columns(asked: ColumnParameters) -> agency_schemas.ColumnList:
    """A page of the columns in use, by body and rank. Two queries, and one for a named body."""
    check_depth(asked.page, asked.size)
    found = Column.objects.filter(in_service=True, agency__in_service=True)
    if asked.agency:
        found = found.filter(agency_id=agency_number(asked.agency))
    if asked.kind:
        found = found.filter(kind=asked.kind)
    window = Window(COLUMNS, given(asked), asked.page, asked.size, found.count())
    rows = found.select_related("agency").order_by("agency__path", "rank", "pk")[window.rows]
    return agency_schemas.ColumnList(columns=[_column(row) for row in rows], **window.fields)


def _column(column: Column) -> agency_schemas.Column:
    narrowed = {"agency": column.agency.short_name, "column": column.slug}
    return agency_schemas.Column(
        **dict(references.column_reference(column)),
        agency=references.agency_reference(column.agency),
        description=column.description,
        keywords=words(column.keywords),
        items_url=whole(ITEMS, narrowed),
        feeds=references.feeds(column.agency, column),
    )


def bodies() -> list[Agency]:
    """All bodies but villages, which are units of their town, in the order of the tree. One query."""
    return list(Agency.objects.exclude(level=BodyLevel.VILLAGE).order_by("path"))


def agencies() -> agency_schemas.AgencyList:
    """The tree of bodies."""
    known = bodies()
    parents = {body.path: body for body in known}
    shown = [agency_schemas.Agency(**_agency_fields(body, parents.get(_above(body)))) for body in known]
    return agency_schemas.AgencyList(total=len(shown), agencies=shown)


def agency_details(short_names: Sequence[str] | None = None) -> dict[str, agency_schemas.AgencyDetail]:
    """Bodies with what belongs to them, by short name; all of them for None. Two queries, however many."""
    known = bodies()
    parents = {body.path: body for body in known}
    wanted = [body for body in known if short_names is None or body.short_name in short_names]
    columns_of: dict[int, list[Column]] = {body.pk: [] for body in wanted}
    for column in Column.objects.filter(in_service=True, agency__in=columns_of).order_by("rank", "pk"):
        columns_of[column.agency_id].append(column)
    children: dict[str, list[Agency]] = {}
    for body in known:
        children.setdefault(_above(body), []).append(body)
    return {
        body.short_name: _detail(
            body, parents.get(_above(body)), children.get(body.path, []), columns_of[body.pk]
        )
        for body in wanted
    }


def agency_detail(short_name: str) -> agency_schemas.AgencyDetail:
    """A body.

    Raises:
        Problem: 404.
    """
    found = agency_details([short_name]).get(short_name)
    if found is None:
        raise nothing_here("没有这个机关。机关的简称见 /api/v1/agencies。")
    return found


def _above(body: Agency) -> str:
    path: str = body.path[: -body.steplen]
    return path


def _agency_fields(body: Agency, parent: Agency | None) -> dict[str, Any]:
    return {
        **dict(references.agency_reference(body)),
        "level": references.level(body.level),
        "parent": parent.short_name if parent is not None else None,
        "depth": body.depth,
        "in_service": body.in_service,
        "division_code": body.division_code,
        "social_credit_code": body.social_credit_code,
    }


def _detail(
    body: Agency, parent: Agency | None, children: list[Agency], columns_of: list[Column]
) -> agency_schemas.AgencyDetail:
    for column in columns_of:
        column.agency = body
    return agency_schemas.AgencyDetail(
        **_agency_fields(body, parent),
        contact=agency_schemas.Contact(
            **{name: getattr(body, name) for name in agency_schemas.Contact.model_fields}
        ),
        guide_url=addresses.absolute(addresses.block(body, addresses.GUIDE)),
        items_url=whole(ITEMS, {"agency": body.short_name}),
        children=[references.agency_reference(child) for child in children],
        columns=[references.column_reference(column) for column in columns_of],
        feeds=references.feeds(body),
    )
