from __future__ import annotations

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "tests.review.letters"
    label = "letters"
    verbose_name = "函件"
    default_auto_field = "django.db.models.BigAutoField"
