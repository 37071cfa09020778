"""A page of the portal from its template: no request takes part, so that it is the same for every reader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString

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
    path = structured_data.breadcrumbs(crumbs, meta.address)
    known = {
        "meta": meta,
        "tags": (*frame.tags, *meta.tags()),
        "block": block,
        "crumbs": crumbs,
        "column": column,
        "section": section or (addresses.DISCLOSURE if body is not None else ""),
        "feed_links": feeds_for(frame.name, body, column),
        "structured": structured_data.block([each for each in (*things, path) if each]),
        "switch": _switch(meta.address),
        **_of_frame(frame),
        **_of_body(body),
    }
    return get_template(template).render({**known, **context}).encode()


def _switch(address: str) -> SafeString:
    """The link to the page's edition for elderly readers; `editions.elder` makes the way back of it."""
    to = f"{addresses.ELDER}{addresses.link(address)}"
    return format_html('<a class="edition" href="{}">{}</a>', to, TO_ELDER)


def _of_frame(frame: Frame) -> dict[str, Any]:
    return {"site": frame, "root": frame.root, "site_name": frame.name, "addresses": addresses}


def _of_body(body: Agency | None) -> dict[str, Any]:
    if body is None:
        return {"body": None, "home_of_body": "", "blocks": ()}
    return {"body": body, "home_of_body": addresses.agency(body), "blocks": blocks_of(body)}


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
