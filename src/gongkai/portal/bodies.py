"""The bodies that publish, as readers look for them: the county, its towns, its departments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q

from gongkai.agencies.models import Agency, BodyLevel
from gongkai.channels import addresses
from gongkai.channels.pages import Changes
from gongkai.disclosure.models import Item

_DEPARTMENTS: dict[str, str] = {BodyLevel.CITY: "市级部门", BodyLevel.COUNTY: "县级部门"}


@dataclass(frozen=True)
class Bodies:
    """All bodies that publish, or did until they were put out of service, in the order of the tree."""

    all: tuple[Agency, ...]

    @classmethod
    def now(cls) -> Bodies:
        """Those of now. One query."""
        return cls(tuple(publishing()))

    @cached_property
    def active(self) -> tuple[Agency, ...]:
        """Those in service."""
        return tuple(body for body in self.all if body.in_service)

    @cached_property
    def root(self) -> Agency | None:
        """The body whose portal this is."""
        return next((body for body in self.active if body.is_root()), None)

    @cached_property
    def groups(self) -> tuple[tuple[str, tuple[Agency, ...]], ...]:
        """All in service but the root, with headings: counties, towns, departments, what is below each county."""
        others = [body for body in self.active if body != self.root]
        counties = [body for body in others if body.level == BodyLevel.COUNTY]
        rest = [body for body in others if body.level != BodyLevel.COUNTY]
        own = [body for body in rest if not any(body.is_descendant_of(county) for county in counties)]
        departments = _DEPARTMENTS.get(self.root.level, "部门") if self.root is not None else "部门"
        named = [
            ("县（市、区）人民政府", counties),
            ("乡镇人民政府", [body for body in own if body.level == BodyLevel.TOWNSHIP]),
            (departments, [body for body in own if body.level != BodyLevel.TOWNSHIP]),
        ]
        for county in counties:
            below = [body for body in rest if body.is_descendant_of(county)]
            named.append((f"{county.short_name}的乡镇、部门", below))
        return tuple((name, tuple(bodies)) for name, bodies in named if bodies)

    @cached_property
    def shown(self) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """The groups as short names and addresses."""
        return tuple(
            (name, tuple((body.short_name, addresses.agency(body)) for body in bodies))
            for name, bodies in self.groups
        )

    def parent_of(self, body: Agency) -> Agency | None:
        """The body that supervises it; None at the root."""
        length = len(body.path) - body.steplen
        above = {other.path: other for other in self.all}
        return above.get(body.path[:length]) if length else None


def publishing(short_names: Iterable[object] | None = None) -> Any:
    """The bodies that have pages, of these short names if any are given.

    A body out of service keeps its pages with all that it published; a village has none, it publishes through its town.
    """
    found = Agency.objects.exclude(level=BodyLevel.VILLAGE).order_by("path")
    return found if short_names is None else found.filter(short_name__in=set(short_names))


def names_of_touched(changes: Changes) -> list[str]:
    """The short names of the bodies whose items, or whose own data, changed. One query."""
    owners = Item.objects.filter(pk__in=changes.items).values("agency_id")
    touched = Q(pk__in=owners) | Q(pk__in=changes.agencies)
    return list(Agency.objects.filter(touched).order_by("path").values_list("short_name", flat=True))
