"""The body of an item for whoever reads it outside our own pages: clean HTML with whole addresses, or plain text."""

from __future__ import annotations

from gongkai.channels.bodies.cleaning import cleaned
from gongkai.channels.bodies.rendering import bodies_html
from gongkai.channels.bodies.text import plain_text

__all__ = ["bodies_html", "cleaned", "plain_text"]
