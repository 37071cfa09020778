"""Writing an entry into the register: the only way in, and the last gate before anything is public."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from gongkai.acts.action import Refused
from gongkai.acts.days import CHINA
from gongkai.agencies.models import Agency
from gongkai.register.chain import canonical, link
from gongkai.register.clearing import EMERGENCY, Clearing, Particulars
from gongkai.register.models import ChainHead, ChangeKind, Entry
from gongkai.register.queries import CHANGES_OF_STATE, OF_CHANNELS, PUBLICATIONS

_SM3 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class Line:
    """What an entry says; the fields are those of `record`."""

    agency: Agency
    subject: models.Model
    revision_id: int | None
    kind: str
    column_kind: str
    index_number: str
    title: str
    public_at: datetime.datetime
    content_hash: str
    by: Any
    particulars: Particulars
    reason: str = ""


def record(
    *,
    agency: Agency,
    subject: models.Model,
    revision_id: int | None,
    kind: str,
    column_kind: str,
    index_number: str,
    title: str,
    public_at: datetime.datetime,
    content_hash: str,
    clearing: Clearing | None,
    by: Any,
    reason: str = "",
    particulars: Particulars | None = None,
) -> Entry:
    """Write the next entry of the chain, in the caller's transaction if there is one.

    `public_at` knows its time zone; `content_hash` is SM3 in hexadecimal of the revision's content; `by` is who
    does it, None for the scheduler. The chain's head stays locked until the transaction ends.

    Raises:
        Refused: a publication without leave of three different people (or an emergency's), leave for another
            revision or content, a revision registered twice, a withdrawal of what is not public or without
            reason, a confirmation of no emergency or by whoever decided it, a head that does not fit.
    """
    line = Line(
        agency=agency,
        subject=subject,
        revision_id=revision_id,
        kind=kind,
        column_kind=column_kind,
        index_number=index_number,
        title=title,
        public_at=public_at,
        content_hash=content_hash,
        by=by,
        reason=reason,
        particulars=particulars or Particulars(),
    )
    stated = _stated(line, clearing)
    with transaction.atomic():
        head = _locked_head()
        reasons = _objections(stated, clearing)
        if reasons:
            raise Refused(*reasons)
        entry = _next(head, stated, public_at, timezone.now())
        entry.save()
        head.save()
        return entry


def record_receipts(lines: Sequence[Line]) -> list[Entry]:
    """Write what channels did with many things, each its entry, in their order; in one transaction and few queries.

    Raises:
        Refused: for another kind than those of channels, or a head that does not fit.
    """
    if any(line.kind not in OF_CHANNELS for line in lines):
        raise Refused("这里只能登记渠道回执。公开、撤回等请用各自的办理方式。")
    with transaction.atomic():
        head = _locked_head()
        now = timezone.now()
        entries = [_next(head, _stated(line, None), line.public_at, now) for line in lines]
        Entry.objects.bulk_create(entries, batch_size=500)
        head.save()
    return entries


def moment(at: datetime.datetime) -> str:
    """A moment as the body writes it: ISO 8601 in China's time.

    Raises:
        Refused: when it does not know its time zone.
    """
    if timezone.is_naive(at):
        raise Refused("登记的时间须带时区，请联系系统管理员。")
    return at.astimezone(CHINA).isoformat()


def _stated(line: Line, clearing: Clearing | None) -> dict[str, Any]:
    return {
        **_background(line.agency, line.particulars, line.by),
        "column_kind": line.column_kind,
        "content_hash": line.content_hash,
        "emergency": bool(clearing and clearing.emergency),
        "index_number": line.index_number,
        "kind": ChangeKind(line.kind).value,
        "public_at": moment(line.public_at),
        "reason": line.reason or (clearing.comment if clearing else ""),
        "reviewers": _reviewers(clearing),
        "revision_id": line.revision_id,
        "subject_id": line.subject.pk,
        "subject_type": line.subject._meta.label_lower,
        "title": line.title,
    }


def _background(agency: Agency, particulars: Particulars, by: Any) -> dict[str, Any]:
    return {
        "agency": {"code": agency.code, "name": agency.name, "short_name": agency.short_name},
        "agency_id": agency.pk,
        "channels": list(particulars.channels),
        "column": particulars.column,
        "document_number": particulars.document_number,
        "drafter": particulars.drafter,
        "openness": particulars.openness,
        "recorded_by": str(by) if by is not None else "",
        "recorded_by_id": by.pk if by is not None else None,
    }


def _reviewers(clearing: Clearing | None) -> list[dict[str, Any]]:
    return [
        {
            "at": moment(reviewer.at),
            "name": reviewer.name,
            "on_behalf_of": reviewer.on_behalf_of,
            "person": reviewer.person,
            "post": reviewer.post,
            "stage": reviewer.stage,
        }
        for reviewer in (clearing.reviewers if clearing else ())
    ]


def _locked_head() -> ChainHead:
    # SQLite has no row locks and needs none: its transactions begin IMMEDIATE, one writer at a time.
    head = ChainHead.objects.select_for_update().filter(pk=1).first()
    if head is None:
        raise Refused("台账的链首记录不见了，暂不能登记。请运行 gongkai register verify 查明，再从备份恢复。")
    if Entry.objects.filter(sequence__gt=head.sequence).exists():
        raise Refused("台账里有不是经登记写入的条目，暂不能登记。请运行 gongkai register verify 查明。")
    return head


def _next(
    head: ChainHead, stated: dict[str, Any], public_at: datetime.datetime, recorded_at: datetime.datetime
) -> Entry:
    """The entry behind the head, not yet stored; the head is moved to it, in memory."""
    sequence = head.sequence + 1
    body = canonical({**stated, "recorded_at": moment(recorded_at), "sequence": sequence})
    repeated = {
        name: stated[name]
        for name in (
            "agency_id",
            "column_kind",
            "document_number",
            "index_number",
            "kind",
            "recorded_by_id",
            "revision_id",
            "subject_id",
            "subject_type",
            "title",
        )
    }
    entry = Entry(
        **repeated,
        sequence=sequence,
        public_at=public_at,
        recorded_at=recorded_at,
        body=body,
        previous_hash=head.entry_hash,
        entry_hash=link(head.entry_hash, body),
    )
    head.sequence, head.entry_hash = sequence, entry.entry_hash
    return entry


def _objections(stated: dict[str, Any], clearing: Clearing | None) -> list[str]:
    known = Entry.objects.of_subject(stated["subject_type"], stated["subject_id"])
    state = known.filter(kind__in=CHANGES_OF_STATE).last()
    kind = stated["kind"]
    if kind in PUBLICATIONS:
        return _against_publication(stated, clearing, state)
    if kind == ChangeKind.WITHDRAWN:
        return _against_withdrawal(stated, state)
    if kind == ChangeKind.CONFIRMED:
        return _against_confirmation(stated, state)
    return []


def _against_publication(stated: dict[str, Any], clearing: Clearing | None, state: Entry | None) -> list[str]:
    if clearing is None:
        return ["没有三审通过的记录，不能公开。请先走完初审、再审、终审。"]
    reasons = clearing.objections()
    if clearing.revision_id != stated["revision_id"] or clearing.content_hash != stated["content_hash"]:
        reasons.append("审核通过的不是现在这个版本，请对现在的版本重新送审。")
    if not _SM3.fullmatch(stated["content_hash"]):
        reasons.append("缺少这个版本内容的 SM3 摘要，不能登记，请联系系统管理员。")
    is_public = state is not None and state.kind in PUBLICATIONS
    if is_public and state is not None and state.revision_id == stated["revision_id"]:
        reasons.append(f"这个版本已经登记公开（台账第{state.sequence}条），不必重复公开。")
    elif is_public and stated["kind"] == ChangeKind.PUBLISHED:
        reasons.append("这条信息已经公开，再次公开应登记为更新、修改或者更正。")
    return reasons


def _against_withdrawal(stated: dict[str, Any], state: Entry | None) -> list[str]:
    reasons = [] if stated["reason"].strip() else ["请写明撤回的理由。"]
    if state is None or state.kind not in PUBLICATIONS:
        reasons.append("台账里这条信息现在没有公开，不用撤回。")
    return reasons


def _against_confirmation(stated: dict[str, Any], state: Entry | None) -> list[str]:
    body = json.loads(state.body) if state is not None else {}
    if not body.get("emergency") or body.get("revision_id") != stated["revision_id"]:
        return ["台账里没有这个版本的紧急发布，不用补审。"]
    deciders = {reviewer["person"] for reviewer in body["reviewers"] if reviewer["stage"] == EMERGENCY}
    if stated["recorded_by_id"] is None or stated["recorded_by_id"] in deciders:
        return ["紧急发布的补审须由另一位领导确认，不能由决定发布的人自己确认。"]
    return []


__all__ = ["Line", "moment", "record", "record_receipts"]
