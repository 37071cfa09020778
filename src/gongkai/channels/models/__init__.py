"""What is stored of the channels."""

from __future__ import annotations

from gongkai.channels.models.pending import PendingChange

__all__ = ["PendingChange"]
