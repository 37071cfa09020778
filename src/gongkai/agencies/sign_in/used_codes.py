"""A code of an authenticator opens once (RFC 6238, 5.2): the database knows which were used, for all processes together.

allauth remembers it too, but in the memory of one process, and the office has several.
"""

from __future__ import annotations

import time
from typing import Final

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.models import Authenticator
from django.db import transaction

_REMEMBERED: Final = 300.0
"""Seconds for which a used code is known: longer than any is valid, clocks that differ included."""
_NAME: Final = "used"


def use(authenticator: Authenticator, code: str) -> bool:
    """Whether the code opens now: it was not used before. Of two at once one is told so. Other kinds see to it themselves."""
    if authenticator.type != Authenticator.Type.TOTP:
        return True
    plain, now = normalize_user_code(code), time.time()
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        used = {each: at for each, at in row.data.get(_NAME, {}).items() if now - at < _REMEMBERED}
        if plain in used:
            return False
        row.data[_NAME] = {**used, plain: now}
        row.save(update_fields=["data"])
    return True
