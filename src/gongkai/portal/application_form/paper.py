"""The form as PDF, to be printed and filled in by hand: one sheet of A4."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from gongkai.annual.writing.glyphs import printable
from gongkai.channels.notice_board.printing import set_in_type
from gongkai.portal.application_form.form import DAY, NAME, Form

_TEMPLATE = Path(__file__).parent / "form.typ"


def pdf(form: Form) -> bytes:
    """The bytes, the same for the same form.

    Raises:
        CannotPrint: it could not be set.
    """
    texts = {
        "name": NAME,
        "day": [DAY.year, DAY.month, DAY.day],
        "agency": printable(form.agency),
        "where": [printable(sentence) for sentence in form.where],
    }
    return set_in_type(_TEMPLATE, {**asdict(form), **texts})
