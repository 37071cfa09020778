"""A county with items for the tests of the portal: published by the acts of people, on days in order."""

from __future__ import annotations

from tests.disclosure.conftest import clock, media, office

__all__ = ["clock", "media", "office"]
