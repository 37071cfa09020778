"""The channels (公开渠道和载体) as a vocabulary, and what the catalogue's free words for them mean.

第二十三条 names gazette, website and other media of the net, press conference, press, radio and television; 第二十五条
the reading places; the standard catalogues of 国办发〔2019〕54号 add notice boards and halls of service.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.db import models


class ChannelKind(models.TextChoices):
    """A kind of channel."""

    PORTAL = "portal", "政府网站"
    FEED = "feed", "信息订阅"
    MINI_PROGRAM = "mini_program", "小程序"
    NOTICE_BOARD = "notice_board", "政务公开栏"
    OFFICIAL_ACCOUNT = "official_account", "公众号"
    VILLAGE_RADIO = "village_radio", "村村响（广播）"
    NEWSPAPER = "newspaper", "报纸"
    GAZETTE = "gazette", "政府公报"
    BROADCAST = "broadcast", "广播电视"
    PRESS_CONFERENCE = "press_conference", "新闻发布会"
    READING_PLACE = "reading_place", "查阅点"
    OTHER = "other", "其他"


AUTOMATIC: Final = (ChannelKind.PORTAL, ChannelKind.FEED, ChannelKind.MINI_PROGRAM)
"""What the static copy carries by itself. Of every other channel a clerk says that it has carried an item."""

BY_HAND: Final = tuple(kind for kind in ChannelKind if kind not in AUTOMATIC)

PASSING: Final = (
    ChannelKind.VILLAGE_RADIO,
    ChannelKind.NEWSPAPER,
    ChannelKind.GAZETTE,
    ChannelKind.BROADCAST,
    ChannelKind.PRESS_CONFERENCE,
)
"""What was aired, said or printed: nobody can take it down again."""

# Each takes what it recognises out of the text, so that what is written more fully stands first.
_WORDS: Final = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        # With whose board it is (政务服务中心公开栏), but not with what stands before a word or a sign that joins two.
        (r"[^和及与或/()+|]*(公开|公示|公告|宣传|告示)栏", ChannelKind.NOTICE_BOARD),
        (r"电子屏|显示屏|张贴", ChannelKind.NOTICE_BOARD),
        (r"(微信)?小程序|客户端|app", ChannelKind.MINI_PROGRAM),
        (r"rss|atom|订阅", ChannelKind.FEED),
        (r"公众号|公众平台|两微一端|微信|微博|视频号|新媒体", ChannelKind.OFFICIAL_ACCOUNT),
        (r"广播电视|电视", ChannelKind.BROADCAST),
        (r"村村响|大喇叭|应急广播|广播", ChannelKind.VILLAGE_RADIO),
        (r"公报", ChannelKind.GAZETTE),
        (r"报纸|报刊|日报|晚报|党报|纸质媒体", ChannelKind.NEWSPAPER),
        (r"发布会|听证会", ChannelKind.PRESS_CONFERENCE),
        (
            r"查阅(点|场所|处)|档案馆|图书馆|政务服务(中心|大厅|场所)|便民服务(中心|站|点)|办事大厅",
            ChannelKind.READING_PLACE,
        ),
        (r"网站|门户|网页|网上|官网", ChannelKind.PORTAL),
    )
)
_SIGNS: Final = "、，,；;。\\s■☑☒✓✔√"
"""What stands between two channels: the box that is ticked in the official form as well."""
_BETWEEN: Final = re.compile(f"[{_SIGNS}]+")
_NOT_TICKED: Final = re.compile(f"[□☐▢◻]\\s*[^{_SIGNS}□☐▢◻]*")


@dataclass(frozen=True, order=True, slots=True)
class Demanded:
    """A channel that the catalogue asks for; `name` is the catalogue's own word where the kind is OTHER, else ""."""

    kind: str
    name: str = ""

    @property
    def label(self) -> str:
        """What a screen calls it."""
        return self.name or ChannelKind(self.kind).label

    @property
    def automatic(self) -> bool:
        """Whether the static copy carries it by itself."""
        return self.kind in AUTOMATIC


def demanded(texts: Iterable[object]) -> tuple[Demanded, ...]:
    """The channels that the words of a catalogue's entry mean, each once, in the order of the vocabulary.

    In a line of the official form (■政府网站 □两微一端 …) those that are not ticked are left out.

    Never fails: what is not recognised is kept with its own words as OTHER, what is no text is passed over.
    """
    found = {one for text in texts if isinstance(text, str) for one in _meant(text)}
    order = list(ChannelKind)
    return tuple(sorted(found, key=lambda one: (order.index(ChannelKind(one.kind)), one.name)))


def _meant(text: str) -> Iterator[Demanded]:
    ticked = _NOT_TICKED.sub(" ", unicodedata.normalize("NFKC", text))
    for piece in (each.strip("_") for each in _BETWEEN.split(ticked)):
        rest, known = piece.lower(), False
        for pattern, kind in _WORDS:
            rest, number = pattern.subn(" ", rest)
            if number:
                known = True
                yield Demanded(kind.value)
        if not known and piece and piece != ChannelKind.OTHER.label:
            yield Demanded(ChannelKind.OTHER.value, piece)
