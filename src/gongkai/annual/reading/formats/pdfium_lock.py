"""One lock for all that calls pdfium, which is not thread-safe, not even for two different files."""

from __future__ import annotations

import os
import threading

__all__ = ["PDFIUM_LOCK"]

PDFIUM_LOCK = threading.Lock()
"""Held around every call into pdfium; never across one into anything that takes it again."""
# A process forked while another thread is inside pdfium must not inherit a lock that nobody will release.
os.register_at_fork(
    before=PDFIUM_LOCK.acquire, after_in_parent=PDFIUM_LOCK.release, after_in_child=PDFIUM_LOCK.release
)
