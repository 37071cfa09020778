"""The body of an item as the editor sends it: looked through before Wagtail reads it.

Wagtail trusts its own scripts: it falls over what has another shape, and passes over a block, a paragraph or a link of
a kind that it does not know, so that what was written would be gone without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.forms import ValidationError
from wagtail.blocks import BlockField, StructBlock
from wagtail.blocks.base import BlockWidget
from wagtail.blocks.stream_block import StreamBlockValidationError

from gongkai.office.forms.editor_data import is_table, is_text

NOT_STARTED = "正文编辑器还没有载入，正文没有收到。请等下面的正文载入完，核对后再保存。"
BROKEN = "正文的数据不完整或者已经损坏，没有收到。请核对下面的正文，把您写的重新填上，再保存。"
BROKEN_BLOCK = "这一块的数据不完整或者已经损坏，没有收到。请在这里重新填写，再保存。"
LARGEST_COUNT = 10_000
"""More blocks than a form may have fields."""


@dataclass(frozen=True)
class Unread:
    """A body of which something could not be read: what is to be said, which blocks (from 0) it was, and the rest.

    `rest` has an empty block in the place of each of them; it is None where nothing could be read.
    """

    said: str
    blocks: tuple[int, ...] = ()
    rest: Any = None


@dataclass(frozen=True)
class _Sent:
    """A block as it was sent: its name in the form, its kind, where it stands."""

    name: str
    kind: str
    order: int = field(compare=False)


class _Unfit(Exception):
    """What was sent is no list of blocks."""


class BodyWidget(BlockWidget):
    """Reads what the editor sends; gives `Unread` where it cannot."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The body, or what of it could be read."""
        if f"{name}-count" not in data:
            return Unread(NOT_STARTED)
        try:
            sent = sorted(self._sent(data, name), key=lambda block: block.order)
        except _Unfit:
            return Unread(BROKEN)
        broken = tuple(place for place, block in enumerate(sent) if not self._is_whole(data, block))
        if not broken:
            return super().value_from_datadict(data, files, name)
        mended = data.copy()
        for place in broken:
            self._empty(mended, sent[place])
        named = "、".join(f"第{place + 1}块（{self._child(sent[place]).label}）" for place in broken)
        said = f"正文{named}的数据不完整或者已经损坏，没有收到。请在原处重新填写，再保存；其他内容都在。"
        return Unread(said, broken, super().value_from_datadict(mended, files, name))

    def _sent(self, data: Any, name: str) -> Iterator[_Sent]:
        """The blocks that were not deleted."""
        orders = set()
        for number in range(_number(data, f"{name}-count")):
            prefix = f"{name}-{number}"
            deleted, kind, key = (data.get(f"{prefix}-{part}") for part in ("deleted", "type", "id"))
            if deleted:
                continue
            order = _number(data, f"{prefix}-order")
            known = kind in self.block_def.child_blocks and order not in orders
            if deleted is None or not known or not _is_key(key or ""):
                raise _Unfit
            orders.add(order)
            yield _Sent(f"{prefix}-value", kind, order)

    def _child(self, block: _Sent) -> Any:
        return self.block_def.child_blocks[block.kind]

    def _is_whole(self, data: Any, block: _Sent) -> bool:
        child = self._child(block)
        if isinstance(child, StructBlock):
            parts = {part: data.get(f"{block.name}-{part}") for part in child.child_blocks}
            picture = parts.get("picture") or "0"
            return None not in parts.values() and picture.isascii() and picture.isdecimal()
        typed = data.get(block.name)
        if typed is None:
            return False
        return is_table(typed) if block.kind == "table" else is_text(typed, child.field.widget.converter)

    def _empty(self, data: Any, block: _Sent) -> None:
        child = self._child(block)
        if isinstance(child, StructBlock):
            data.update(dict.fromkeys((f"{block.name}-{part}" for part in child.child_blocks), ""))
        data[block.name] = "null"


class BodyField(BlockField):
    """The body, whole or refused in a sentence: what could be read of it stays in the form."""

    def __init__(self, block: Any = None, **kwargs: Any) -> None:
        super().__init__(block=block, **{"widget": BodyWidget(block), **kwargs})

    def clean(self, value: Any) -> Any:
        """As Wagtail's.

        Raises:
            ValidationError: also where something could not be read, at the blocks that it was.
        """
        if not isinstance(value, Unread):
            return super().clean(value)
        marked = {place: ValidationError(BROKEN_BLOCK) for place in value.blocks}
        raise StreamBlockValidationError(block_errors=marked, non_block_errors=[value.said])

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What the form shows again."""
        if isinstance(data, Unread):
            return initial if data.rest is None else data.rest
        return data


def _number(data: Any, name: str) -> int:
    """A number of the form.

    Raises:
        _Unfit: where there is none, or one that no form has.
    """
    typed = data.get(name, "")
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= len(str(LARGEST_COUNT))):
        raise _Unfit
    return int(typed)


def _is_key(key: str) -> bool:
    """Whether it may be the key of a block: a UUID, or nothing where the block is new."""
    return len(key) <= 36 and re.fullmatch(r"[0-9a-zA-Z-]*", key) is not None
