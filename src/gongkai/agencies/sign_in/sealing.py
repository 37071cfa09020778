"""Secrets of the second factor are stored sealed: with SM4-GCM, under a key that is not in the database."""

from __future__ import annotations

import base64
import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE: Final = 12
_TAG: Final = 16
_MARK: Final = "sm4:"


class Unsealable(Exception):
    """A sealed text was made with another key, or changed afterwards."""


def seal(text: str, key: bytes) -> str:
    """The text, readable only with the key (32 bytes of the installation)."""
    nonce = os.urandom(_NONCE)
    encryptor = Cipher(algorithms.SM4(_derived(key)), modes.GCM(nonce)).encryptor()
    sealed = encryptor.update(text.encode()) + encryptor.finalize()
    return _MARK + base64.b64encode(nonce + encryptor.tag + sealed).decode("ascii")


def unseal(sealed: str, key: bytes) -> str:
    """What was sealed.

    Raises:
        Unsealable: the key is another one, or the text is not what `seal` gave.
    """
    if not sealed.startswith(_MARK):
        raise Unsealable("not a sealed text")
    try:
        whole = base64.b64decode(sealed.removeprefix(_MARK))
        nonce, tag, body = whole[:_NONCE], whole[_NONCE : _NONCE + _TAG], whole[_NONCE + _TAG :]
        decryptor = Cipher(algorithms.SM4(_derived(key)), modes.GCM(nonce, tag)).decryptor()
        return (decryptor.update(body) + decryptor.finalize()).decode()
    except (InvalidTag, ValueError) as error:
        raise Unsealable("another key, or a changed text") from error


def _derived(key: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=16, salt=None, info=b"gongkai second factor").derive(key)
