"""Django's settings. What an administrator may set stands in `environment`; everything else is decided here."""

from __future__ import annotations

import datetime
import os
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import SimpleLazyObject

from gongkai.site import content_policy, data_folder, databases, environment, keys, logs, sign_in

try:
    ENVIRONMENT = environment.current()
except environment.BadEnvironment as bad:
    raise ImproperlyConfigured(str(bad)) from bad

DATA = ENVIRONMENT.data
PORTAL = ENVIRONMENT.portal  # the static copy; None where this machine makes none
SECRET_KEY = keys.secret_key(ENVIRONMENT)
# Made when it is first needed: whoever only looks at the settings leaves no key behind.
DATA_KEY = SimpleLazyObject(lambda: keys.data_key(ENVIRONMENT))
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)

INSTALLED_APPS = [
    "gongkai.site",
    "gongkai.office",
    "gongkai.portal",
    "gongkai.channels",
    "gongkai.search",
    "gongkai.reports",
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
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
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
    "gongkai.site.content_policy.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gongkai.site.middleware.RequestLog",
    "django.contrib.messages.middleware.MessageMiddleware",
    "gongkai.site.middleware.SessionLimits",
    "gongkai.agencies.middleware.PowersMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "gongkai.agencies.sign_in.middleware.SignInIsComplete",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gongkai.office.gate.GateMiddleware",
    "axes.middleware.AxesMiddleware",
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
SEARCH_ADDRESS = ENVIRONMENT.search  # empty: the index is in the database
QUERIES_PER_MINUTE = ENVIRONMENT.queries_per_minute
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
        "NAME": "gongkai.agencies.sign_in.passwords.LongEnough",
        "OPTIONS": {"min_length": ENVIRONMENT.password_length},
    },
    {"NAME": "gongkai.site.passwords.EnoughKinds"},
    {"NAME": "gongkai.site.passwords.NotTheName"},
    {"NAME": "gongkai.agencies.sign_in.passwords.NotCommon"},
    {"NAME": "gongkai.agencies.sign_in.passwords.AnotherPassword"},
]
SESSION_COOKIE_AGE = ENVIRONMENT.session_hours * 3600
SESSION_IDLE_SECONDS = ENVIRONMENT.idle_minutes * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-session" if ENVIRONMENT.secure_cookies else "gongkai_session"
SESSION_COOKIE_SECURE = ENVIRONMENT.secure_cookies
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# How one signs in: allauth's pages, by user name; nobody signs up.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "gongkai.agencies.backends.PostBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "office:home"
ACCOUNT_ADAPTER = "gongkai.agencies.sign_in.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "gongkai.agencies.sign_in.password_forms.SignInForm",
    "reauthenticate": "gongkai.agencies.sign_in.password_forms.ConfirmForm",
    "change_password": "gongkai.agencies.sign_in.password_forms.ChangePasswordForm",
    "set_password": "gongkai.agencies.sign_in.password_forms.SetPasswordForm",
    "reset_password": "gongkai.agencies.sign_in.password_forms.ForgottenForm",
    "reset_password_from_key": "gongkai.agencies.sign_in.password_forms.NewPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if ENVIRONMENT.https else "http"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
# Guesses are counted by axes, in the database. A whole building may sign in from one address at nine o'clock.
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip", "login_failed": None, "reauthenticate": "30/m/user"}
SOCIALACCOUNT_ADAPTER = "gongkai.agencies.sign_in.adapters.SocialAdapter"
SOCIALACCOUNT_PROVIDERS = sign_in.providers(ENVIRONMENT)
SOCIALACCOUNT_STORE_TOKENS = False
MFA_ADAPTER = "gongkai.agencies.sign_in.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "gongkai.agencies.sign_in.forms.CodeForm",
    "reauthenticate": "gongkai.agencies.sign_in.forms.CodeAgainForm",
    "activate_totp": "gongkai.agencies.sign_in.forms.FirstCodeForm",
    "add_webauthn": "gongkai.agencies.sign_in.forms.NewPasskeyForm",
    "edit_webauthn": "gongkai.agencies.sign_in.forms.PasskeyNameForm",
}
MFA_TOTP_ISSUER = "政府信息公开"
MFA_TOTP_TOLERANCE = 1
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENVIRONMENT.https
AXES_FAILURE_LIMIT = ENVIRONMENT.sign_in_attempts
AXES_COOLOFF_TIME = datetime.timedelta(minutes=ENVIRONMENT.lockout_minutes)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "gongkai.agencies.sign_in.lockout.normal_username"
AXES_LOCKOUT_CALLABLE = "gongkai.agencies.sign_in.lockout.response_for_axes"
AXES_CLIENT_IP_CALLABLE = "gongkai.agencies.sign_in.lockout.address_of"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True  # our own audit trail has it
AXES_SENSITIVE_PARAMETERS = ["login", "password", "code", "credential", "csrfmiddlewaretoken", "next"]
AXES_VERBOSE = False
MAIL_IS_SENT = bool(ENVIRONMENT.mail)
globals().update(sign_in.mail(ENVIRONMENT))

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
# What the front of this start is known by; empty where no front is between, as in a test.
FRONT_TOKEN = os.environ.get(environment.FRONT_TOKEN, "")
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
MEDIA_ROOT = DATA / data_folder.UPLOADS
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
    "copy": ENVIRONMENT.copy_limit,
}

_ON_A_TERMINAL = "text" if sys.stderr is not None and sys.stderr.isatty() else "json"
LOGGING = logs.configure(
    _ON_A_TERMINAL if ENVIRONMENT.log_format == "auto" else ENVIRONMENT.log_format, ENVIRONMENT.log_level
)
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
SILENCED_SYSTEM_CHECKS: list[str] = []
