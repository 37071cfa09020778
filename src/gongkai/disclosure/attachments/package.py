"""ZIP packages: every file in them is inspected in its turn; names in the old encoding of Windows are read."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from gongkai.annual.reading.blocks import UnreadableError
from gongkai.disclosure.attachments.extract import ConcernKind
from gongkai.disclosure.attachments.gathering import Gathering, TooMuchError

__all__ = ["gather"]

_MAX_MEMBER = 64 << 20
_MAX_RATIO = 400
_SMALL = 1 << 20
_UTF8_NAME = 0x800
_LOCKED = 0x1
_IGNORED = ("__MACOSX/",)
_IGNORED_NAMES = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
_DAMAGED = "压缩包不完整或已损坏，里面的文件没有检查；请重新压缩后再传。"


def gather(source: bytes, gathering: Gathering) -> None:
    """Inspect what is packed. Raises UnreadableError when it is damaged, TooMuchError when it is a bomb."""
    try:
        package = zipfile.ZipFile(io.BytesIO(source))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise UnreadableError(_DAMAGED) from error
    members = [
        member for member in package.infolist() if not member.is_dir() and not _is_litter(member.filename)
    ]
    if not members:
        raise UnreadableError("压缩包是空的，里面没有文件；请检查后再传。")
    # entries of one name: programs differ in which of them they unpack, so each is looked at
    for member in members:
        name = _name(member)
        place = f"压缩包内《{name}》"
        gathering.add_text("压缩包内的文件名", name)
        if member.flag_bits & _LOCKED:
            gathering.add_concern(
                ConcernKind.UNREADABLE_PART, place, "有密码保护，没有检查；请去掉密码后再传。", content=name
            )
            continue
        try:
            data = _unpacked(package, member)
        except UnreadableError as error:
            gathering.add_concern(ConcernKind.UNREADABLE_PART, place, str(error), content=name)
            continue
        gathering.add_file(data, posixpath.basename(name), place)


def _is_litter(name: str) -> bool:
    """What file managers leave in packages: no file that anybody put there."""
    return name.startswith(_IGNORED) or posixpath.basename(name) in _IGNORED_NAMES


def _name(member: zipfile.ZipInfo) -> str:
    """The name of a member; without the mark of UTF-8 it is in the encoding of a Chinese Windows."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def _unpacked(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    size, packed = member.file_size, member.compress_size
    if size > _MAX_MEMBER or (size > _SMALL and size > packed * _MAX_RATIO):
        raise TooMuchError("压缩包里有解开后大得反常的文件，没有检查；请核实来源，拆开后再传。")
    try:
        with package.open(member) as opened:
            data = opened.read(_MAX_MEMBER + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableError(_DAMAGED) from error
    if len(data) > _MAX_MEMBER or (len(data) > _SMALL and len(data) > packed * _MAX_RATIO):
        raise TooMuchError("压缩包里有解开后大得反常的文件，没有检查；请核实来源，拆开后再传。")
    return data
