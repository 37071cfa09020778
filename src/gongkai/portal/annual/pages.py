"""The pages of annual reports: a body's block, a report in full, and what stands where one was withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from gongkai.agencies.models import Agency
from gongkai.channels import addresses
from gongkai.disclosure.models import ColumnKind, Item
from gongkai.disclosure.tombstones import Tombstone
from gongkai.portal import structured_data
from gongkai.portal.annual.official import changes_of, checked, parts_of
from gongkai.portal.annual.overview import SHOWN, charts, in_a_word, side_by_side
from gongkai.portal.annual.shelf import Below, Shelf, address_of
from gongkai.portal.frame import Frame, crumbs_of
from gongkai.portal.meta import ArticleMeta, ColumnMeta, PageMeta
from gongkai.portal.rendering import page
from gongkai.reports.queries import PublicReport

NAME = "政府信息公开年报"
COLUMN = ColumnMeta(
    name=NAME,
    description="政府信息公开工作年度报告，按国务院办公厅规定的格式（《政府信息公开条例》第四十九条、第五十条）。",
    keywords="政府信息公开;年度报告;年报",
    type=ColumnKind.ANNUAL_REPORT.label,
)
"""The tags of the blocks, whatever a body calls its column."""
FILES: tuple[tuple[str, str, str], ...] = (
    ("docx", "Word 文档", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("pdf", "PDF 文件", "application/pdf"),
    ("xlsx", "Excel 表格", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("json", "数据（JSON）", "application/json"),
)
"""What can be taken away beside a report: ending, name, media type."""


@dataclass(frozen=True)
class Download:
    """A file beside a report."""

    label: str
    ending: str
    address: str


@dataclass(frozen=True)
class Listed:
    """A report in a list: with its main figures in a sentence, and whether its figures agree."""

    public: PublicReport
    address: str
    words: str
    agrees: bool
    downloads: tuple[Download, ...]


def block_page(body: Agency, shelf: Shelf, frame: Frame) -> bytes:
    """A body's block: its reports, side by side and drawn; for a county also who below it has published which year."""
    reports = shelf.of_body(body.pk)
    years, below = _matrix(shelf.below.get(body.pk, []))
    meta = PageMeta(
        title=f"{body.short_name}{NAME}",
        address=addresses.block(body, addresses.REPORTS),
        description=f"{body.name}历年政府信息公开工作年度报告：全文、统一格式的表格、历年比较和可以下载的数据。",
        column=COLUMN,
    )
    return page(
        "portal/annual/block.html",
        meta,
        frame=frame,
        body=body,
        block=meta.address,
        crumbs=crumbs_of(body, (NAME, "")),
        reports=[_listed(public) for public in reports],
        charts=list(charts(reports)) if reports else [],
        years=[public.year for public in reports[:SHOWN]],
        columns=min(len(reports), SHOWN) + 2,
        groups=side_by_side(reports) if reports else (),
        others=[(item, addresses.item(item)) for item in shelf.others.get(body.pk, [])],
        below_years=years,
        below=below,
    )


def report_page(public: PublicReport, shelf: Shelf, frame: Frame) -> bytes:
    """A report in full: its sections and official tables, the checks, what is beside it to be taken away."""
    body, item = public.agency, public.item
    outline, parts = parts_of(public.report)
    block = addresses.block(body, addresses.REPORTS)
    meta = _report_meta(public)
    stored = public.published.reading.stored
    return page(
        "portal/annual/report.html",
        meta,
        frame=frame,
        body=body,
        block=block,
        crumbs=crumbs_of(body, (NAME, block), (f"{public.year}年", "")),
        things=[_dataset(public, meta)],
        public=public,
        item=item,
        item_address=addresses.item(item),
        form=public.report.form,
        outline=outline,
        parts=parts,
        checked=checked(public),
        changes=changes_of(public),
        downloads=_downloads(public),
        original=stored,
        original_address=reverse("disclosure:file", args=(stored.key, stored.name)),
        other_years=[
            (each.year, address_of(each)) for each in shelf.of_body(body.pk) if each.year != public.year
        ],
    )


def _report_meta(public: PublicReport) -> PageMeta:
    body, item = public.agency, public.item
    return PageMeta(
        title=item.title,
        address=address_of(public),
        description=item.summary or f"{body.name}{public.year}年政府信息公开工作年度报告。",
        column=COLUMN,
        article=ArticleMeta(
            title=item.title,
            published_at=item.first_published_at,
            source=item.source or body.name,
            keywords=item.keywords,
            description=item.summary,
        ),
    )


def _dataset(public: PublicReport, meta: PageMeta) -> structured_data.Thing:
    """The report's figures as search engines for data take them."""
    return structured_data.dataset(
        name=public.item.title,
        description=meta.description,
        address=meta.address,
        body=public.agency,
        year=public.year,
        files=[(address_of(public, ending), kind) for ending, _, kind in FILES],
    )


def tombstone_page(body: Agency, year: int, item: Item, stone: Tombstone, frame: Frame) -> bytes:
    """What stands where a report was withdrawn."""
    block = addresses.block(body, addresses.REPORTS)
    meta = PageMeta(
        title=f"{stone.title}（已撤回）",
        address=addresses.annual_report(body, year),
        indexed=False,
    )
    return page(
        "portal/annual/withdrawn.html",
        meta,
        frame=frame,
        body=body,
        block=block,
        crumbs=crumbs_of(body, (NAME, block), (f"{year}年", "")),
        stone=stone,
        instead=((f"{body.short_name}的“{NAME}”", block),),
        item_address=addresses.item(item),
    )


def _listed(public: PublicReport) -> Listed:
    return Listed(
        public=public,
        address=address_of(public),
        words=in_a_word(public.report),
        agrees=checked(public).agrees,
        downloads=_downloads(public),
    )


def _downloads(public: PublicReport) -> tuple[Download, ...]:
    return tuple(Download(label, ending, address_of(public, ending)) for ending, label, _ in FILES)


def _matrix(below: list[Below]) -> tuple[list[int], list[tuple[Agency, str, list[tuple[int, Any, str]]]]]:
    """The years that any body below has published, newest first; and for each body its report of each, or None."""
    years = sorted({year for each in below for year in each.rows}, reverse=True)[:SHOWN]
    return years, [
        (each.body, addresses.block(each.body, addresses.REPORTS), list(_cells(each, years)))
        for each in below
    ]


def _cells(each: Below, years: list[int]) -> Iterator[tuple[int, Any, str]]:
    for year in years:
        yield year, each.rows.get(year), addresses.annual_report(each.body, year)
