"""The attachments of an item as its page lists them: name, kind, size, and where the file is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from gongkai.disclosure.attachments.kinds import AttachmentKind
from gongkai.disclosure.models import Attachment
from gongkai.disclosure.serving import PDF, SAVED

KINDS = set(AttachmentKind)
UNITS = ("字节", "KB", "MB", "GB")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file. `opens`: a browser shows it by itself."""

    title: str
    name: str
    kind: str
    size: str
    address: str
    opens: bool


def attached(attachments: Iterable[Attachment]) -> list[Attached]:
    """As readers see them, in their order."""
    return [_attached(attachment) for attachment in attachments]


def size_text(size: int) -> str:
    """1536 as 1.5 KB."""
    amount, unit = float(size), 0
    while amount >= 1024 and unit < len(UNITS) - 1:
        amount, unit = amount / 1024, unit + 1
    return f"{size} {UNITS[0]}" if unit == 0 else f"{amount:.1f} {UNITS[unit]}"


def _attached(attachment: Attachment) -> Attached:
    stored = attachment.stored
    kind = AttachmentKind(stored.kind) if stored.kind in KINDS else AttachmentKind.UNKNOWN
    return Attached(
        title=attachment.title or stored.name,
        name=stored.name,
        kind=kind.label,
        size=size_text(stored.size),
        address=reverse("disclosure:file", args=(stored.key, stored.name)),
        opens=SAVED.get(stored.kind) == PDF or kind is AttachmentKind.PICTURE,
    )
