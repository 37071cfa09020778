"""Entries for tests: people who reviewed, and acts recorded through the one way in."""

from __future__ import annotations

import datetime
from typing import Any

from tests.world import World

from gongkai.agencies.models import PostRole
from gongkai.disclosure.models import Item
from gongkai.register.actions import record
from gongkai.register.chain import sm3
from gongkai.register.clearing import Clearing, Particulars, Reviewer
from gongkai.register.models import Entry

CHINA = datetime.timezone(datetime.timedelta(hours=8))
MORNING = datetime.datetime(2024, 3, 5, 9, 30, tzinfo=CHINA)


def reviewers_of(world: World, town: str = "惠民镇") -> tuple[Reviewer, ...]:
    """The three of a town, an hour apart."""
    roles = (
        ("first", PostRole.DRAFTER, "公开专岗"),
        ("second", PostRole.DEPUTY_LEADER, "镇党委副书记"),
        ("final", PostRole.CHIEF, "镇党委书记"),
    )
    return tuple(
        Reviewer(stage, person.pk, person.name, post, "", MORNING - datetime.timedelta(hours=3 - hours))
        for hours, (stage, role, post) in enumerate(roles)
        for person in (world.of(town, role),)
    )


def cleared(world: World, revision_id: int, content: str = "正文", **changes: Any) -> Clearing:
    """Leave by the three for a revision."""
    values = {"reviewers": reviewers_of(world), **changes}
    return Clearing(revision_id=revision_id, content_hash=sm3(content), **values)


def publish(world: World, number: int = 1, **changes: Any) -> Entry:
    """Item `number` of 惠民镇 becomes public in revision `number * 10`; `changes` replace what is recorded."""
    revision_id = changes.pop("revision_id", number * 10)
    town = changes.pop("town", "惠民镇")
    content = changes.pop("content", "正文")
    values: dict[str, Any] = {
        "agency": world.agency(town),
        "subject": Item(pk=number),
        "revision_id": revision_id,
        "kind": "published",
        "column_kind": "news",
        "index_number": f"510499101/2024-{number:05d}",
        "title": f"惠民镇第{number}条信息",
        "public_at": MORNING,
        "content_hash": sm3(content),
        "clearing": cleared(world, revision_id, content, reviewers=reviewers_of(world, town)),
        "by": world.of(town, PostRole.CHIEF),
        "particulars": Particulars(
            document_number=f"测惠府〔2024〕{number}号", column="政府动态", drafter="惠撰1"
        ),
    }
    return record(**{**values, **changes})
