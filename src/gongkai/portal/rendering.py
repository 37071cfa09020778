"""A page of the portal from its template: no request takes part, so that it is the same for every reader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.template.loader import get_template
from django.utils.html import format_html

from gongkai.agencies.models import Agency
from gongkai.channels import addresses
from gongkai.disclosure.models import Column
from gongkai.portal import structured_data
from gongkai.portal.frame import Frame, Links, blocks_of
from gongkai.portal.meta import PageMeta

TO_ELDER = "长者版"
"""What the link from a page to its edition for elderly readers says."""
ATOM = "atom.xml"
"""The name of the feeds that pages offer."""


def page(
    template: str,
    meta: PageMeta,
    *,
    frame: Frame | None = None,
    body: Agency | None = None,
    block: str = "",
    section: str = "",
    crumbs: Links = (),
    column: Column | None = None,
    things: Sequence[structured_data.Thing] = (),
    **context: Any,
) -> bytes:
    """The bytes of a page. Every template extends portal/base.html and fills its blocks.

    The blocks: `main` (what the page is about; its first element is `<header class="head"><h1>`), `head`, `aside`.
    Give the batch's `frame`, so that no page asks the database for it. `body` is the body whose page this is: its
    blocks stand above the page, `block` is the address of the one that the page belongs to. `section` is the address
    of the entry of the main navigation that the page belongs to. `crumbs` are labels and addresses from 首页 on;
    the last is the page and has the address "". `column` is that whose list this is: its feed is offered beside the
    body's and the portal's. `things` are what the page is about, of `structured_data`; the path to it is added.
    """
    frame = frame if frame is not None else Frame.now()
    switch = format_html(
        '<a class="edition" href="{}{}">{}</a>', addresses.ELDER, addresses.link(meta.address), TO_ELDER
    )
    known = {
        "meta": meta,
        "site": frame,
        "root": frame.root,
        "site_name": frame.name,
        "tags": (*frame.tags, *meta.tags()),
        "addresses": addresses,
        "switch": switch,
        "body": body,
        "home_of_body": addresses.agency(body) if body is not None else "",
        "blocks": blocks_of(body) if body is not None else (),
        "block": block,
        "section": section or (addresses.DISCLOSURE if body is not None else ""),
        "crumbs": crumbs,
        "column": column,
        "feed_links": feeds_for(frame.name, body, column),
        "structured": structured_data.block(
            [each for each in (*things, structured_data.breadcrumbs(crumbs, meta.address)) if each]
        ),
    }
    return get_template(template).render({**known, **context}).encode()


def feeds_for(name: str, body: Agency | None = None, column: Column | None = None) -> Links:
    """The feeds that a page offers, as titles and addresses: the nearest first."""
    return (
        *(
            ((f"{column.agency.short_name} {column.name}", addresses.feed(ATOM, of=column)),)
            if column
            else ()
        ),
        *(((body.name, addresses.feed(ATOM, body)),) if body else ()),
        (name, addresses.feed(ATOM)),
    )
