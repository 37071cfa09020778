"""allauth's forms with a password, in the office's words: 口令, and what to do when something is missing."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as theirs

LABELS = {
    "login": "用户名",
    "password": "口令",
    "oldpassword": "现在的口令",
    "password1": "新口令",
    "password2": "再输一次新口令",
    "email": "电子邮箱",
}


class _Worded:
    """Labels of ours, no label a second time inside the box, and an error that says what to do."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.error_messages["required"] = f"请填写{field.label}。"
            field.widget.attrs.pop("placeholder", None)
            if name in ("login", "email"):
                field.widget.attrs.update({"autocapitalize": "off", "spellcheck": "false"})
            if name in ("password", "oldpassword"):
                field.help_text = ""


class SignInForm(_Worded, theirs.LoginForm):
    """User name and password."""


class ConfirmForm(_Worded, theirs.ReauthenticateForm):
    """The password once more."""


class ChangePasswordForm(_Worded, theirs.ChangePasswordForm):
    """The present password, and a new one twice."""


class SetPasswordForm(_Worded, theirs.SetPasswordForm):
    """A first password, twice."""


class ForgottenForm(_Worded, theirs.ResetPasswordForm):
    """The address to which the way to a new password is sent."""


class NewPasswordForm(_Worded, theirs.ResetPasswordKeyForm):
    """A new password, twice, by the way that was sent."""
