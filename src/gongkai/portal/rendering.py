"""A page of the portal from its template: no request takes part, so that it is the same for every reader."""

from __future__ import annotations

from typing import Any

from django.template.loader import get_template

from gongkai.channels import addresses
from gongkai.portal.meta import PageMeta, root_body, site_name


def page(template: str, meta: PageMeta, **context: Any) -> bytes:
    """The bytes of a page. Every template extends portal/base.html, which shows `meta`, and may fill its blocks.

    The blocks: `main` (what the page is about; the <h1> is the page's own), `breadcrumb`, `aside`, `head`.
    """
    root = root_body()
    known = {
        "meta": meta,
        "root": root,
        "site_name": site_name(root),
        "addresses": addresses,
        "edition": "",
    }
    return get_template(template).render({**known, **context}).encode()
