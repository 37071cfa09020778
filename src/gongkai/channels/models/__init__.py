"""What is stored of the channels."""

from __future__ import annotations

from gongkai.channels.models.pending import PendingChange
from gongkai.channels.models.receipt import PaperSize, Posting, Receipt, ReceiptState

__all__ = ["PaperSize", "PendingChange", "Posting", "Receipt", "ReceiptState"]
