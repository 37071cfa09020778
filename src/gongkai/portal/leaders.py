"""Who leads a body today (第二十条第二项：负责人姓名): from its posts and their dated appointments."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.acts.days import today
from gongkai.agencies.models import Agency, Appointment


@dataclass(frozen=True)
class Leader:
    """A leader: the post's title and duties, the holder's name, since when; the telephone of the body is public, not his."""

    title: str
    name: str
    duties: str
    since: datetime.date


def leaders_of(bodies: Iterable[Agency], day: datetime.date | None = None) -> dict[int, list[Leader]]:
    """The leaders on a day (today) of each body, in the order of their posts. One query; none without bodies."""
    known = {body.pk for body in bodies}
    found: dict[int, list[Leader]] = {pk: [] for pk in known}
    if not known:
        return found
    held = (
        Appointment.objects.on(day or today())
        .filter(post__agency_id__in=known, post__listed_as_leader=True, post__in_service=True)
        .select_related("post", "person")
        .order_by("post__agency_id", "post__rank", "post_id", "began_on", "pk")
    )
    for each in held:
        found[each.post.agency_id].append(
            Leader(each.post.title, str(each.person), each.post.duties, each.began_on)
        )
    return found
