"""SM3 digests (GB/T 32905) of files, read in pieces."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

PIECE = 1 << 20


def sm3_of_pieces(pieces: Iterable[bytes]) -> str:
    """The SM3 of a stream of bytes, as 64 hexadecimal digits."""
    digest = hashlib.new("sm3")
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def sm3_of_file(file: Any) -> str:
    """The SM3 of a Django file, which is read from its beginning and left there."""
    file.seek(0)
    digest = sm3_of_pieces(file.chunks(PIECE))
    file.seek(0)
    return digest
