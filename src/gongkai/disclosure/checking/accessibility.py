"""What people need who cannot see a picture, hear a video, or see how a table is laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.disclosure.checking.draft import Draft, Picture, Table, Video
from gongkai.disclosure.checking.finding import Finding, Severity
from gongkai.disclosure.checking.quoting import shown
from gongkai.disclosure.checking.registry import Example, Rule, register

__all__ = ["check_accessibility"]

_BASIS = "GB/T 37668—2019；国办公开办函〔2021〕28号：网站适老化与无障碍"

PICTURES = register(
    Rule(
        name="pictures.alternative_text",
        title="图片有替代文字",
        basis=_BASIS,
        severity=Severity.WARNING,
        explanation="替代文字说出图里有什么，不是文件名，也不是“图片”两个字。只作装饰的图片不用写。",
        example=Example("图片没有替代文字", {"body": (Picture(caption="春耕现场"),)}),
    )
)
TABLES = register(
    Rule(
        name="tables.header",
        title="表格标出表头",
        basis=_BASIS,
        severity=Severity.WARNING,
        explanation="两行以上的表格，要把第一行或第一列标为表头，读屏软件才能说出每一格是什么。",
        example=Example("表格没有表头", {"body": (Table((("姓名", "职务"), ("张三", "镇长"))),)}),
    )
)
VIDEOS = register(
    Rule(
        name="video.caption",
        title="视频有字幕或文字稿",
        basis=_BASIS,
        severity=Severity.WARNING,
        explanation="视频里说的话，要有字幕，或在旁边附文字稿。",
        example=Example("视频没有文字稿", {"body": (Video(caption="政策解读"),)}),
    )
)
_SAYS_NOTHING = re.compile(
    r"(?:图片?|照片|配图|插图|截图|image|img|picture|photo|dsc|mmexport|微信图片|未命名|无标题)?[\s_\-\d（）()]*"
    r"(?:\.(?:jpe?g|png|gif|bmp|webp))?|.+\.(?:jpe?g|png|gif|bmp|webp)",
    re.IGNORECASE,
)


def check_accessibility(draft: Draft) -> Iterator[Finding]:
    """Pictures, tables and videos that some readers could not take in."""
    pictures = tables = videos = 0
    for block in draft.body:
        if isinstance(block, Picture):
            pictures += 1
            yield from _picture(block, pictures)
        elif isinstance(block, Table):
            tables += 1
            yield from _table(block, tables)
        elif isinstance(block, Video):
            videos += 1
            yield from _video(block, videos)


def _picture(picture: Picture, number: int) -> Iterator[Finding]:
    text = picture.alternative_text.strip()
    if picture.decorative or not _SAYS_NOTHING.fullmatch(text):
        return
    fault = f"的替代文字“{text}”没有说出图里有什么" if text else "没有替代文字"
    yield PICTURES.finding(
        f"第{number}张图片",
        shown(picture.caption or text),
        f"第{number}张图片{fault}，看不见图的人不知道图里有什么。",
        "请用一句话写出图里有什么；只作装饰的图片，请删去。",
        content=f"{number} {text} {picture.caption}",
    )


def _table(table: Table, number: int) -> Iterator[Finding]:
    if table.has_header or len(table.rows) < 2:
        return
    first = shown(" ".join(table.rows[0]))
    yield TABLES.finding(
        f"第{number}个表格",
        first,
        f"第{number}个表格没有标出表头。",
        "请把第一行（或第一列）设为表头。",
        content=f"{table.rows[0]}",
    )


def _video(video: Video, number: int) -> Iterator[Finding]:
    if video.captioned or video.transcript.strip():
        return
    yield VIDEOS.finding(
        f"第{number}个视频",
        shown(video.caption),
        f"第{number}个视频没有字幕，也没有文字稿，听不见的人不知道说了什么。",
        "请在视频的“文字稿”里写出说了什么。",
        content=f"{number} {video.target} {video.caption}",
    )
