"""The jobs of the clock, by the names that the site's ticker runs them under."""

from __future__ import annotations

from gongkai.disclosure.schedule import Outcome, publish_due, withdraw_expired

__all__ = ["Outcome", "publish_due", "withdraw_expired"]
