"""What is stored of proactive disclosure: columns, items, files, index numbers, the catalogue."""

from __future__ import annotations

from gongkai.disclosure.models.attachment import Attachment
from gongkai.disclosure.models.catalogue import CatalogueEntry
from gongkai.disclosure.models.column import CHANGE_OF_PUBLISHED, Column, ColumnKind
from gongkai.disclosure.models.concealment import Concealed, Concealment
from gongkai.disclosure.models.index_number import IndexNumber
from gongkai.disclosure.models.item import Item
from gongkai.disclosure.models.picture import Picture, PictureRendition, ShownPicture
from gongkai.disclosure.models.stored_file import Inspection, StoredFile
from gongkai.disclosure.models.term import CountyTerm
from gongkai.disclosure.models.validity import ValidityChange

__all__ = [
    "CHANGE_OF_PUBLISHED",
    "Attachment",
    "CatalogueEntry",
    "Column",
    "ColumnKind",
    "Concealed",
    "Concealment",
    "CountyTerm",
    "IndexNumber",
    "Inspection",
    "Item",
    "Picture",
    "PictureRendition",
    "ShownPicture",
    "StoredFile",
    "ValidityChange",
]
