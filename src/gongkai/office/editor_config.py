"""What the scripts of Wagtail's editor are told. Wagtail's own tag names addresses of apps that are not installed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.request import HttpHeaders
from django.middleware.csrf import get_token
from django.urls import reverse
from wagtail.admin.localization import get_js_translation_strings


def editor_config(request: HttpRequest) -> dict[str, Any]:
    """The configuration, for a script element of type application/json with the id wagtail-config."""
    nowhere = reverse("office:home")
    return {
        "CSRF_TOKEN": get_token(request),
        "CSRF_HEADER_NAME": HttpHeaders.parse_header_name(settings.CSRF_HEADER_NAME),
        "ADMIN_API": {
            "PAGES": nowhere,
            "DOCUMENTS": nowhere,
            "IMAGES": nowhere,
            "EXTRA_CHILDREN_PARAMETERS": "",
        },
        "ADMIN_URLS": {
            "DISMISSIBLES": nowhere,
            "PAGES": nowhere,
            "BLOCK_PREVIEW": reverse("wagtailadmin_block_preview"),
        },
        "I18N_ENABLED": False,
        "LOCALES": [{"code": settings.LANGUAGE_CODE, "display_name": "简体中文"}],
        "STRINGS": get_js_translation_strings(),
        "KEYBOARD_SHORTCUTS_ENABLED": True,
    }
