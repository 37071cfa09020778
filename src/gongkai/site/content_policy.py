"""The Content-Security-Policy: what a page of ours may load and run.

Measured with Chromium (tests/site/test_content_policy.py). No script runs that is not a file of ours or has no
nonce, and nothing is evaluated, anywhere. Styles in the page are closed too, but for the office: Wagtail's editor
writes a style sheet anew for every empty paragraph, and places its toolbars by attributes. A style runs no code,
and with pictures, fonts and style sheets held to this site it carries nothing away.
"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest
from django.http.response import HttpResponseBase

EDITOR_UNDER: Final = "/office/"


def policy(oidc_server: str) -> dict[str, Any]:
    """The policy, as django-csp takes it. A sign-in elsewhere may be reached by a form, and by nothing else."""
    parts = urlsplit(oidc_server)
    elsewhere = [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
    return {
        "DIRECTIVES": {
            "default-src": [SELF],
            "script-src": [SELF, NONCE],
            "style-src-elem": [SELF, NONCE],
            "style-src-attr": [NONE],
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


class PolicyMiddleware(CSPMiddleware):
    """Sends the policy; on the office's pages with the styles that the editor writes."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The parts of the policy for this answer. A view's own decorators come after."""
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith(EDITOR_UNDER):
            parts.replace = {
                "style-src-elem": [SELF, UNSAFE_INLINE],
                "style-src-attr": [UNSAFE_INLINE],
                **(parts.replace or {}),
            }
        return parts
