"""The addresses of signing in, under /office/account/. Of allauth's pages only those that the office uses."""

from __future__ import annotations

from allauth.account import views as account
from allauth.socialaccount import views as elsewhere
from django.conf import settings
from django.urls import include, path, re_path

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("second-factor/", include("allauth.mfa.urls")),
]

if settings.MAIL_IS_SENT:
    urlpatterns += [
        path("forgotten/", account.password_reset, name="account_reset_password"),
        path("forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
        re_path(
            r"^forgotten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
            account.password_reset_from_key,
            name="account_reset_password_from_key",
        ),
        path(
            "forgotten/done/",
            account.password_reset_from_key_done,
            name="account_reset_password_from_key_done",
        ),
    ]

if settings.SOCIALACCOUNT_PROVIDERS:
    urlpatterns += [
        path("elsewhere/cancelled/", elsewhere.login_cancelled, name="socialaccount_login_cancelled"),
        path("elsewhere/error/", elsewhere.login_error, name="socialaccount_login_error"),
        path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    ]
