"""A draft: everything about an item that a rule may look at, as plain data, and its text with places."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from gongkai.annual.report import AnnualReport
from gongkai.disclosure.attachments.extract import Extract
from gongkai.statute.metadata import METADATA_FIELDS

__all__ = [
    "AppointedLeader",
    "AttachedReport",
    "Attachment",
    "Block",
    "CountyTerm",
    "Draft",
    "Heading",
    "Link",
    "Paragraph",
    "Passage",
    "Picture",
    "Table",
    "Video",
]


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a paragraph: the words that are underlined and where they lead."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text, without markup."""

    text: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in the text; ``level`` 1 stands highest."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; ``decorative`` ones need no alternative text. ``extract`` is its file looked through."""

    alternative_text: str = ""
    caption: str = ""
    decorative: bool = False
    extract: Extract | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its rows of cells, and whether the first row or column is marked as header."""

    rows: tuple[tuple[str, ...], ...]
    has_header: bool = False
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Video:
    """A video: ``captioned`` when its words are shown in it, ``transcript`` when they stand beside it."""

    transcript: str = ""
    captioned: bool = False
    caption: str = ""
    target: str = ""


Block = Paragraph | Heading | Picture | Table | Video


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes out with the item. ``extract`` is None while it has not been looked through."""

    name: str
    extract: Extract | None = None


@dataclass(frozen=True, slots=True)
class AttachedReport:
    """What an attached file is as an annual report: the report, or in ``failed`` the sentence why it is none."""

    name: str
    report: AnnualReport | None = None
    failed: str = ""


@dataclass(frozen=True, slots=True)
class AppointedLeader:
    """Who holds a post on the day: ``rank`` orders the leaders, 1 first; ``title`` is the post (副镇长)."""

    rank: int
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class CountyTerm:
    """A word that the county watches for, and what to write in its place, if anything."""

    written: str
    preferred: str = ""
    blocking: bool = False
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the draft's text and where it stands; ``prose`` is false for cells, links and the like.

    ``registered`` is what the register takes up when the draft is published.
    """

    place: str
    text: str
    prose: bool = True
    registered: bool = False


@dataclass(frozen=True)
class Draft:
    """An item as it stands now.

    ``metadata`` is by the keys of ``gongkai.statute.metadata`` (texts as printed); the keys in ``automatic`` are
    filled by the system when it is published. Dates are those of Asia/Shanghai; ``go_live_on`` is when it shall
    be public (``today`` unless scheduled). ``column_kind`` is that of the column (``leader``, ``document`` …).
    ``ledger`` maps words to the figure that the ledger counts for them in ``ledger_year``: the words of a key
    must stand in this order in a clause, just before the number (``"主动公开政府信息"``, ``"收到 申请"``).
    In the column of annual reports ``reports`` are the attachments as such, ``report_before`` is the body's
    published report of the year before, ``report_elsewhere`` the title of another public item with this year's.
    ``known_links`` are the addresses of this site that exist, None where they are not known; ``own_hosts`` are
    the site's names. ``link_failures`` maps targets that were tried to the reason why they failed.
    """

    title: str
    body: tuple[Block, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    automatic: frozenset[str] = frozenset(("index_number", "published_on"))
    openness: str = "proactive"
    withholding_reason: str = ""
    withholding_explanation: str = ""
    column_kind: str = ""
    today: datetime.date | None = None
    formed_on: datetime.date | None = None
    published_on: datetime.date | None = None
    go_live_on: datetime.date | None = None
    expires_on: datetime.date | None = None
    attachments: tuple[Attachment, ...] = ()
    reports: tuple[AttachedReport, ...] = ()
    report_before: AnnualReport | None = None
    report_elsewhere: str = ""
    leaders: tuple[AppointedLeader, ...] = ()
    ledger: Mapping[str, Decimal | int] = field(default_factory=dict)
    ledger_year: int | None = None
    county_terms: tuple[CountyTerm, ...] = ()
    known_links: frozenset[str] | None = None
    own_hosts: frozenset[str] = frozenset()
    link_failures: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All text of the draft that will be public, each stretch with its place."""
        return tuple(_passages(self))


_TEXTUAL_METADATA = ("summary", "keywords", "document_number", "issuer", "source")
_LABELS = {item.key: item.label for item in METADATA_FIELDS} | {"source": "来源"}


def _passages(draft: Draft) -> Iterator[Passage]:
    yield Passage("标题", draft.title, registered=True)
    for key in _TEXTUAL_METADATA:
        if text := draft.metadata.get(key, ""):
            yield Passage(_LABELS[key], text, prose=key == "summary", registered=key == "document_number")
    counts = {"paragraph": 0, "picture": 0, "table": 0, "video": 0}
    for block in draft.body:
        yield from _of_block(block, counts)
    for number, attachment in enumerate(draft.attachments, 1):
        yield Passage(f"附件{number}的名称", attachment.name, prose=False)


def _of_block(block: Block, counts: dict[str, int]) -> Iterator[Passage]:
    if isinstance(block, Paragraph | Heading):
        if block.text.strip():
            counts["paragraph"] += 1
            yield Passage(f"正文第{counts['paragraph']}段", block.text)
        for link in block.links if isinstance(block, Paragraph) else ():
            yield Passage(f"正文第{max(counts['paragraph'], 1)}段的链接地址", link.target, prose=False)
    elif isinstance(block, Picture):
        counts["picture"] += 1
        yield from _named(
            f"第{counts['picture']}张图片", ("替代文字", block.alternative_text), ("说明", block.caption)
        )
    elif isinstance(block, Video):
        counts["video"] += 1
        yield from _named(f"第{counts['video']}个视频", ("文字稿", block.transcript), ("说明", block.caption))
    else:
        counts["table"] += 1
        place = f"第{counts['table']}个表格"
        yield from _named(place, ("名称", block.caption))
        for row, cells in enumerate(block.rows, 1):
            for column, text in enumerate(cells, 1):
                if text and not text.isspace():
                    yield Passage(f"{place}第{row}行第{column}列", text, prose=False)


def _named(place: str, *texts: tuple[str, str]) -> Iterator[Passage]:
    for name, text in texts:
        if text.strip():
            yield Passage(f"{place}的{name}", text)
