"""政府信息公开指南, `/zfxxgk/惠民镇/gkzn/` (第十二条): what the body wrote itself, and what always follows from its data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from gongkai.acts.days import day_of
from gongkai.agencies.models import Agency
from gongkai.channels import addresses
from gongkai.channels.bodies.pictures import shown_pictures
from gongkai.channels.pages import Absent, File, Key
from gongkai.disclosure import contents
from gongkai.disclosure.models import CatalogueEntry, Column, Item
from gongkai.portal.applying import FEES, PERIODS, REPLIES
from gongkai.portal.bodies import Bodies
from gongkai.portal.columns import columns_of, countable
from gongkai.portal.contact import missing
from gongkai.portal.frame import Frame, crumbs_of
from gongkai.portal.items.body import body_html
from gongkai.portal.items.reading import blocks_of
from gongkai.portal.listing import Listed, counts, newest
from gongkai.portal.meta import PageMeta, column_meta
from gongkai.portal.rendering import page
from gongkai.portal.sources.page_of_a_body import PageOfABody

NAME = "政府信息公开指南"
LISTED = 20


@dataclass(frozen=True)
class _Own:
    """The guide that a body wrote: as a line, and its text."""

    line: Listed
    text: SafeString
    updated_on: object


class GuideSource(PageOfABody):
    """One page a body."""

    name = "guide"
    block = addresses.GUIDE

    def render(self, keys: Sequence[Key]) -> Iterator[File | Absent]:
        """The guides. Ten queries, and one for their pictures."""
        frame, bodies = Frame.now(), Bodies.now()
        wanted = {body.short_name: body for body in bodies.all if body.short_name in set(keys)}
        columns = columns_of(wanted.values())
        guides = {column.agency_id: column for column in columns if column.slug == addresses.GUIDE}
        lines = newest([column.pk for column in guides.values()], LISTED)
        texts = _texts([lines[column.pk][0].pk for column in guides.values() if lines[column.pk]])
        totals = counts([column.pk for column in columns])
        channels = _channels(wanted.values())
        for name in keys:
            body = wanted.get(str(name))
            if body is None:
                yield self.absent(name)
                continue
            guide = guides.get(body.pk)
            listed = lines[guide.pk] if guide is not None else []
            own = _Own(listed[0], *texts[listed[0].pk]) if listed and listed[0].pk in texts else None
            yield _file(
                body,
                frame,
                guide,
                own,
                older=listed[1:],
                parent=bodies.parent_of(body),
                columns=countable(columns, body, totals),
                channels=channels.get(body.pk, []),
            )


def _file(body: Agency, frame: Frame, guide: Column | None, own: _Own | None, **context: Any) -> File:
    address = addresses.block(body, addresses.GUIDE)
    parent = context["parent"]
    meta = PageMeta(
        title=f"{body.short_name}{NAME}",
        address=address,
        description=f"怎样查找{body.name}公开的信息，没有公开的怎样申请，公开工作机构的地址、时间、电话。",
        column=column_meta(guide) if guide is not None else None,
    )
    made = page(
        "portal/guide.html",
        meta,
        frame=frame,
        body=body,
        block=address,
        crumbs=crumbs_of(body, (NAME, "")),
        item=own.line if own is not None else None,
        text=own.text if own is not None else "",
        updated_on=own.updated_on if own is not None else None,
        missing=missing(body),
        parent_address=addresses.agency(parent) if isinstance(parent, Agency) else "",
        statutory=addresses.block(body, addresses.STATUTORY),
        index_example=own.line.index_number if own is not None else "",
        periods=PERIODS,
        fees=FEES,
        replies=REPLIES,
        **context,
    )
    return File(address, made)


def _texts(items: Sequence[int]) -> Mapping[int, tuple[SafeString, object]]:
    """The texts of public items, and when each was last published."""
    rows = list(
        Item.objects.public()
        .filter(pk__in=items)
        .only("pk", "body", "first_published_at", "last_published_at")
    )
    blocks = {item.pk: blocks_of(item) for item in rows}
    pictures = shown_pictures(pk for body in blocks.values() for pk in contents.picture_ids(body))
    return {
        item.pk: (
            body_html(blocks[item.pk], pictures, below=2),
            day_of(item.last_published_at or item.first_published_at),
        )
        for item in rows
    }


def _channels(bodies: Iterable[Agency]) -> dict[int, list[str]]:
    """The channels that the bodies' catalogues name, in their order."""
    found: dict[int, list[str]] = defaultdict(list)
    entries = CatalogueEntry.objects.filter(agency__in=list(bodies)).order_by("agency_id", "duty", "pk")
    for agency_id, channels in entries.values_list("agency_id", "channels"):
        found[agency_id] += [each for each in channels if each not in found[agency_id]]
    return found
