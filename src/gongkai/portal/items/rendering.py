"""The pages of an item from what was read of it: the page itself, the one to print, its history, its tombstone."""

from __future__ import annotations

from django.template.loader import get_template

from gongkai.channels import addresses
from gongkai.disclosure.models import ColumnKind, Item
from gongkai.disclosure.tombstones import Tombstone
from gongkai.portal import structured_data
from gongkai.portal.frame import Frame, Links, crumbs_of
from gongkai.portal.items.reading import ItemPage
from gongkai.portal.meta import ArticleMeta, PageMeta, column_meta
from gongkai.portal.rendering import page

BLOCK_OF_KIND: dict[str, str] = {
    ColumnKind.GUIDE: addresses.GUIDE,
    ColumnKind.RULES: addresses.RULES,
    ColumnKind.ANNUAL_REPORT: addresses.REPORTS,
}


def item_page(read: ItemPage, frame: Frame, *, preview: bool = False) -> bytes:
    """The item's page. A preview says on itself that it is one."""
    return page(
        "portal/item.html",
        _meta(read),
        frame=frame,
        body=read.item.agency,
        block=_block(read.item),
        crumbs=_crumbs(read.item, "正文"),
        things=(structured_data.article(read.item),),
        page=read,
        preview=preview,
    )


def print_page(read: ItemPage, frame: Frame) -> bytes:
    """The page to print: laid out as a document, with its particulars and its address, without a menu."""
    rendered: str = get_template("portal/item_print.html").render({"page": read, "site": frame})
    return rendered.encode()


def history_page(read: ItemPage, frame: Frame) -> bytes:
    """The item's history. Only for what has one (`ItemPage.events`)."""
    item = read.item
    meta = PageMeta(
        f"历史版本：{item.title}", addresses.history(item), column=column_meta(item.column), indexed=False
    )
    return page(
        "portal/item_history.html",
        meta,
        frame=frame,
        body=item.agency,
        block=_block(item),
        crumbs=_crumbs(item, "历史版本", ("正文", addresses.item(item))),
        page=read,
    )


def tombstone_page(item: Item, stone: Tombstone, frame: Frame) -> bytes:
    """What stands in a withdrawn item's place."""
    column = item.column
    there = (
        ((f"{item.agency.short_name}的“{column.name}”", addresses.column(column)),)
        if column.in_service
        else ()
    )
    meta = PageMeta(f"已撤回：{stone.title}", addresses.item(item), indexed=False)
    return page(
        "portal/item_withdrawn.html",
        meta,
        frame=frame,
        body=item.agency,
        crumbs=_crumbs(item, "已撤回"),
        stone=stone,
        instead=there,
    )


def _meta(read: ItemPage) -> PageMeta:
    item = read.item
    article = None
    if item.first_published_at is not None:
        article = ArticleMeta(
            title=item.title,
            published_at=item.first_published_at,
            source=item.source or item.agency.name,
            keywords=item.keywords,
            description=item.summary,
            image=read.picture,
        )
    return PageMeta(
        item.title,
        read.address,
        description=item.summary,
        column=column_meta(item.column),
        article=article,
    )


def _block(item: Item) -> str:
    return addresses.block(item.agency, BLOCK_OF_KIND.get(item.column.kind, addresses.STATUTORY))


def _crumbs(item: Item, last: str, *between: tuple[str, str]) -> Links:
    column = ((item.column.name, addresses.column(item.column)),) if item.column.in_service else ()
    return crumbs_of(item.agency, *column, *between, (last, ""))
