"""Every sign-in, every failed one, and every change of a password or a factor is in the audit trail."""

from __future__ import annotations

from typing import Any

import structlog
from allauth.account import signals as account_signals
from allauth.mfa import signals as factor_signals
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from gongkai.acts.models import AuditEntry
from gongkai.agencies.models import Person

FACTORS = {"totp": "验证器", "webauthn": "通行密钥", "recovery_codes": "恢复码"}
WAYS = {"password": "口令", "mfa": "第二道验证", "socialaccount": "统一身份认证"}


def record(
    request: HttpRequest | None,
    act: str,
    label: str,
    person: Any,
    *,
    refused: bool = False,
    **details: Any,
) -> None:
    """Write one entry. `person`: the account, or None when there is no such account."""
    known = person if isinstance(person, Person) and person.pk else None
    if request is not None:
        details["address"] = request.META.get("REMOTE_ADDR", "")
    AuditEntry.objects.create(
        act=act,
        label=label,
        subject_type=Person._meta.label_lower if known else "",
        subject_id=str(known.pk) if known else "",
        subject_title=str(known)[:300] if known else "",
        agency_id=known.agency_id if known else None,
        recorded_by=known if not refused else None,
        refused=refused,
        details=details,
        request_id=str(structlog.contextvars.get_contextvars().get("request_id", "")),
    )


def person_named(username: str | None) -> Person | None:
    """The account of that user name. What was typed there and is no user name is not kept: it may be a password."""
    return Person.objects.filter(username__iexact=username).first() if username else None


def _signed_in(sender: Any, request: HttpRequest, user: Person, **kwargs: Any) -> None:
    ways = [WAYS.get(each["method"], each["method"]) for each in _methods(request)]
    record(request, "SignIn", "登录", user, ways=ways)


def _methods(request: HttpRequest) -> list[dict[str, Any]]:
    session = getattr(request, "session", {})
    return list(session.get("account_authentication_methods", []))


def _signed_out(sender: Any, request: HttpRequest, user: Person | None, **kwargs: Any) -> None:
    if user is not None:
        record(request, "SignOut", "退出", user)


def _failed(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    # What comes while the account is locked is not recorded again: its beginning is, and so is the lock.
    if getattr(request, "locked_already", False):
        return
    factor = credentials.get("second_factor")
    label = "第二道验证失败" if factor else "登录失败"
    act = "SecondFactorFailed" if factor else "SignInFailed"
    record(request, act, label, person_named(credentials.get("username")), refused=True)


def _locked(sender: Any, request: HttpRequest, username: str, **kwargs: Any) -> None:
    if not getattr(request, "locked_already", False):
        record(request, "SignInLocked", "登录被锁定", person_named(username), refused=True)


def _password_changed(sender: Any, request: HttpRequest, user: Person, **kwargs: Any) -> None:
    record(request, "ChangePassword", "修改口令", user)


def _password_reset(sender: Any, request: HttpRequest, user: Person, **kwargs: Any) -> None:
    record(request, "ResetPasswordByMail", "凭邮件重设口令", user)


def _factor_added(sender: Any, request: HttpRequest, user: Person, authenticator: Any, **kwargs: Any) -> None:
    record(request, "AddFactor", "设置第二道验证", user, factor=FACTORS[authenticator.type])


def _factor_removed(
    sender: Any, request: HttpRequest, user: Person, authenticator: Any, **kwargs: Any
) -> None:
    record(request, "RemoveFactor", "撤销第二道验证", user, factor=FACTORS[authenticator.type])


def _factor_reset(sender: Any, request: HttpRequest, user: Person, authenticator: Any, **kwargs: Any) -> None:
    record(request, "RenewFactor", "更换恢复码", user, factor=FACTORS[authenticator.type])


def connect() -> None:
    """Listen; called once, when the app is ready."""
    pairs = (
        (user_logged_in, _signed_in),
        (user_logged_out, _signed_out),
        (user_login_failed, _failed),
        (user_locked_out, _locked),
        (account_signals.password_changed, _password_changed),
        (account_signals.password_set, _password_changed),
        (account_signals.password_reset, _password_reset),
        (factor_signals.authenticator_added, _factor_added),
        (factor_signals.authenticator_removed, _factor_removed),
        (factor_signals.authenticator_reset, _factor_reset),
    )
    for signal, receiver in pairs:
        signal.connect(receiver, dispatch_uid=f"sign_in.{receiver.__name__}")
