"""What a new password has to be, in the office's words."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator, MinimumLengthValidator
from django.core.exceptions import ValidationError


class AnotherPassword:
    """Refuses the password that the account has now: above all the one-time password."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse the present password.

        Raises:
            ValidationError: with what to do.
        """
        if user is not None and user.pk and user.has_usable_password() and user.check_password(password):
            raise ValidationError(self.get_help_text(), code="password_unchanged")

    def get_help_text(self) -> str:
        """What a new password must be."""
        return "新口令要和现在的口令不同。"


class LongEnough(MinimumLengthValidator):
    """Refuses what is too short."""

    def get_help_text(self) -> str:
        """How long it must be."""
        return f"口令至少{self.min_length}位。"

    def get_error_message(self) -> str:
        """The same: it says what to do."""
        return self.get_help_text()


class NotCommon(CommonPasswordValidator):
    """Refuses what everybody tries first."""

    def get_help_text(self) -> str:
        """What it must not be."""
        return "不能用别人常用的口令，例如 Passw0rd。"

    def get_error_message(self) -> str:
        """The same."""
        return self.get_help_text()
