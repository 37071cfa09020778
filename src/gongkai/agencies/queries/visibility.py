"""Whose posts and people somebody may look at, and whose he keeps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from gongkai.agencies.models import Agency
from gongkai.agencies.powers import Powers


def _below(paths: Iterable[str]) -> Q:
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(path__startswith=path)
    return found


def visible_to(powers: Powers) -> Any:
    """The bodies whose posts a person sees: his own, those that he supervises or keeps; an auditor sees all."""
    if powers.audits:
        return Agency.objects.all()
    paths = (*powers.supervised_paths, *powers.administered_paths)
    return Agency.objects.filter(Q(pk__in=powers.agency_ids) | _below(paths))


def administered_by(powers: Powers) -> Any:
    """The bodies whose accounts and appointments a person keeps."""
    return Agency.objects.filter(_below(powers.administered_paths))
