"""The channels' tests begin with a town that has published."""

from __future__ import annotations

from tests.disclosure.conftest import clock, media, office

__all__ = ["clock", "media", "office"]
