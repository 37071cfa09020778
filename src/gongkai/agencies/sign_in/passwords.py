"""A new password is another one."""

from __future__ import annotations

from typing import Any

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
