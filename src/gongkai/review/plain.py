"""The content of a revision as plain text, field by field, so that two can be compared. No HTML comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from django.db import models
from modelcluster.models import ClusterableModel, get_all_child_m2m_relations, get_all_child_relations
from wagtail.blocks import StructBlock
from wagtail.blocks.list_block import ListValue
from wagtail.blocks.stream_block import StreamValue
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin
from wagtail.rich_text import RichText

BREAKS = frozenset(
    ("p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "td", "th", "hr", "blockquote", "div")
)


class _Text(HTMLParser):
    """Text of an HTML fragment, a line for each block; where a link leads, in brackets if that is wanted."""

    def __init__(self, *, targets: bool) -> None:
        super().__init__()
        self.targets = targets
        self.parts: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BREAKS:
            self.parts.append("\n")
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.links:
            link = self.links.pop()
            self.parts.append(f"（{link}）" if link and self.targets else "")
        if tag in BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def text_of_html(source: str, *, targets: bool = True) -> str:
    """The text of an HTML fragment, a line for each paragraph, heading and list item.

    `targets` says whether the addresses that it links to are written behind their links.
    """
    parser = _Text(targets=targets)
    parser.feed(source)
    parser.close()
    lines = (line.strip() for line in "".join(parser.parts).splitlines())
    return "\n".join(line for line in lines if line)


def _table(value: Mapping[str, Any]) -> str:
    rows = value.get("data") or ()
    return "\n".join("｜".join("" if cell is None else str(cell) for cell in row) for row in rows)


def _blocks(value: Any) -> Iterator[str]:
    if isinstance(value, StreamValue | ListValue):
        for child in value if isinstance(value, StreamValue) else value.bound_blocks:
            yield from _blocks(child.value)
    elif isinstance(value, RichText):
        yield text_of_html(value.source)
    elif isinstance(value, Mapping) and "data" in value:
        yield _table(value)
    elif isinstance(value, Mapping):
        for name, child in value.items():
            text = "\n".join(_blocks(child))
            block = getattr(value, "block", None)
            label = block.child_blocks[name].label if isinstance(block, StructBlock) else name
            if text:
                yield f"{label}：{text}"
    elif value not in (None, ""):
        yield text_of(value)


def text_of(value: Any) -> str:
    """Any value of a field as plain text."""
    if value is None:
        return ""
    if isinstance(value, StreamValue | ListValue | RichText | Mapping):
        return "\n".join(text for text in _blocks(value) if text)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple):
        return "、".join(text_of(one) for one in value)
    return str(value)


def _content_fields(instance: models.Model) -> Iterator[Any]:
    """Fields that somebody fills in: not keys, not what Wagtail's mixins keep."""
    mixins = (DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin)
    kept = {field.name for mixin in mixins for field in mixin._meta.local_fields}
    kept -= {"go_live_at", "expire_at"}
    for field in instance._meta.concrete_fields:
        if field.editable and not field.primary_key and field.name not in kept:
            yield field


def _child(row: models.Model) -> str:
    """What somebody filled in of a child; and the digest of its content when it has one: a file may be exchanged."""
    digest = str(getattr(row, "content_hash", ""))[:12]
    values = [
        text_of(getattr(row, field.name))
        for field in row._meta.concrete_fields
        if field.editable
        and not field.primary_key
        and not field.is_relation
        and field.name != "sort_order"
        and not isinstance(field, models.FileField)
    ]
    return "，".join(value for value in (*values, f"内容摘要{digest}" if digest else "") if value)


def fields_of(instance: models.Model) -> dict[str, tuple[str, str]]:
    """Of every field with content its label and its text, by name, in the model's order.

    A model with keys that only programs read has `worded(name)`, which gives label and text, or None.
    """
    texts: dict[str, tuple[str, str]] = {}
    worded = getattr(instance, "worded", lambda name: None)
    for field in _content_fields(instance):
        if (words := worded(field.name)) is not None:
            texts[field.name] = words
            continue
        shown = getattr(instance, f"get_{field.name}_display", None)
        value = shown() if field.choices and shown else getattr(instance, field.name)
        texts[field.name] = (str(field.verbose_name), text_of(value))
    if isinstance(instance, ClusterableModel):
        for relation in get_all_child_relations(type(instance)):
            name = relation.get_accessor_name()
            rows = getattr(instance, name).all()
            label = str(relation.related_model._meta.verbose_name)
            texts[name] = (label, "\n".join(_child(row) for row in rows))
        for field in get_all_child_m2m_relations(type(instance)):
            rows = getattr(instance, field.name).all()
            texts[field.name] = (str(field.verbose_name), "\n".join(str(row) for row in rows))
    return texts
