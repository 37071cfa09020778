"""What is stored of proactive disclosure: columns, items, attachments, index numbers, the catalogue."""

from __future__ import annotations

from gongkai.disclosure.models.attachment import Attachment
from gongkai.disclosure.models.catalogue import CatalogueEntry
from gongkai.disclosure.models.column import Column, ColumnKind
from gongkai.disclosure.models.index_number import IndexNumber
from gongkai.disclosure.models.item import Item, ValidityChange
from gongkai.disclosure.models.picture import Picture, PictureRendition
from gongkai.disclosure.models.term import CountyTerm

__all__ = [
    "Attachment",
    "CatalogueEntry",
    "Column",
    "ColumnKind",
    "CountyTerm",
    "IndexNumber",
    "Item",
    "Picture",
    "PictureRendition",
    "ValidityChange",
]
