"""Fields that several forms have."""

from __future__ import annotations

from typing import Any

from django import forms


def day_field(label: str, **kwargs: Any) -> forms.DateField:
    """A day, picked or typed."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, **kwargs)


class PersonChoice(forms.ModelChoiceField):
    """One person of several, told apart by the user name."""

    def label_from_instance(self, person: Any) -> str:
        """李明（liming）."""
        return f"{person.name}（{person.username}）"


class PeopleChoice(forms.ModelMultipleChoiceField):
    """Several people, ticked."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, person: Any) -> str:
        """李明（惠民镇，liming）."""
        body = f"{person.agency.short_name}，" if person.agency_id else ""
        return f"{person.name}（{body}{person.username}）"
