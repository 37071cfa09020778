"""A signed statement a day of how the chain stands. Once it is published, nobody can rewrite what it covers.

Level-triggered: every finished day since the first entry has its checkpoint, whenever the scheduler comes to it;
one that was signed late says so by its time of signing.
"""

from __future__ import annotations

import base64
import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from gongkai.acts.days import day_of, today
from gongkai.register.actions import moment
from gongkai.register.breaks import Break, first_break
from gongkai.register.chain import BEGINNING, Position, sm3
from gongkai.register.exported import contradiction, signed_by
from gongkai.register.models import ChainHead, Checkpoint, Entry
from gongkai.register.queries import beginning_of
from gongkai.register.signing import CannotSign, Key, existing_public_keys, signing_key
from gongkai.register.walking import stored_links

TITLE = "政府信息公开登记台账检查点"
RECENT = 31
"""So many of the latest signatures are checked; each statement holds the one before by its SM3."""


class ChainBroken(Exception):
    """A broken chain is not signed. `broken` says where it breaks."""

    def __init__(self, broken: Break) -> None:
        self.broken = broken
        super().__init__(f"台账的链已断，不签检查点：{broken.message}")


def key_folder() -> Path:
    """Where the keys lie: in the data folder, never in the database."""
    return Path(settings.DATA) / "keys" / "register"


def sign_due(*, including_today: bool = False) -> list[Checkpoint]:
    """Sign every day that has ended and has no checkpoint yet; today as it stands now, when asked for.

    Days missed more than a month ago are signed when something was entered on them.

    Raises:
        ChainBroken: when the entries since the last checkpoint do not follow from it.
        CannotSign: when the key cannot be used here.
    """
    made: list[Checkpoint] = []
    key: Key | None = None
    while (day := _next_day(including_today)) is not None:
        key = key or signing_key(key_folder())
        made.append(_sign(day, key))
    return made


def _next_day(including_today: bool) -> datetime.date | None:
    last = Checkpoint.objects.order_by("-day").first()
    if last is not None:
        day = last.day + datetime.timedelta(days=1)
    else:
        first = Entry.objects.order_by("sequence").first()
        if first is None:
            return None
        day = min(day_of(first.recorded_at), today())
    final = today() if including_today else today() - datetime.timedelta(days=1)
    day = _past_quiet_days(day, last.sequence if last else 0, final)
    return day if day <= final else None


def _past_quiet_days(day: datetime.date, sequence: int, final: datetime.date) -> datetime.date:
    """Of days missed long ago those without any entry are passed over: they would repeat the one before."""
    recent = final - datetime.timedelta(days=RECENT)
    if day >= recent:
        return day
    following = Entry.objects.filter(sequence__gt=sequence).order_by("sequence").first()
    if following is None:
        return recent
    return max(day, min(day_of(following.recorded_at), recent))


def _sign(day: datetime.date, key: Key) -> Checkpoint:
    with transaction.atomic():
        # The head's lock keeps two schedulers from signing the same day, and entries from coming in between.
        list(ChainHead.objects.select_for_update().filter(pk=1))
        existing = Checkpoint.objects.filter(day=day).first()
        if existing is not None:
            return existing
        last = Checkpoint.objects.order_by("-day").first()
        start = Position(last.sequence, last.chain_hash) if last else Position()
        position = _position_at_end_of(day, start)
        broken = first_break(
            stored_links(after=start.sequence, until=position.sequence), start=start, head=position
        )
        if broken is not None:
            raise ChainBroken(broken)
        statement = _statement(day, position, sm3(last.statement) if last else BEGINNING, key)
        return Checkpoint.objects.create(
            day=day,
            sequence=position.sequence,
            chain_hash=position.chain_hash,
            statement=statement,
            algorithm=key.algorithm,
            key_fingerprint=key.fingerprint,
            signature=base64.b64encode(key.sign(statement.encode())).decode("ascii"),
        )


def _position_at_end_of(day: datetime.date, start: Position) -> Position:
    since = Entry.objects.filter(sequence__gt=start.sequence)
    if day < today():
        since = since.filter(recorded_at__lt=beginning_of(day + datetime.timedelta(days=1)))
    sequence = since.aggregate(last=Max("sequence"))["last"]
    if sequence is None:
        return start
    return Position(sequence, Entry.objects.get(sequence=sequence).entry_hash)


def _statement(day: datetime.date, position: Position, previous: str, key: Key) -> str:
    lines = (
        TITLE,
        f"日期：{day:%Y-%m-%d}",
        f"至第：{position.sequence}条",
        f"链首摘要：{position.chain_hash}",
        f"上一检查点摘要：{previous}",
        f"公钥指纹：{key.fingerprint}",
        f"签名算法：{key.algorithm}",
        f"签署时间：{moment(timezone.now())}",
    )
    return "\n".join(lines) + "\n"


def faults() -> list[str]:
    """Whole sentences about every checkpoint that is not what was signed; empty when all are good."""
    keys = existing_public_keys(key_folder())
    found: list[str] = []
    previous = BEGINNING
    rows = public_record(Checkpoint.objects.order_by("day"))
    for index, row in enumerate(rows):
        fault = contradiction(row, previous)
        if fault is None and index >= len(rows) - RECENT:
            fault = _false_signature(row, keys)
        if fault is not None:
            found.append(f"{row['day']}的检查点：{fault}")
        previous = sm3(row["statement"])
    return found


def _false_signature(row: dict[str, Any], keys: dict[str, str]) -> str | None:
    public = keys.get(row["key_fingerprint"])
    if public is None:
        return f"数据文件夹里没有它的公钥（指纹 {row['key_fingerprint'][:16]}…），不能核对签名。"
    try:
        return None if signed_by(row, public) else "签名不对，签名原文或者签名被改过。"
    except CannotSign as error:
        return str(error)


def public_record(checkpoints: Iterable[Checkpoint]) -> list[dict[str, Any]]:
    """Checkpoints as they are published: everything needed to check them with the public key alone."""
    return [
        {
            "day": f"{checkpoint.day:%Y-%m-%d}",
            "sequence": checkpoint.sequence,
            "chain_hash": checkpoint.chain_hash,
            "algorithm": checkpoint.algorithm,
            "key_fingerprint": checkpoint.key_fingerprint,
            "statement": checkpoint.statement,
            "signature": checkpoint.signature,
        }
        for checkpoint in checkpoints
    ]
