"""How allauth is bent to the house: no open sign-up, one-time passwords, lock-out, sealed secrets."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from gongkai.agencies.models import Person
from gongkai.agencies.sign_in import lockout, sealing
from gongkai.agencies.sign_in.another_key import SealedWithAnotherKey
from gongkai.agencies.sign_in.records import record
from gongkai.agencies.sign_in.second_factor import OWNED, needs_second_factor


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by an administrator; a password that he gave is for one sign-in only."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "用户名或者口令不对，请再试一次。",
        "incorrect_password": "口令不对，请再试一次。",
        "enter_current_password": "现在的口令不对，请再试一次。",
        "incorrect_code": "验证码不对，请看清楚再试；手机的时间要准。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Look whether the account is locked before the password is.

        Raises:
            ImmediateHttpResponse: with the page that says until when.
        """
        locked = lockout.check(request, str(credentials.get("username", "")))
        if locked is not None:
            raise ImmediateHttpResponse(locked)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """The person, if the password is right and still valid.

        Raises:
            ValidationError: a one-time password was not used in time.
        """
        person: Person | None = super().authenticate(request, **credentials)
        if person is not None and _expired(person):
            record(request, "SignInFailed", "一次性口令过期", person, refused=True)
            raise ValidationError("一次性口令已经过期，请联系账号管理员重新发一个。")
        return person

    def set_password(self, user: Person, password: str) -> None:
        """What a person sets himself is his own, and no one-time password any more."""
        user.set_password(password)
        user.one_time_password_until = None
        user.save(update_fields=["password", "one_time_password_until"])

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own account."""
        return reverse("office:account")


def _expired(person: Person) -> bool:
    until = person.one_time_password_until
    return until is not None and until < timezone.now()


class SocialAdapter(DefaultSocialAccountAdapter):
    """A government's own sign-in opens an account that is here already, and never makes one."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Let in who is known.

        Raises:
            ImmediateHttpResponse: with a page that says what to tell the administrator of accounts.
        """
        person = sociallogin.user if sociallogin.is_existing else None
        if person is not None and person.is_active:
            return
        uid = str(sociallogin.account.uid)
        record(request, "SignInFailed", "统一身份认证没有对应的账号", person, refused=True, identity=uid)
        raise ImmediateHttpResponse(_unknown(request, uid))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        """Whatever went wrong on the way there and back is recorded; the page comes from allauth."""
        record(
            request,
            "SignInFailed",
            "统一身份认证出错",
            None,
            refused=True,
            error=str(kwargs.get("error") or ""),
        )


def _unknown(request: HttpRequest, uid: str) -> HttpResponse:
    return render(request, "socialaccount/unknown.html", {"uid": uid}, status=403)


class FactorAdapter(DefaultMFAAdapter):
    """The second factor: secrets sealed, names that people know, and no way back for those who need it."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "验证码不对，请看清楚再试；手机的时间要准。",
        "cannot_delete_authenticator": "您的岗位必须有第二道验证：请先设置另一种，再撤销这一种。",
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return sealing.seal(text, bytes(settings.DATA_KEY))

    def decrypt(self, encrypted_text: str) -> str:
        """Unseal it.

        Raises:
            SealedWithAnotherKey: the key is not the one that it was sealed with, as after a backup without its keys.
        """
        try:
            return sealing.unseal(encrypted_text, bytes(settings.DATA_KEY))
        except sealing.Unsealable as error:
            raise SealedWithAnotherKey from error

    def get_totp_label(self, user: Person) -> str:
        """What the authenticator shows below the issuer."""
        return str(user.username)

    def _get_site_name(self) -> str:
        return "政府信息公开"

    def generate_authenticator_name(self, user: Person, type: Any) -> str:
        """A name to begin with."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"通行密钥{count + 1}"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last factor of somebody whose post needs one stays."""
        person = authenticator.user
        if not needs_second_factor(person):
            return True
        others = Authenticator.objects.filter(user=person, type__in=OWNED).exclude(pk=authenticator.pk)
        return bool(others.exists())
