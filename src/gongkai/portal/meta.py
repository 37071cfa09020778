"""What the head of a public page says about it: the tags of the guide for government sites (国办发〔2017〕47号, law.md 5.4)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from gongkai.acts.days import CHINA
from gongkai.agencies.models import Agency, BodyLevel
from gongkai.channels import addresses
from gongkai.disclosure.models import Column, ColumnKind


@dataclass(frozen=True)
class ColumnMeta:
    """The four column tags of a list page, and of an article in that column."""

    name: str
    description: str
    keywords: str
    type: str


@dataclass(frozen=True)
class ArticleMeta:
    """The article tags; the last four are optional and left out when empty. `image` is an address."""

    title: str
    published_at: datetime.datetime
    source: str
    keywords: str = ""
    author: str = ""
    description: str = ""
    image: str = ""


@dataclass(frozen=True)
class PageMeta:
    """A page: its title (without the site's name), its address, and what kind it is by what it has."""

    title: str
    address: str
    description: str = ""
    column: ColumnMeta | None = None
    article: ArticleMeta | None = None
    indexed: bool = True

    @property
    def canonical(self) -> str:
        """The address that search engines shall know the page by, whatever edition it is shown in."""
        return addresses.absolute(self.address)

    def tags(self) -> Iterator[tuple[str, str]]:
        """Names and contents of the page's own tags: none on a home page, 4 on a list, 7 and more on an article.

        The three of the site stand before them (`frame.Frame.tags`).
        """
        if self.column is not None:
            yield "ColumnName", self.column.name
            yield "ColumnDescription", self.column.description or self.column.name
            yield "ColumnKeywords", self.column.keywords or self.column.name
            yield "ColumnType", self.column.type
        if self.article is not None:
            yield "ArticleTitle", self.article.title
            yield "PubDate", f"{self.article.published_at.astimezone(CHINA):%Y-%m-%d %H:%M}"
            yield "ContentSource", self.article.source
            yield "Url", self.canonical
            optional = {
                "Keywords": self.article.keywords,
                "Author": self.article.author,
                "Description": self.article.description,
                "Image": self.article.image and addresses.absolute(self.article.image),
            }
            yield from ((name, content) for name, content in optional.items() if content)


def column_meta(column: Column) -> ColumnMeta:
    """The column's tags, for its lists and for its items. Its keywords, however they are written, with ; between."""
    return ColumnMeta(
        name=column.name,
        description=column.description,
        keywords=";".join(re.findall(r"[^\s;；、，,]+", column.keywords)),
        type=ColumnKind(column.kind).label,
    )


def site_tags(root: Agency | None) -> Iterator[tuple[str, str]]:
    """SiteName, SiteDomain and SiteIDCode of the portal: those of the county at the root of the tree."""
    yield "SiteName", site_name(root)
    yield "SiteDomain", urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or ""
    yield "SiteIDCode", root.site_identification_code if root is not None else ""


def root_body() -> Agency | None:
    """The body whose portal this is: the first at the root of the tree that publishes."""
    found: Agency | None = (
        Agency.objects.filter(depth=1, in_service=True)
        .exclude(level=BodyLevel.VILLAGE)
        .order_by("path")
        .first()
    )
    return found


def site_name(root: Agency | None) -> str:
    """盐边县人民政府 政府信息公开; without a body yet, the platform's own name."""
    return f"{root.name}政府信息公开" if root is not None else str(settings.WAGTAIL_SITE_NAME)
