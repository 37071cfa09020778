"""What the pages about one item say of it beside its text: metadata, validity, documents and their interpretations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gongkai.acts.days import today
from gongkai.agencies.powers import Powers
from gongkai.disclosure.models import Item
from gongkai.disclosure.readings import facts_of
from gongkai.disclosure.rights import may_decide
from gongkai.disclosure.validity import validity_of
from gongkai.statute.metadata import Validity


def _linked(items: Iterable[Item], powers: Powers) -> list[tuple[Item, bool]]:
    """Items to be named, each with whether its page opens for the reader; others' drafts are not named."""
    return [
        (item, powers.reads(item.agency))
        for item in items
        if item.discarded_at is None and (item.live or powers.reads(item.agency))
    ]


def facts_context(stored: Item, latest: Item, powers: Powers) -> dict[str, Any]:
    """What `office/items/facts.html` shows of the latest version of a stored item."""
    interpretations = Item.objects.filter(interprets=stored.pk).select_related("agency").order_by("pk")
    return {
        "facts": list(facts_of(latest)),
        "validity": validity_of(stored, today()),
        "validity_changes": [
            (change, Validity(change.validity).label) for change in stored.validity_changes.all()
        ],
        "may_decide": may_decide(powers, stored.agency),
        "interpreted": _linked(latest.interprets.all(), powers),
        "interpretations": _linked(interpretations, powers),
    }
