"""Files of a draft: received, looked through, added; taken off again."""

from __future__ import annotations

import unicodedata
import uuid
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from wagtail.models import Revision

from gongkai.disclosure.actions.base import DraftAction
from gongkai.disclosure.digests import sm3_of_file
from gongkai.disclosure.inspections import inspect_stored, kind_of_upload
from gongkai.disclosure.models import Attachment, Item, StoredFile

LONGEST_NAME = 120


class Attach(DraftAction[Attachment]):
    """Store an upload, look through it, and add it to the draft as a new revision.

    What was found does not keep it from being added: the draft checks say it, and block until somebody answers.
    A file that could not be looked through blocks as well.
    """

    label = "添加附件"

    def __init__(
        self, item: Item, by: Any, upload: Any, title: str = "", seen_revision_id: int | None = None
    ) -> None:
        super().__init__(item, by, seen_revision_id)
        self.upload, self.title = upload, title.strip()[:200]
        self.name = plain_name(upload.name or "")

    def refusals(self) -> list[str]:
        """As of any change of the draft; and files that are empty, too large, or there already."""
        reasons = super().refusals()
        limit: int = settings.UPLOAD_BYTES
        if self.upload.size > limit:
            reasons.append(f"附件“{self.name}”超过{limit >> 20}MB，不能添加。请压缩或者拆成几个文件。")
        if not self.upload.size:
            reasons.append(f"附件“{self.name}”是空的，没有内容。请检查后重新选择。")
        if not reasons and self._is_there():
            reasons.append(f"附件“{self.name}”已经添加过，内容一样。要换新的，请先移除旧的。")
        return reasons

    def carry_out(self) -> Attachment:
        """The attachment in the new revision."""
        stored = StoredFile(
            item=self.item,
            name=self.name,
            size=self.upload.size,
            kind=kind_of_upload(self.upload),
            content_hash=sm3_of_file(self.upload),
            recorded_by=self.by,
        )
        stored.file.save(self.name, self.upload, save=False)
        stored.save()
        inspect_stored(stored, self.by)
        present = list(self.latest.attachments.all())
        attachment = Attachment(stored=stored, title=self.title, sort_order=len(present))
        self.latest.attachments = [*present, attachment]
        self.save()
        return attachment

    def details(self) -> dict[str, Any]:
        """The file and the revision."""
        return {**super().details(), "file": self.name}

    def _is_there(self) -> bool:
        digest = sm3_of_file(self.upload)
        return any(
            attachment.content_hash == digest and attachment.name == self.name
            for attachment in self.latest.attachments.all()
        )


class RemoveAttachment(DraftAction[Revision]):
    """Take a file off the draft. What is public keeps it until the new version is; the file itself is kept."""

    label = "移除附件"

    def __init__(
        self, item: Item, by: Any, key: uuid.UUID | str, seen_revision_id: int | None = None
    ) -> None:
        super().__init__(item, by, seen_revision_id)
        self.key = uuid.UUID(str(key))

    def refusals(self) -> list[str]:
        """As of any change of the draft; and a file that is not there."""
        reasons = super().refusals()
        if not reasons and all(attachment.key != self.key for attachment in self.latest.attachments.all()):
            reasons.append("草稿里没有这个附件，可能已被移除。请刷新页面。")
        return reasons

    def carry_out(self) -> Revision:
        """The revision without it."""
        kept = [attachment for attachment in self.latest.attachments.all() if attachment.key != self.key]
        self.latest.attachments = kept
        return self.save()


def plain_name(name: str) -> str:
    """A file's name without folders, control characters and what turns the direction of writing; never empty."""
    last = PurePosixPath(name.replace("\\", "/")).name
    visible = "".join(
        letter for letter in last if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
    )
    stem, dot, ending = visible.strip(" .").rpartition(".")
    if not dot:
        stem, ending = ending, ""
    return f"{stem[: LONGEST_NAME - len(ending)]}{dot}{ending}" or "附件"
