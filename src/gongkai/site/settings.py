"""Django's settings. What an administrator may set stands in `environment`; everything else is decided here."""

from __future__ import annotations

import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import SimpleLazyObject

from gongkai.site import content_policy, databases, environment, keys, logs

try:
    ENVIRONMENT = environment.current()
except environment.BadEnvironment as bad:
    raise ImproperlyConfigured(str(bad)) from bad

DATA = ENVIRONMENT.data
SECRET_KEY = keys.secret_key(ENVIRONMENT)
# Made when it is first needed: whoever only looks at the settings leaves no key behind.
DATA_KEY = SimpleLazyObject(lambda: keys.data_key(ENVIRONMENT))
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)

INSTALLED_APPS = [
    "gongkai.site",
    "gongkai.office",
    "gongkai.disclosure",
    "gongkai.register",
    "gongkai.review",
    "gongkai.agencies",
    "gongkai.acts",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.users",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "csp",
    "django_structlog",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "gongkai.site.middleware.Forwarded",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gongkai.site.middleware.RequestLog",
    "django.contrib.messages.middleware.MessageMiddleware",
    "gongkai.site.middleware.SessionLimits",
    "gongkai.agencies.middleware.PowersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "gongkai.site.urls"
WSGI_APPLICATION = "gongkai.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongkai.office.context.office",
            ]
        },
    }
]
DATABASES = {"default": databases.configured(ENVIRONMENT.database_url, DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Who signs in, and for how long.
AUTH_USER_MODEL = "agencies.Person"
SECOND_FACTOR_REQUIRED = ENVIRONMENT.second_factor == "required"
PASSWORD_HASHERS = [
    "gongkai.site.passwords.SM3PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": ENVIRONMENT.password_length},
    },
    {"NAME": "gongkai.site.passwords.EnoughKinds"},
    {"NAME": "gongkai.site.passwords.NotTheName"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = ENVIRONMENT.session_hours * 3600
SESSION_IDLE_SECONDS = ENVIRONMENT.idle_minutes * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-session" if ENVIRONMENT.secure_cookies else "gongkai_session"
SESSION_COOKIE_SECURE = ENVIRONMENT.secure_cookies
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# What a browser is told to keep to.
CSRF_COOKIE_NAME = "__Host-csrf" if ENVIRONMENT.secure_cookies else "gongkai_csrf"
CSRF_COOKIE_SECURE = ENVIRONMENT.secure_cookies
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.url]
CSRF_FAILURE_VIEW = "gongkai.site.errors.form_too_old"
CONTENT_SECURITY_POLICY = content_policy.policy(ENVIRONMENT.oidc_server)
X_FRAME_OPTIONS = "SAMEORIGIN"  # the editor shows its preview in a frame
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENVIRONMENT.https and not ENVIRONMENT.local else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # kept from trusted proxies only: see Forwarded
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
METRICS_FROM = ENVIRONMENT.metrics_from

# How much is taken in.
UPLOAD_BYTES = ENVIRONMENT.upload_megabytes * 1024 * 1024
WAGTAILIMAGES_MAX_UPLOAD_SIZE = min(UPLOAD_BYTES, 20 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = (
    10 * 1024 * 1024
)  # a form without its files: a long document with tables has 1 MB
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 50
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_URL = "/media/"  # a name only: files go out through a view that asks who reads
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "gongkai.site.static_files.HashedStaticFiles"},
}

WAGTAIL_SITE_NAME = "政府信息公开"
WAGTAILADMIN_BASE_URL = ENVIRONMENT.url
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILIMAGES_IMAGE_MODEL = "disclosure.Picture"
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# A revision that goes out at its time says nothing about the newer draft that is being reviewed meanwhile.
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "gongkai.review.finish.leave_to_the_action"
WAGTAIL_AUTOSAVE_INTERVAL = 0

# What must be fresher than this, in seconds, for /readyz to say that all is well.
READY_LIMITS = {
    "tick": ENVIRONMENT.tick_limit,
    "task": ENVIRONMENT.task_limit,
    "publication": ENVIRONMENT.publication_limit,
}

_ON_A_TERMINAL = "text" if sys.stderr is not None and sys.stderr.isatty() else "json"
LOGGING = logs.configure(
    _ON_A_TERMINAL if ENVIRONMENT.log_format == "auto" else ENVIRONMENT.log_format, ENVIRONMENT.log_level
)
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
SILENCED_SYSTEM_CHECKS: list[str] = []
