"""Making the words of the static index anew: looked at every hour, made by the task worker when something changed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django_tasks import task

from gongkai.acts.jobs import Outcome
from gongkai.channels.models import PendingChange
from gongkai.portal.searching import shards


def make_when_due(now: datetime.datetime) -> Iterable[Outcome]:
    """The job: ask for a making when the files are of another state than the index."""
    if shards.made_of() != shards.state():
        make_words.enqueue()
        yield Outcome("静态检索索引", True)


@task()
def make_words() -> int:
    """Make the words, and have the copy take them; how many items are in them."""
    if shards.made_of() == shards.state():
        return 0
    number = shards.make()
    noted = shards.noted_with()
    if noted is not None:
        PendingChange.objects.create(item_id=noted)
    return number
