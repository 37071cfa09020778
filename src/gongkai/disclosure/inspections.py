"""Looking through stored files, and keeping what was found: once a file, and again when inspection sees more."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gongkai.disclosure.attachments.extract import Extract
from gongkai.disclosure.attachments.inspecting import inspect
from gongkai.disclosure.attachments.kinds import AttachmentKind, kind_of
from gongkai.disclosure.attachments.storing import FORM, extract_from
from gongkai.disclosure.attachments.storing import stored as as_json
from gongkai.disclosure.models import Inspection, StoredFile


def inspect_stored(stored: StoredFile, by: Any = None) -> Extract:
    """Look a stored file through and keep the result. A file that is gone is one that could not be looked through."""
    extract = _looked_through(stored)
    Inspection.objects.create(stored=stored, form=FORM, result=as_json(extract), recorded_by=by)
    return extract


def extracts_of(files: Iterable[StoredFile]) -> dict[int, Extract]:
    """What was found in each, by primary key. One query; files inspected by an older form are looked through again."""
    wanted = {stored.pk: stored for stored in files}
    found: dict[int, Extract] = {}
    for inspection in Inspection.objects.filter(stored__in=wanted, form=FORM).order_by("pk"):
        extract = extract_from(inspection.result)
        if extract is not None:
            found[inspection.stored_id] = extract
    for pk, stored in wanted.items():
        if pk not in found:
            found[pk] = inspect_stored(stored)
    return found


def kind_of_upload(upload: Any) -> AttachmentKind:
    """The kind of an upload by its content. It is read from its beginning and left there."""
    upload.seek(0)
    kind = kind_of(upload.read())
    upload.seek(0)
    return kind


def _looked_through(stored: StoredFile) -> Extract:
    try:
        return inspect(Path(stored.file.path), stored.name)
    except OSError:
        return Extract(stored.name, AttachmentKind.UNKNOWN, failed="文件打不开，没有检查；请重新上传。")
