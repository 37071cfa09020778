"""The reference for what is rendered at each request: a plain Wagtail page of the same text, on granian."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.servers import free_port, running

__all__ = ["wagtail_page"]

_SETTINGS = """
import os
from pathlib import Path
BASE = Path(__file__).parent
SECRET_KEY = "x" * 60
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "plain.urls"
INSTALLED_APPS = ["plain", "wagtail.users", "wagtail.images", "wagtail.documents", "wagtail.search", "wagtail.admin",
    "wagtail", "modelcluster", "taggit", "django.contrib.auth", "django.contrib.contenttypes",
    "django.contrib.sessions", "django.contrib.messages", "django.contrib.staticfiles", "django_tasks"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware", "django.middleware.clickjacking.XFrameOptionsMiddleware"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {
    "context_processors": ["django.template.context_processors.request",
        "django.contrib.auth.context_processors.auth", "django.contrib.messages.context_processors.messages"]}}]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE / "plain.sqlite3", "CONN_MAX_AGE": None}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "/static/"
WAGTAIL_SITE_NAME = "plain"
WAGTAILADMIN_BASE_URL = "http://localhost"
USE_TZ = True
LANGUAGE_CODE = "zh-hans"
"""
_MODELS = """
from wagtail.fields import RichTextField
from wagtail.models import Page

class PlainPage(Page):
    body = RichTextField()
"""
_URLS = """
from django.urls import include, path
from wagtail import urls as wagtail_urls
urlpatterns = [path("", include(wagtail_urls))]
"""
_TEMPLATE = """{% load wagtailcore_tags %}<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>{{ page.title }}</title></head>
<body><nav>{% for each in page.get_ancestors %}<a href="{% pageurl each %}">{{ each.title }}</a>{% endfor %}</nav>
<main><h1>{{ page.title }}</h1>{{ page.body|richtext }}</main></body></html>
"""
_FILL = """
import sys, django
django.setup()
from django.core.management import call_command
call_command("makemigrations", "plain", verbosity=0)
call_command("migrate", verbosity=0)
from wagtail.models import Page
from plain.models import PlainPage
home = Page.objects.get(depth=2)
home.add_child(instance=PlainPage(title="测量", slug="page", body=open(sys.argv[1], encoding="utf-8").read()))
"""
_WSGI = "from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n"
_SERVE = """
import sys
from granian.constants import Interfaces
from granian.server import Server
Server("plain.wsgi:application", port=int(sys.argv[1]), interface=Interfaces.WSGI, workers=int(sys.argv[2]),
    blocking_threads=2, log_enabled=False).serve()
"""


@contextmanager
def wagtail_page(folder: Path, body: str, workers: int) -> Iterator[str]:
    """A Wagtail project made in the folder and served; gives the address of the page."""
    package = folder / "plain"
    (package / "templates" / "plain").mkdir(parents=True)
    for name, text in (
        ("__init__.py", ""), ("settings.py", _SETTINGS), ("models.py", _MODELS), ("urls.py", _URLS),
        ("wsgi.py", _WSGI), ("templates/plain/plain_page.html", _TEMPLATE),
    ):  # fmt: skip
        (package / name).write_text(text, "utf-8")
    (folder / "body.html").write_text(body, "utf-8")
    environ = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "plain.settings",
        "PYTHONPATH": str(folder),
        "PYTHONUTF8": "1",
    }
    subprocess.run(
        [sys.executable, "-c", _FILL, str(folder / "body.html")], env=environ, check=True, capture_output=True
    )
    port = free_port()
    command = [sys.executable, "-c", _SERVE, str(port), str(workers)]
    with running(command, port, environ) as address:
        yield f"{address}/page/"
