"""Attachments looked through before they go out: the kind by content, the text, and what is hidden.

>>> from gongkai.disclosure.attachments import inspect
>>> inspect("惠民镇值班表".encode(), "值班表.txt").pieces[0].text
'惠民镇值班表'
"""

from gongkai.disclosure.attachments.extract import Concern, ConcernKind, Extract, Piece
from gongkai.disclosure.attachments.inspecting import MAX_BYTES, inspect
from gongkai.disclosure.attachments.kinds import AttachmentKind
from gongkai.disclosure.attachments.storing import extract_from, stored

__all__ = [
    "MAX_BYTES",
    "AttachmentKind",
    "Concern",
    "ConcernKind",
    "Extract",
    "Piece",
    "extract_from",
    "inspect",
    "stored",
]
