"""A published version as plain text, field by field: what readers saw, so that two versions can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.disclosure import contents, readings
from gongkai.disclosure.models import Column, Item, StoredFile
from gongkai.review.plain import text_of_html

PLAIN: tuple[tuple[str, str], ...] = (
    ("title", "信息名称"),
    ("document_number", "文号"),
    ("formed_on", "成文日期"),
    ("theme", "主题分类"),
    ("genre", "体裁分类"),
    ("summary", "内容概述"),
    ("keywords", "关键词"),
    ("source", "来源"),
)
Texts = dict[str, tuple[str, str]]


@dataclass(frozen=True)
class Names:
    """What versions refer to, by primary key: only what may be named in public."""

    columns: Mapping[int, str]
    files: Mapping[int, tuple[str, str]]
    documents: Mapping[int, str]


def names_in(versions: Iterable[Mapping[str, Any]]) -> Names:
    """The names of columns, files and documents in these versions. Three queries at most."""
    columns: set[int] = set()
    files: set[int] = set()
    documents: set[int] = set()
    for content in versions:
        columns.add(content.get("column") or 0)
        files |= contents.stored_ids(content)
        documents |= set(content.get("interprets") or [])
    return Names(
        columns=dict(Column.objects.filter(pk__in=columns).values_list("pk", "name")) if columns else {},
        files={
            pk: (name, digest)
            for pk, name, digest in StoredFile.objects.filter(pk__in=files).values_list(
                "pk", "name", "content_hash"
            )
        }
        if files
        else {},
        documents=dict(Item.objects.public().filter(pk__in=documents).values_list("pk", "title"))
        if documents
        else {},
    )


def texts_of(content: Mapping[str, Any], names: Names) -> Texts:
    """Label and text by field, of a revision's `content`, in the order of the page."""
    texts: Texts = {key: (label, str(content.get(key) or "")) for key, label in PLAIN}
    texts["column"] = ("栏目", names.columns.get(content.get("column") or 0, ""))
    texts["duties"] = ("法定公开事项", readings.duties(content.get("duties")))
    blocks = contents.body_blocks(content)
    texts["body"] = ("正文", "\n".join(text for block in blocks if (text := _block(block))))
    texts["attachments"] = ("附件", "\n".join(_files(content, names)))
    documents = (names.documents.get(pk, "") for pk in sorted(content.get("interprets") or []))
    texts["interprets"] = ("解读的文件", "\n".join(title for title in documents if title))
    return texts


def _files(content: Mapping[str, Any], names: Names) -> Iterable[str]:
    """A line for each file. Its digest stands beside the name: a file may be exchanged for one of the same name."""
    children = list(content.get("attachments") or [])
    for child in sorted(children, key=lambda child: child.get("sort_order") or 0):
        name, digest = names.files.get(child.get("stored") or 0, ("", ""))
        title = child.get("title") or ""
        yield (
            f"{title or name}（{name}，内容摘要{digest[:12]}）"
            if title
            else f"{name}（内容摘要{digest[:12]}）"
        )


def _block(block: Mapping[str, Any]) -> str:
    kind, value = block.get("type"), block.get("value")
    if kind == "text":
        return text_of_html(str(value or ""))
    if not isinstance(value, Mapping):
        return ""
    if kind == "table":
        return "\n".join(_lines_of_table(value))
    words = [f"{label}：{value[key]}" for key, label in _WORDS if value.get(key)]
    return "\n".join([f"（{'图片' if kind == 'picture' else '视频'}）", *words])


_WORDS = (("alternative_text", "替代文字"), ("caption", "说明"), ("video", "地址"), ("transcript", "文字稿"))


def _lines_of_table(value: Mapping[str, Any]) -> Iterable[str]:
    if value.get("table_caption"):
        yield str(value["table_caption"])
    for row in value.get("data") or []:
        yield "｜".join("" if cell is None else str(cell).replace("\n", " ") for cell in row)
