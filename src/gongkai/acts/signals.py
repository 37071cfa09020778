"""What other rooms may hear of acts."""

from __future__ import annotations

from django.dispatch import Signal

performed = Signal()
"""An act was carried out. Sent within its transaction, `sender` its class, `act` the action itself."""
