"""Stage one of reading: a source of any file format becomes a document of blocks."""

from gongkai.annual.reading.formats.opening import open_source

__all__ = ["open_source"]
