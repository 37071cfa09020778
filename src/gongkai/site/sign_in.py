"""What Django, allauth and axes have to be told about signing in, from the environment."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from gongkai.site.environment import Environment

PROVIDER = "government"


def providers(environment: Environment) -> dict[str, Any]:
    """A government's own sign-in as allauth takes it; empty where there is none."""
    if not environment.oidc_server:
        return {}
    app = {
        "provider_id": PROVIDER,
        "name": environment.oidc_name,
        "client_id": environment.oidc_client_id,
        "secret": environment.oidc_client_secret,
        "settings": {"server_url": environment.oidc_server, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def mail(environment: Environment) -> dict[str, Any]:
    """Django's settings of the mail server; nothing is sent where there is none."""
    if not environment.mail:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(environment.mail)
    at_once = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if at_once else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": at_once,
        "EMAIL_USE_TLS": not at_once,
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": environment.mail_from,
    }
