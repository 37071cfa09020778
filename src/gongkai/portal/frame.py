"""What is the same on every page of the portal: whose it is, its tags, its navigation. Made once for many pages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.templatetags.static import static

from gongkai.agencies.models import Agency
from gongkai.channels import addresses
from gongkai.portal.meta import root_body, site_name, site_tags

Links = tuple[tuple[str, str], ...]
"""Labels and addresses."""


@dataclass(frozen=True)
class Frame:
    """The frame of the pages of one batch. `root` is the body whose portal this is, None before there is one."""

    root: Agency | None

    @classmethod
    def now(cls) -> Frame:
        """The frame as it is now. One query; ask once for a batch of pages, and give it to each `rendering.page`."""
        return cls(root_body())

    @cached_property
    def name(self) -> str:
        """The site's name."""
        return site_name(self.root)

    @cached_property
    def tags(self) -> Links:
        """The three tags of the site."""
        return tuple(site_tags(self.root))

    @cached_property
    def style_sheet(self) -> str:
        """The address of the style sheet, with its hash."""
        return static("portal/portal.css")

    @cached_property
    def icon(self) -> str:
        """The address of the icon, with its hash."""
        return static("portal/icon.svg")

    @cached_property
    def guide(self) -> str:
        """The address of the root's guide."""
        return (
            addresses.block(self.root, addresses.GUIDE) if self.root is not None else addresses.ACCESSIBILITY
        )

    @cached_property
    def navigation(self) -> Links:
        """The main navigation."""
        own: Links = ()
        if self.root is not None:
            own = (
                ("公开指南", self.guide),
                ("公开年报", addresses.block(self.root, addresses.REPORTS)),
            )
        return (
            ("首页", addresses.HOME),
            ("政府信息公开", addresses.DISCLOSURE),
            *own,
            ("依申请公开", addresses.APPLY),
            ("搜索", addresses.SEARCH),
        )


def blocks_of(body: Agency) -> Links:
    """The four statutory blocks of a body and the entry for requests, by their official names."""
    return (
        ("政府信息公开指南", addresses.block(body, addresses.GUIDE)),
        ("政府信息公开制度", addresses.block(body, addresses.RULES)),
        ("法定主动公开内容", addresses.block(body, addresses.STATUTORY)),
        ("政府信息公开年报", addresses.block(body, addresses.REPORTS)),
        ("依申请公开", f"{addresses.APPLY}#{anchor(body)}" if body.in_service else addresses.APPLY),
    )


def anchor(body: Agency) -> str:
    """What names a body within a page."""
    return f"jg{body.pk}"


def crumbs_of(body: Agency, *further: tuple[str, str]) -> Links:
    """The path to a page of a body: 首页 › 政府信息公开 › 惠民镇 › …; the last, without an address, is the page."""
    return (
        ("首页", addresses.HOME),
        ("政府信息公开", addresses.DISCLOSURE),
        (body.short_name, addresses.agency(body)),
        *further,
    )
