"""Fields that several forms have."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.office.typed_numbers import is_number


class OfficeForm(forms.Form):
    """A form whose missing fields say what to do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word_missing(self)


def offer(form: forms.BaseForm, name: str, rows: Any) -> None:
    """Give a choice the rows to choose from."""
    field: Any = form.fields[name]
    field.queryset = rows


def word_missing(form: forms.BaseForm) -> None:
    """Have each field say in a sentence that it has to be filled in."""
    for field in form.fields.values():
        verb = "选择" if isinstance(field, forms.ChoiceField | forms.ModelChoiceField) else "填写"
        field.error_messages["required"] = f"请{verb}{field.label}。"


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

    def clean(self, value: Any) -> Any:
        """The people.

        Raises:
            ValidationError: also for a number that is none of a row, which the database would fail at.
        """
        if not all(is_number(str(pk)) for pk in value or ()):
            raise forms.ValidationError("请从列出的人里选择。")
        return super().clean(value)

    def label_from_instance(self, person: Any) -> str:
        """李明（惠民镇，liming）."""
        body = f"{person.agency.short_name}，" if person.agency_id else ""
        return f"{person.name}（{body}{person.username}）"
