"""The key that signs checkpoints: SM2 by the openssl command where there is one, else Ed25519.

The key lies in the data folder, readable by its owner only, and never in the database: whoever can rewrite the
database cannot sign what he wrote. Public keys stay beside it, so that old signatures can be checked after the
key was changed.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SM2 = "SM2-SM3"
ED25519 = "Ed25519"
IDENTITY = "1234567812345678"
"""The signer's identity that GB/T 35276 gives where the parties agreed on none."""

_PRIVATE = {SM2: "checkpoint-sm2.pem", ED25519: "checkpoint-ed25519.pem"}
_PATIENCE = 20


class CannotSign(Exception):
    """There is no way to sign or to check a signature here; the text says in Chinese what to do."""


@dataclass(frozen=True)
class Key:
    """A key pair: where its private part lies, and its public part in PEM."""

    algorithm: str
    private: Path
    public_pem: str

    @property
    def fingerprint(self) -> str:
        """What names the key: see `fingerprint`."""
        return fingerprint(self.public_pem)

    def sign(self, statement: bytes) -> bytes:
        """The signature over the statement.

        Raises:
            CannotSign: when the openssl command that made the key is gone.
        """
        if self.algorithm == SM2:
            return _openssl(
                "dgst", "-sm3", "-sigopt", f"distid:{IDENTITY}", "-sign", str(self.private), given=statement
            )
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        key = load_pem_private_key(self.private.read_bytes(), password=None)
        assert isinstance(key, Ed25519PrivateKey)
        return key.sign(statement)


def fingerprint(public_pem: str) -> str:
    """SM3 in hexadecimal over the public key's DER form (SubjectPublicKeyInfo)."""
    lines = [line for line in public_pem.strip().splitlines() if not line.startswith("-----")]
    return hashlib.new("sm3", base64.b64decode("".join(lines))).hexdigest()


def is_public_key(pem: str) -> bool:
    """Whether a text is a public key in PEM (SubjectPublicKeyInfo), whatever its kind."""
    lines = pem.strip().splitlines() or [""]
    if (lines[0], lines[-1]) != ("-----BEGIN PUBLIC KEY-----", "-----END PUBLIC KEY-----"):
        return False
    try:
        return base64.b64decode("".join(lines[1:-1]), validate=True).startswith(b"\x30")
    except ValueError:
        return False


def signing_key(folder: Path) -> Key:
    """The key of this installation, made now if there is none.

    Raises:
        CannotSign: when a key is there that this machine cannot use.
    """
    algorithm = next((known for known, name in _PRIVATE.items() if (folder / name).exists()), None)
    if algorithm is None:
        algorithm = SM2 if sm2_available() else ED25519
        _make(algorithm, folder / _PRIVATE[algorithm])
    key = _loaded(algorithm, folder / _PRIVATE[algorithm])
    public = folder / f"{key.fingerprint}.pub.pem"
    if not public.exists():
        public.write_text(key.public_pem, encoding="ascii")
    return key


def existing_public_keys(folder: Path) -> dict[str, str]:
    """The public keys in the folder, old ones too: fingerprint -> PEM. Makes nothing."""
    pems = (file.read_text(encoding="ascii") for file in sorted(folder.glob("*.pub.pem")))
    return {fingerprint(pem): pem for pem in pems}


def signature_holds(algorithm: str, public_pem: str, statement: bytes, signature: bytes) -> bool:
    """Whether the signature over the statement is that of the key. Needs nothing but the public key.

    Raises:
        CannotSign: when this machine knows no such algorithm.
    """
    if algorithm == SM2:
        return _sm2_holds(public_pem, statement, signature)
    if algorithm != ED25519:
        raise CannotSign(f"不认识签名算法“{algorithm}”。")
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        key = load_pem_public_key(public_pem.encode())
    except (ValueError, UnsupportedAlgorithm):
        return False
    if not isinstance(key, Ed25519PublicKey):
        return False
    try:
        key.verify(signature, statement)
    except InvalidSignature:
        return False
    return True


def sm2_available() -> bool:
    """Whether an openssl command is there that can make an SM2 key."""
    try:
        _openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2")
    except CannotSign:
        return False
    return True


def _openssl(*arguments: str, given: bytes = b"") -> bytes:
    program = shutil.which("openssl")
    if program is None:
        raise CannotSign("找不到 openssl 命令，不能用国密 SM2 签名。请安装 openssl 后再试。")
    try:
        done = subprocess.run(
            [program, *arguments], input=given, capture_output=True, check=True, timeout=_PATIENCE
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise CannotSign("openssl 命令没能完成 SM2 运算，请检查 openssl 的版本和密钥文件。") from error
    return done.stdout


def _sm2_holds(public_pem: str, statement: bytes, signature: bytes) -> bool:
    program = shutil.which("openssl")
    if program is None:
        raise CannotSign("找不到 openssl 命令，不能核对 SM2 签名。请安装 openssl 后再试。")
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        key, signed = Path(folder, "public.pem"), Path(folder, "signature")
        key.write_text(public_pem, encoding="ascii")
        signed.write_bytes(signature)
        options = ("dgst", "-sm3", "-sigopt", f"distid:{IDENTITY}")
        command = [program, *options, "-verify", str(key), "-signature", str(signed)]
        done = subprocess.run(command, input=statement, capture_output=True, check=False, timeout=_PATIENCE)
    return done.returncode == 0


def _make(algorithm: str, place: Path) -> None:
    """Make a private key that appears whole and readable by its owner only; one made meanwhile stays."""
    if algorithm == SM2:
        pem = _openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2")
    else:
        pem = _ed25519_pem()
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent)  # 0600 from the first moment
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        with suppress(FileExistsError):
            place.hardlink_to(name)
    finally:
        Path(name).unlink()


def _ed25519_pem() -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _loaded(algorithm: str, place: Path) -> Key:
    if algorithm == SM2:
        public = _openssl("pkey", "-in", str(place), "-pubout").decode("ascii")
        return Key(algorithm, place, public)
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

    key = load_pem_private_key(place.read_bytes(), password=None)
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return Key(algorithm, place, pem.decode("ascii"))
