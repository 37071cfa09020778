"""What a driver raises when the database is away, full or held by somebody else: it passes, and is no fault of ours."""

from __future__ import annotations

from typing import Final

from django.db import InterfaceError, OperationalError

DATABASE_UNAVAILABLE: Final = (OperationalError, InterfaceError)
"""Each ends a transaction without a trace of it; whoever waits, or is told to come again, loses nothing."""
