"""allauth's forms where ours are stricter: a wrong code counts towards the lock, and fields say what they are."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms

from gongkai.agencies.sign_in import lockout, used_codes

_CODE = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "autocapitalize": "off",
    "spellcheck": "false",
}


class _CountsGuesses:
    """Locks like a password: after too many wrong codes no further one is looked at."""

    user: Any
    authenticator: Any

    def clean_code(self) -> str:
        """The code, if it is right.

        Raises:
            ImmediateHttpResponse: with the page of a locked account.
            ValidationError: the code is wrong or was used, and is counted.
        """
        username = self.user.get_username()
        locked = lockout.check(context.request, username)
        if locked is not None:
            raise ImmediateHttpResponse(locked)
        try:
            code = str(super().clean_code())  # type: ignore[misc]
            if not used_codes.use(self.authenticator, code):
                raise get_adapter().validation_error("incorrect_code")
            return code
        except forms.ValidationError:
            lockout.count_wrong_code(context.request, username)
            raise


class CodeForm(_CountsGuesses, AuthenticateForm):
    """The code at signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "验证码"
        self.fields["code"].widget.attrs = {**_CODE, "autofocus": True}
        self.fields["code"].help_text = "验证器上显示的6位数字，或者一个没有用过的恢复码。"


class CodeAgainForm(_CountsGuesses, ReauthenticateForm):
    """The code before a change of one's account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "验证码"
        self.fields["code"].widget.attrs = {**_CODE, "autofocus": True}


class FirstCodeForm(ActivateTOTPForm):
    """The code that shows that the authenticator was set up rightly."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "验证器现在显示的6位数字"
        self.fields["code"].widget.attrs = dict(_CODE)


class NewPasskeyForm(AddWebAuthnForm):
    """A passkey is named, so that a lost one can be told from the others."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "名称"
        self.fields["name"].help_text = "例如“办公室电脑”“蓝色钥匙”，丢失时知道该撤销哪一个。"
        if "passwordless" in self.fields:
            self.fields["passwordless"].label = "可以不输口令，只用它登录"
            self.fields["passwordless"].help_text = "设备要能验证是本人：指纹、人脸或者设备的密码。"


class PasskeyNameForm(EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "名称"
