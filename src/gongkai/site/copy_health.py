"""Whether the static copy follows: how long what was published waits for its page, and which pages fail."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Min

from gongkai.channels.copying import folder as folders
from gongkai.channels.copying import status
from gongkai.channels.models import PendingChange


def waiting(now: datetime.datetime) -> tuple[int, float]:
    """How many changes of items and bodies wait for their pages, and the age of the oldest in seconds."""
    rows = PendingChange.objects.exclude(item_id=None, agency_id=None)
    found = rows.aggregate(number=Count("pk"), first=Min("since"))
    age = (now - found["first"]).total_seconds() if found["first"] else 0.0
    return found["number"], max(0.0, age)


def known() -> dict[str, Any]:
    """What the process that keeps the copy says of it; empty where there is none on this machine."""
    folder = folders.current()
    return status.read(folder) if folder is not None else {}


def complaint(now: datetime.datetime) -> tuple[str, float]:
    """A sentence about what is wrong with the copy, "" when nothing is; and the age of the oldest change."""
    number, age = waiting(now)
    said = known()
    if said.get("trouble"):
        return f"静态副本写不进去：{said['trouble']}。请检查磁盘空间和文件夹的权限。", age
    if said.get("not_built"):
        return (
            f"静态副本没有整个做成：{said['not_built'].rstrip('。')}。过一会再做；请看日志里的“copy_not_built”。",
            age,
        )
    if age > settings.READY_LIMITS["copy"]:
        return f"{number} 处变更等着写进静态副本，最久的等了 {int(age)} 秒。请看日志里的“公开页面”。", age
    failed = [*said.get("failures", ()), *said.get("waiting", ())]
    if failed:
        first = failed[0]
        return (
            f"静态副本有 {len(failed)} 处页面没有做成，先看 {first['source']} {first['key']}：{first['error']}",
            age,
        )
    return "", age


def figures(now: datetime.datetime) -> list[tuple[str, str, float]]:
    """Name, meaning and value of the copy's figures for a monitor."""
    number, age = waiting(now)
    said = known()
    built_at = said.get("built_at")
    built = datetime.datetime.fromisoformat(built_at).timestamp() if built_at else 0.0
    return [
        ("gongkai_copy_pending", "changes that wait for their pages", number),
        ("gongkai_copy_pending_age_seconds", "age of the oldest of them", age),
        ("gongkai_copy_failed_pages", "pages that could not be made", _failed(said)),
        ("gongkai_copy_built_timestamp_seconds", "when all pages were last built", built),
        ("gongkai_copy_build_seconds", "how long that took", float(said.get("seconds", 0.0))),
        ("gongkai_copy_files", "files of the copy then", float(said.get("files", 0))),
    ]


def _failed(said: dict[str, Any]) -> int:
    return len(said.get("failures", ())) + len(said.get("waiting", ()))
