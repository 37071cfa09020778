"""The forms for trainings and assessments."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.agencies.models import Agency, Person
from gongkai.office.forms.fields import OfficeForm, PeopleChoice, day_field, offer


class TrainingForm(OfficeForm):
    """A training that was held."""

    title = forms.CharField(label="培训内容", max_length=120)
    held_on = day_field("举办日期")
    hours = forms.DecimalField(label="学时", min_value=0, max_digits=4, decimal_places=1)
    teacher = forms.CharField(label="授课人", max_length=60, required=False)
    attended = PeopleChoice(label="参加的人", queryset=Person.objects.none(), required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "attended", people)


class _AssessedChoice(forms.ModelChoiceField):
    def label_from_instance(self, agency: Any) -> str:
        return str(agency.short_name)


class AssessmentForm(OfficeForm):
    """What a body was found to be worth."""

    agency = _AssessedChoice(label="被考核机关", queryset=Agency.objects.none(), empty_label="请选择")
    year = forms.IntegerField(label="考核年度", min_value=2008, max_value=2100)
    concluded_on = day_field("作出日期")
    score = forms.DecimalField(label="得分", min_value=0, max_digits=5, decimal_places=2)
    grade = forms.CharField(label="等次", max_length=20, required=False, help_text="例如“优秀”“良好”。")
    remarks = forms.CharField(
        label="评语", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", agencies)
