"""What was found in an attached file: its text piece by piece, and what gives cause for concern."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from gongkai.disclosure.attachments.kinds import AttachmentKind

__all__ = ["Concern", "ConcernKind", "Extract", "Piece"]


class ConcernKind(StrEnum):
    """What may go out with a file without anybody having seen it, or keeps it from being checked."""

    HIDDEN_SHEET = "hidden_sheet"
    HIDDEN_ROWS = "hidden_rows"
    FEW_HIDDEN_ROWS = "few_hidden_rows"
    HIDDEN_COLUMNS = "hidden_columns"
    HIDDEN_TEXT = "hidden_text"
    HIDDEN_SLIDE = "hidden_slide"
    NOTES = "notes"
    COMMENT = "comment"
    TRACKED_CHANGE = "tracked_change"
    PIVOT_CACHE = "pivot_cache"
    DATA_MODEL = "data_model"
    EXTERNAL_LINK = "external_link"
    EXTERNAL_DATA = "external_data"
    EMBEDDED_FILE = "embedded_file"
    ANNOTATION = "annotation"
    LAYER = "layer"
    COVERED_TEXT = "covered_text"
    EARLIER_VERSION = "earlier_version"
    POSITION = "position"
    WRONG_ENDING = "wrong_ending"
    EXECUTABLE = "executable"
    MACRO = "macro"
    ACTIVE_CONTENT = "active_content"
    PICTURE = "picture"
    PICTURES_WITHIN = "pictures_within"
    UNREADABLE_PART = "unreadable_part"

    @property
    def label(self) -> str:
        """The words that people read."""
        return _LABELS[self]


_LABELS = {
    ConcernKind.HIDDEN_SHEET: "隐藏的工作表",
    ConcernKind.HIDDEN_ROWS: "隐藏的行",
    ConcernKind.FEW_HIDDEN_ROWS: "少量隐藏的行",
    ConcernKind.HIDDEN_COLUMNS: "隐藏的列",
    ConcernKind.HIDDEN_TEXT: "隐藏的文字",
    ConcernKind.HIDDEN_SLIDE: "隐藏的幻灯片",
    ConcernKind.NOTES: "演讲者备注",
    ConcernKind.COMMENT: "批注",
    ConcernKind.TRACKED_CHANGE: "修订痕迹",
    ConcernKind.PIVOT_CACHE: "数据透视表的缓存",
    ConcernKind.DATA_MODEL: "数据模型",
    ConcernKind.EXTERNAL_LINK: "指向别处的链接",
    ConcernKind.EXTERNAL_DATA: "从别的文件带来的数据",
    ConcernKind.EMBEDDED_FILE: "内嵌的文件",
    ConcernKind.ANNOTATION: "注释",
    ConcernKind.LAYER: "隐藏的图层",
    ConcernKind.COVERED_TEXT: "遮盖下的文字",
    ConcernKind.EARLIER_VERSION: "以前的版本",
    ConcernKind.POSITION: "拍摄位置",
    ConcernKind.WRONG_ENDING: "名称与内容不符",
    ConcernKind.EXECUTABLE: "可执行的程序",
    ConcernKind.MACRO: "宏",
    ConcernKind.ACTIVE_CONTENT: "会自动运行的内容",
    ConcernKind.PICTURE: "图片上的文字",
    ConcernKind.PICTURES_WITHIN: "文件里的图片",
    ConcernKind.UNREADABLE_PART: "检查不了的部分",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and where it stands, in Chinese words; ``hidden`` when a reader would not see it.

    A row of a table is one piece: its cells joined by tabs, and ``columns`` the name of each (``C列``).
    """

    place: str
    text: str
    hidden: bool = False
    columns: tuple[str, ...] = ()

    def place_at(self, offset: int) -> str:
        """Where the character at that offset stands: the cell, where the piece is a row."""
        if not self.columns:
            return self.place
        return self.place + self.columns[min(self.text.count("\t", 0, offset), len(self.columns) - 1)]


@dataclass(frozen=True, slots=True)
class Concern:
    """Something in a file that a person must look at.

    ``detail`` is a Chinese clause that says what it is and how much of it; ``quoted`` an example out of it;
    ``content`` all that it hides, so that who cleared it is asked again when that changes.
    """

    kind: ConcernKind
    place: str
    detail: str
    quoted: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class Extract:
    """All that could be learnt of a file. ``failed`` is a Chinese sentence where it could not be checked.

    ``kind`` is told by the content, not by the name. ``digest`` is the SHA-256 of the file's bytes. What was
    read before a failure is kept in ``pieces`` and ``concerns``.
    """

    name: str
    kind: AttachmentKind
    pieces: tuple[Piece, ...] = ()
    concerns: tuple[Concern, ...] = ()
    failed: str | None = None
    digest: str = ""
    size: int = 0
    properties: dict[str, str] = field(default_factory=dict)
