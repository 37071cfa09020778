"""The attachments of an item as its page lists them: name, kind, size, and where the file is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from gongkai.disclosure.attachments.kinds import AttachmentKind
from gongkai.disclosure.models import Attachment
from gongkai.disclosure.serving import PDF, SAVED

KINDS = set(AttachmentKind)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file; `size` in bytes; `href` is written into a page as it is. `opens`: a browser shows it by itself."""

    title: str
    name: str
    kind: str
    size: int
    href: str
    opens: bool


def attached(attachments: Iterable[Attachment]) -> list[Attached]:
    """As readers see them, in their order."""
    return [_attached(attachment) for attachment in attachments]


def _attached(attachment: Attachment) -> Attached:
    stored = attachment.stored
    kind = AttachmentKind(stored.kind) if stored.kind in KINDS else AttachmentKind.UNKNOWN
    return Attached(
        title=attachment.title or stored.name,
        name=stored.name,
        kind=kind.label,
        size=stored.size,
        href=reverse("disclosure:file", args=(stored.key, stored.name)),
        opens=SAVED.get(stored.kind) == PDF or kind is AttachmentKind.PICTURE,
    )
