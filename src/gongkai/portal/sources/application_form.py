"""政府信息公开申请表 of each body, `/zfxxgk/惠民镇/惠民镇政府信息公开申请表.docx`, with its own receiving addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from gongkai.agencies.models import Agency
from gongkai.channels import addresses
from gongkai.channels.pages import Absent, Changes, File, Key
from gongkai.disclosure.serving import SAVED
from gongkai.portal.application_form.form import form_of
from gongkai.portal.application_form.paper import pdf
from gongkai.portal.application_form.word import docx
from gongkai.portal.bodies import publishing

_WRITERS = {"docx": docx, "pdf": pdf}
_ADDRESS = re.compile(rf"{addresses.DISCLOSURE}([^/]+)/\1{addresses.FORM}\.({'|'.join(_WRITERS)})")


class ApplicationForms:
    """The keys are short names of bodies: both files of one are made together."""

    name = "application_form"

    def keys(self) -> Iterable[Key]:
        """All that publish; one out of service takes in no applications, its files are absent."""
        return [body.short_name for body in publishing()]

    def stale(self, changes: Changes) -> Iterable[Key]:
        """Those whose own data changed; what they publish does not stand here."""
        changed = Agency.objects.filter(pk__in=changes.agencies).order_by("path")
        return list(changed.values_list("short_name", flat=True))

    def at(self, address: str) -> Key | None:
        """The body whose form it is."""
        found = _ADDRESS.fullmatch(address)
        return found[1] if found else None

    def render(self, keys: Sequence[Key]) -> Iterator[File | Absent]:
        """The files. One query."""
        bodies = {body.short_name: body for body in publishing(keys)}
        for key in keys:
            body = bodies.get(str(key))
            for ending, written in _WRITERS.items():
                address = addresses.application_form(str(key), ending)
                if body is None or not body.in_service:
                    yield Absent(address)
                else:
                    yield File(address, written(form_of(body)), SAVED[ending])
