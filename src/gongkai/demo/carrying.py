"""What clerks of the example county enter about channels: receipts, sheets put up and taken down."""

from __future__ import annotations

import datetime
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gongkai.agencies.models import Agency, Person, PostRole
from gongkai.channels.actions.boards import PostOnBoard, TakeDown
from gongkai.channels.actions.record_receipt import RecordReceipt
from gongkai.channels.models import Receipt
from gongkai.demo.files import drawing
from gongkai.demo.program import Carried, Hung, Removed
from gongkai.demo.timeline import moment
from gongkai.disclosure.models import Item


class Clerks(Protocol):
    """What is needed of the office at work."""

    def item(self, key: str) -> Item:
        """The item as it is stored now."""
        ...

    def holder(self, agency: Agency, role: PostRole) -> Person:
        """Who holds the post today."""
        ...


def steps(
    happening: Carried | Hung | Removed, clerks: Clerks
) -> Iterator[tuple[datetime.datetime, Callable[[], object]]]:
    """Each act with its moment."""
    if isinstance(happening, Carried):
        yield moment(happening.on, 15), partial(_carried, happening, clerks)
    elif isinstance(happening, Removed):
        yield moment(happening.on, 16, 40), partial(_removed, happening, clerks)
    else:
        yield moment(happening.on, 15, 30), partial(_hung, happening, clerks)
        if happening.down_on is not None:
            yield moment(happening.down_on, 10), partial(_taken_down, happening, clerks)


def _drafter(item: Item, clerks: Clerks) -> Person:
    return clerks.holder(item.agency, PostRole.DRAFTER)


def _carried(told: Carried, clerks: Clerks) -> None:
    item = clerks.item(told.key)
    RecordReceipt(
        item,
        _drafter(item, clerks),
        channel=told.channel,
        at=timezone.now(),
        name=told.name,
        link=told.link,
        issue=told.issue,
        note=told.note,
    ).perform()


def _hung(told: Hung, clerks: Clerks) -> None:
    item = clerks.item(told.key)
    picture = SimpleUploadedFile("board.png", drawing(zlib.crc32(told.place.encode())))
    PostOnBoard(
        item,
        _drafter(item, clerks),
        place=told.place,
        posted_on=told.on,
        until_on=told.until,
        note="示意画，不是照片。",
        picture=picture,
    ).perform()


def _taken_down(told: Hung, clerks: Clerks) -> None:
    item = clerks.item(told.key)
    standing = Receipt.objects.standing().get(item=item, name=told.place)
    TakeDown(standing, _drafter(item, clerks), at=timezone.now()).perform()


def _removed(told: Removed, clerks: Clerks) -> None:
    item = clerks.item(told.key)
    standing = Receipt.objects.standing().get(item=item, channel=told.channel)
    TakeDown(standing, _drafter(item, clerks), at=timezone.now(), note=told.note).perform()
