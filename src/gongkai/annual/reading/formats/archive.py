"""Parts of a zip package (DOCX, XLSX) are read with a limit on each, and nothing else is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from gongkai.annual.reading.blocks import UnreadableError

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Archive", "parse_xml"]

_MAX_ENTRIES = 10_000
_MAX_PART = 32 << 20
_MAX_TOTAL = 96 << 20
# Deflate reaches 1,000 to 1 only on one byte repeated; the XML of offices stays under 100 to 1.
_MAX_RATIO = 400
_SMALL_PART = 1 << 20
_DAMAGED = "文件不完整或已损坏（压缩包打不开）；请重新下载或用原软件另存一份。"
_BOMB = "压缩包解开后大得反常，可能是恶意文件，没有读取。"


class Archive:
    """A zip package held in memory.

    Raises UnreadableError when it is damaged, encrypted, or unpacks to something unreasonably large.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise UnreadableError(_DAMAGED) from error
        self._left = _MAX_TOTAL
        self._names = {info.filename: info for info in self._zip.infolist()}
        if len(self._names) > _MAX_ENTRIES:
            raise UnreadableError(_BOMB)

    def __contains__(self, name: str) -> bool:
        return name in self._names

    @property
    def names(self) -> list[str]:
        """The names of the entries, in the order of the package."""
        return list(self._names)

    def read(self, name: str) -> bytes | None:
        """The bytes of a part, None when there is no such part."""
        info = self._names.get(name)
        if info is None:
            return None
        if info.flag_bits & 1:
            raise UnreadableError("文件有密码保护，无法读取；请去掉密码后再试。")
        self._refuse_bomb(info.file_size, info.compress_size)
        limit = min(_MAX_PART, self._left)
        try:
            with self._zip.open(info) as part:
                data = part.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableError(_DAMAGED) from error
        self._left -= len(data)
        if len(data) > limit:
            raise UnreadableError(_BOMB)
        return data

    def verify(self) -> None:
        """Unpack every part once, for readers that unpack on their own and would trust the declared sizes."""
        for name in self._names:
            self.read(name)

    @staticmethod
    def _refuse_bomb(size: int, packed: int) -> None:
        if size > _MAX_PART or (size > _SMALL_PART and size > packed * _MAX_RATIO):
            raise UnreadableError(_BOMB)


def parse_xml(data: bytes) -> _Element:
    """The root of an XML part; no entity is resolved, no address is opened, no depth over 256 is accepted."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError("文件内部的 XML 已损坏或层次过深，无法读取；请用原软件另存一份。") from error
    if root is None:
        raise UnreadableError("文件内部的 XML 是空的，无法读取；请用原软件另存一份。")
    return root
