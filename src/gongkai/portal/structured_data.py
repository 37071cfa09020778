"""What a page is about, in the words of schema.org, for search engines: JSON-LD in a data block.

A block of the type application/ld+json is data, not script: browsers run nothing of it, and our Content-Security-Policy
(script-src 'self') has nothing to say to it. tests/portal/test_structured_data.py looks at that in a browser.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.utils.safestring import SafeString, mark_safe

from gongkai.acts.days import CHINA
from gongkai.agencies.models import Agency
from gongkai.channels import addresses
from gongkai.disclosure.models import Item

Thing = Mapping[str, Any]
"""Something in the words of schema.org."""

# Within a script element the parser of HTML looks for "<": "</script" ends it, "<!--" opens another state.
_ESCAPES: Final = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def block(things: Sequence[Thing]) -> SafeString:
    """The data block for the head of a page; nothing for no things. Whatever a title has, it cannot leave the block."""
    if not things:
        return SafeString("")
    said = json.dumps(
        {"@context": "https://schema.org", "@graph": list(things)}, ensure_ascii=False, separators=(",", ":")
    )
    return mark_safe(f'<script type="application/ld+json">{said.translate(_ESCAPES)}</script>')


def organization(body: Agency) -> Thing:
    """A body, with how to reach it."""
    return _without_empty(
        {
            "@type": "GovernmentOrganization",
            "@id": f"{addresses.absolute(addresses.agency(body))}#jg",
            "name": body.name,
            "alternateName": body.short_name,
            "url": addresses.absolute(addresses.agency(body)),
            "telephone": body.telephone,
            "faxNumber": body.fax,
            "email": body.email,
            "address": body.address
            and {"@type": "PostalAddress", "streetAddress": body.address, "postalCode": body.postcode},
            "identifier": body.social_credit_code,
        }
    )


def article(item: Item) -> Thing:
    """A public item. Asks nothing of the database when the item has its agency, column and index number."""
    address = addresses.absolute(addresses.item(item))
    first, last = item.first_published_at, item.last_published_at
    return _without_empty(
        {
            "@type": "Article",
            "@id": f"{address}#xx",
            "headline": item.title,
            "description": item.summary,
            "url": address,
            "mainEntityOfPage": address,
            "inLanguage": "zh-CN",
            "isAccessibleForFree": True,
            "datePublished": first and first.astimezone(CHINA).isoformat(timespec="seconds"),
            "dateModified": (last or first)
            and (last or first).astimezone(CHINA).isoformat(timespec="seconds"),
            "dateCreated": item.formed_on and item.formed_on.isoformat(),
            "identifier": [each for each in (str(item.index_number or ""), item.document_number) if each],
            "articleSection": item.column.name,
            "keywords": item.keywords,
            "genre": item.genre,
            "publisher": {
                "@type": "GovernmentOrganization",
                "name": item.agency.name,
                "url": addresses.absolute(addresses.agency(item.agency)),
            },
        }
    )


def dataset(
    *,
    name: str,
    description: str,
    address: str,
    body: Agency,
    year: int,
    files: Iterable[tuple[str, str]] = (),
) -> Thing:
    """Figures that can be taken away, an annual report's for one: `files` are addresses and media types."""
    return _without_empty(
        {
            "@type": "Dataset",
            "name": name,
            "description": description,
            "url": addresses.absolute(address),
            "inLanguage": "zh-CN",
            "isAccessibleForFree": True,
            "temporalCoverage": str(year),
            "creator": organization(body),
            "distribution": [
                {
                    "@type": "DataDownload",
                    "contentUrl": addresses.absolute(at),
                    "encodingFormat": media_type,
                }
                for at, media_type in files
            ],
        }
    )


def breadcrumbs(crumbs: Sequence[tuple[str, str]], address: str) -> Thing | None:
    """The path to the page at `address`; the last crumb is the page itself. None where there is no path."""
    if len(crumbs) < 2:
        return None
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": label,
                "item": addresses.absolute(at or address),
            }
            for position, (label, at) in enumerate(crumbs, 1)
        ],
    }


def website(name: str) -> Thing:
    """The portal, and how it is searched."""
    return {
        "@type": "WebSite",
        "name": name,
        "url": addresses.absolute(addresses.HOME),
        "inLanguage": "zh-CN",
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{addresses.absolute(addresses.SEARCH)}?q={{search_term_string}}",
            "query-input": "required name=search_term_string",
        },
    }


def _without_empty(thing: dict[str, Any]) -> Thing:
    return {name: value for name, value in thing.items() if value not in (None, "", [])}
