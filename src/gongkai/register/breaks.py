"""Walking the chain and saying where it first breaks, and what was done to it there. Pure; entries stream by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from gongkai.register.chain import Link, Position, link


class BreakKind(Enum):
    """What is wrong with an entry."""

    BODY = "登记内容被改过"
    HASH = "本条摘要被改过"
    PREVIOUS = "上一条摘要被改过"
    REWRITTEN = "登记内容和本条摘要一起被改过"
    GAP = "条目缺失"
    DOUBLED = "编号重复"
    ORDER = "次序颠倒"
    COLUMN = "栏目与登记内容不符"
    TAIL = "末尾的条目被删去"
    REMADE = "改写后重算了摘要"
    UNREGISTERED = "条目不是经登记写入的"


@dataclass(frozen=True)
class Break:
    """The first broken entry. `until` is the last entry that may be touched, where one cannot be told from another."""

    sequence: int
    kind: BreakKind
    message: str
    until: int | None = None


@dataclass(frozen=True)
class Anchor:
    """What a signed checkpoint says: on that day the chain stood so."""

    day: str
    position: Position


def first_break(
    links: Iterable[Link],
    *,
    anchors: Sequence[Anchor] = (),
    head: Position | None = None,
    start: Position | None = None,
) -> Break | None:
    """The first break of a chain whose entries come in order of their sequence; None where it is whole.

    `anchors` (from checkpoints) and `head` (kept beside the entries) show what a chain alone cannot: entries
    removed at its end, and a chain that was computed anew from some entry on. `start` is where the walk begins
    when the part before is known to be good.
    """
    walk = _Walk(iter(links), anchors, head, start or Position())
    for each in walk.links:
        found = walk.step(each)
        if found is not None:
            return found
    return walk.ending()


class _Walk:
    """Where the walk stands: everything up to `at` is good, but for what only the next entry shows."""

    def __init__(
        self, links: Iterator[Link], anchors: Sequence[Anchor], head: Position | None, start: Position
    ) -> None:
        self.links = links
        self.head = head
        self.start = start
        self.at = start
        later = [anchor for anchor in anchors if anchor.position.sequence > start.sequence]
        self.anchors = {anchor.position.sequence: anchor for anchor in later}
        self.furthest = max(later, key=lambda anchor: anchor.position.sequence, default=None)
        self.held_until = start.sequence

    def step(self, each: Link) -> Break | None:
        found = self._sequence(each) or self._hash(each) or self._columns(each)
        if found is None:
            found = self._anchor(each)
            self.at = Position(each.sequence, each.entry_hash)
        return found

    def ending(self) -> Break | None:
        """What is missing after the last entry, or was never meant to be there."""
        last = self.at.sequence
        if self.furthest is not None and self.furthest.position.sequence > last:
            missing = self.furthest.position.sequence
            return self._tail(last, missing, f"{self.furthest.day}的检查点记到第{missing}条")
        if self.head is None:
            return None
        if self.head.sequence > last:
            return self._tail(last, self.head.sequence, f"链首记录是第{self.head.sequence}条")
        if self.head.sequence < last:
            number = self.head.sequence + 1
            return Break(
                number,
                BreakKind.UNREGISTERED,
                f"第{number}条：链首记录只到第{number - 1}条，此后的条目不是经登记写入的。",
                last,
            )
        if self.head.chain_hash != self.at.chain_hash:
            return _rewritten(last, "链首记录的摘要与它不同")
        return None

    def _tail(self, last: int, missing: int, evidence: str) -> Break:
        first = last + 1
        span = f"第{first}条" if first == missing else f"第{first}条至第{missing}条"
        return Break(
            first, BreakKind.TAIL, f"{span}：末尾的条目被删去，{evidence}，现在只到第{last}条。", missing
        )

    def _sequence(self, each: Link) -> Break | None:
        expected = self.at.sequence + 1
        if each.sequence == expected:
            return None
        if each.sequence < expected:
            number = each.sequence
            return Break(number, BreakKind.DOUBLED, f"第{number}条：这个编号出现了不止一次。")
        if any(later.sequence == expected for later in self.links):
            return Break(
                expected,
                BreakKind.ORDER,
                f"第{expected}条：次序颠倒，它排在第{each.sequence}条之后。",
                each.sequence,
            )
        last = each.sequence - 1
        span = f"第{expected}条" if last == expected else f"第{expected}条至第{last}条"
        return Break(expected, BreakKind.GAP, f"{span}：缺失，下一条已是第{each.sequence}条。", last)

    def _hash(self, each: Link) -> Break | None:
        before = self.at.chain_hash
        whole_by_itself = link(each.previous_hash, each.body) == each.entry_hash
        if each.previous_hash == before:
            return None if whole_by_itself else self._body_or_hash(each)
        number = each.sequence
        if link(before, each.body) == each.entry_hash or self.at == self.start:
            return Break(
                number, BreakKind.PREVIOUS, f"第{number}条：上一条摘要与第{number - 1}条的摘要不符。"
            )
        if not whole_by_itself:
            return Break(number, BreakKind.BODY, f"第{number}条：登记内容和上一条摘要都与本条摘要不符。")
        # The entry is whole and follows another than the one that stands before it: that one is not what it was,
        # unless this one was moved here from elsewhere.
        return self._number_in_body(each) or _rewritten(number - 1, f"第{number}条所接的不是现在的内容")

    def _body_or_hash(self, each: Link) -> Break:
        """The body and the hash do not fit: what follows tells which of the two was there first."""
        number = each.sequence
        kept = self._kept_hash(number)
        if kept == link(each.previous_hash, each.body):
            return Break(number, BreakKind.HASH, f"第{number}条：本条摘要被改过，登记内容与后文相接。")
        if kept == each.entry_hash:
            return Break(number, BreakKind.BODY, f"第{number}条：登记内容被改过，与本条摘要不符。")
        return Break(number, BreakKind.BODY, f"第{number}条：登记内容与本条摘要不符。")

    def _kept_hash(self, number: int) -> str | None:
        """The hash of the entry just read as others keep it: the next entry, else a checkpoint, else the head."""
        following = next(self.links, None)
        if following is not None:
            return following.previous_hash
        if number in self.anchors:
            return self.anchors[number].position.chain_hash
        return self.head.chain_hash if self.head is not None and self.head.sequence == number else None

    def _columns(self, each: Link) -> Break | None:
        if not each.columns:
            return None
        body = json.loads(each.body)
        for name, value in each.columns.items():
            if body.get(name) != value:
                return _column(each.sequence, name, value, body.get(name))
        return None

    def _number_in_body(self, each: Link) -> Break | None:
        stated = json.loads(each.body).get("sequence", each.sequence)
        return None if stated == each.sequence else _column(each.sequence, "sequence", each.sequence, stated)

    def _anchor(self, each: Link) -> Break | None:
        anchor = self.anchors.get(each.sequence)
        if anchor is None:
            return None
        signed = anchor.position.chain_hash
        if signed == each.entry_hash:
            self.held_until = each.sequence
            return None
        following = next(self.links, None)
        if following is not None and following.previous_hash == signed:
            return _rewritten(each.sequence, f"{anchor.day}的检查点和第{each.sequence + 1}条都与它不符")
        first = self.held_until + 1
        span = f"第{first}条" if first == each.sequence else f"第{first}条至第{each.sequence}条之间"
        return Break(
            first,
            BreakKind.REMADE,
            f"{span}：有条目被改写并重算了摘要，与{anchor.day}的检查点不符。",
            each.sequence,
        )


def _rewritten(number: int, evidence: str) -> Break:
    return Break(number, BreakKind.REWRITTEN, f"第{number}条：登记内容和本条摘要一起被改过，{evidence}。")


def _column(number: int, name: str, value: object, stated: object) -> Break:
    label = COLUMN_LABELS.get(name, name)
    return Break(number, BreakKind.COLUMN, f"第{number}条：{label}现为“{value}”，登记内容里是“{stated}”。")


COLUMN_LABELS = {
    "sequence": "序号",
    "agency_id": "机关编号",
    "subject_type": "对象类型",
    "subject_id": "对象编号",
    "revision_id": "版本",
    "kind": "动作",
    "column_kind": "栏目类型",
    "index_number": "索引号",
    "document_number": "文号",
    "title": "信息名称",
    "public_at": "公开时间",
    "recorded_at": "记录时间",
    "recorded_by_id": "记录人编号",
}
"""What the columns that repeat the body are called."""

__all__ = ["COLUMN_LABELS", "Anchor", "Break", "BreakKind", "first_break"]
