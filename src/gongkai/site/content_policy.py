"""The Content-Security-Policy: what a page of ours may load and run.

Measured with Chromium over the office's pages and Wagtail's (tests/site/test_content_policy.py): no inline script
runs without a nonce, and nothing is evaluated. Style attributes stay allowed: the editor places its toolbars with
them, and a style can neither run code nor, with images and fonts held to this site, send anything away.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE


def policy(oidc_server: str) -> dict[str, Any]:
    """The policy, as django-csp takes it. A sign-in elsewhere may be reached by a form, and by nothing else."""
    parts = urlsplit(oidc_server)
    elsewhere = [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
    return {
        "DIRECTIVES": {
            "default-src": [SELF],
            "script-src": [SELF, NONCE],
            "style-src-elem": [SELF, NONCE],
            "style-src-attr": [UNSAFE_INLINE],
            "img-src": [SELF, "data:", "blob:"],
            "media-src": [SELF],
            "font-src": [SELF, "data:"],
            "connect-src": [SELF],
            "frame-src": [SELF],
            "frame-ancestors": [SELF],
            "form-action": [SELF, *elsewhere],
            "base-uri": [SELF],
            "object-src": [NONE],
        }
    }
