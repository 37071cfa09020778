"""A passkey as a browser registers one, made without a browser."""

from __future__ import annotations

import hashlib
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

HOST = "testserver"
FLAG = AuthenticatorData.FLAG


def passkey(name: str) -> dict[str, Any]:
    """What allauth keeps of it."""
    identity = hashlib.sha256(name.encode()).digest()[:16]
    public_key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    attested = AttestedCredentialData.create(b"\0" * 16, identity, public_key)
    host = hashlib.sha256(HOST.encode()).digest()
    seen = AuthenticatorData.create(host, FLAG.UP | FLAG.UV | FLAG.AT, 0, attested)
    client = CollectedClientData.create(
        CollectedClientData.TYPE.CREATE, b"asked before the tests", f"https://{HOST}"
    )
    response = {
        "clientDataJSON": websafe_encode(client),
        "attestationObject": websafe_encode(AttestationObject.create("none", seen, {})),
    }
    key = websafe_encode(identity)
    credential = {"id": key, "rawId": key, "type": "public-key", "response": response}
    return {"name": name, "credential": credential}
