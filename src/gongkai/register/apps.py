"""The app register: 信息登记台账."""

from __future__ import annotations

import datetime

from django.apps import AppConfig

from gongkai.acts import jobs
from gongkai.register.chain import require_sm3


class RegisterConfig(AppConfig):
    """信息登记台账."""

    name = "gongkai.register"
    label = "register"
    verbose_name = "信息登记台账"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Refuse to start without SM3; have the register signed and verified day by day.

        Raises:
            HashMissing: this Python's OpenSSL has no SM3.
        """
        require_sm3()
        from gongkai.register.daily import sign, verify

        # Looked at every hour, so that a day's checkpoint comes soon after its end, whenever that is noticed.
        jobs.register("register.checkpoints", sign, datetime.timedelta(hours=1))
        jobs.register("register.verification", verify, datetime.timedelta(days=1))
