"""A government's own sign-in for tests: a small OpenID Connect provider that really answers over HTTP.

It gives whoever comes the identity in `subject`, keeps to PKCE, and signs its tokens.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa


def _coded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _number(value: int) -> str:
    return _coded(value.to_bytes((value.bit_length() + 7) // 8, "big"))


class Government:
    """The provider. `with Government() as government:` runs it on a port of its own."""

    client_id, secret = "gongkai", "a secret between two servers"

    def __init__(self) -> None:
        self.subject = "gov-510422-0007"
        self.refuses = False
        self.codes: dict[str, dict[str, str]] = {}
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.answer(self, urlsplit(self.path).path, {})

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                sent = parse_qs(self.rfile.read(length).decode())
                provider.answer(self, self.path, {name: values[0] for name, values in sent.items()})

            def log_message(self, *args: Any) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self) -> Government:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def answer(self, handler: BaseHTTPRequestHandler, path: str, sent: dict[str, str]) -> None:
        """One request of the office's server."""
        pages: dict[str, Any] = {
            "/.well-known/openid-configuration": self._configuration,
            "/keys": self._keys,
            "/token": lambda: self._token(sent),
            "/userinfo": lambda: {"sub": self.subject, "name": "某人"},
        }
        body = pages[path]() if path in pages else None
        handler.send_response(200 if body is not None else 400)
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        handler.wfile.write(json.dumps(body or {"error": "invalid_grant"}).encode())

    def _configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def _keys(self) -> dict[str, Any]:
        public = self.key.public_key().public_numbers()
        key = {"kty": "RSA", "n": _number(public.n), "e": _number(public.e)}
        return {"keys": [{**key, "kid": "1", "alg": "RS256", "use": "sig"}]}

    def _signed(self, claims: dict[str, Any]) -> str:
        """A JSON Web Token (RFC 7519)."""
        parts = ({"alg": "RS256", "typ": "JWT", "kid": "1"}, claims)
        text = ".".join(_coded(json.dumps(part).encode()) for part in parts)
        return f"{text}.{_coded(self.key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))}"

    def _token(self, sent: dict[str, str]) -> dict[str, Any] | None:
        asked = self.codes.pop(sent.get("code", ""), None)
        if asked is None or sent.get("client_secret") != self.secret:
            return None
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        if asked.get("code_challenge") != _coded(digest) or asked["redirect_uri"] != sent.get("redirect_uri"):
            return None
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": self.client_id,
            "sub": self.subject,
            "iat": now,
            "exp": now + 60,
        }
        token = self._signed(claims)
        return {"access_token": secrets.token_hex(8), "token_type": "Bearer", "id_token": token}

    def send_back(self, address: str) -> str:
        """What a person's browser does there: come with `address`, and be sent back to the office."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert address.startswith(f"{self.address}/authorize?") and asked["client_id"] == self.client_id
        given: dict[str, str] = {"state": asked["state"]}
        if self.refuses:
            given["error"] = "access_denied"
        else:
            given["code"] = secrets.token_hex(8)
            self.codes[given["code"]] = asked
        back = urlsplit(asked["redirect_uri"])
        return f"{back.path}?{urlencode(given)}"
