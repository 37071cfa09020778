"""What goes wrong in writing."""

from __future__ import annotations

__all__ = ["WritingError"]


class WritingError(Exception):
    """A report that cannot be written; its text is one Chinese line that says why and what to do."""
