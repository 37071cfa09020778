"""The forms for taking up, ending, handing over and standing in."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.agencies.models import EndReason
from gongkai.office.forms.fields import OfficeForm, PersonChoice, day_field, offer

_BASIS = "任命文件的文号，或者会议的名称和日期。"


class TakeUpForm(OfficeForm):
    """Who takes up the post, and when."""

    person = PersonChoice(label="任职的人", queryset=None, empty_label="请选择")
    began_on = day_field("任职日期")
    basis = forms.CharField(label="依据", max_length=200, required=False, help_text=_BASIS)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", people)


class HandOverForm(OfficeForm):
    """To whom, and from which day."""

    person = PersonChoice(label="接任的人", queryset=None, empty_label="请选择")
    on = day_field("移交日期", help_text="从这一天起由接任的人负责，待审的信息一并移交。")
    basis = forms.CharField(label="依据", max_length=200, required=False, help_text=_BASIS)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", people)


class EndForm(OfficeForm):
    """When it ends, and why."""

    reason = forms.ChoiceField(
        label="原因",
        choices=[(one.value, one.label) for one in (EndReason.LEFT, EndReason.VOIDED)],
        help_text="登记有误的，免职日期填任职的那一天，这段任职视为从未开始。",
    )
    ended_on = day_field("免职日期", help_text="从这一天起不再负责。")
    basis = forms.CharField(label="依据", max_length=200, required=False, help_text=_BASIS)


class DelegateForm(OfficeForm):
    """Who acts in one's place, from when until when."""

    deputy = PersonChoice(label="受托人", queryset=None, empty_label="请选择")
    began_on = day_field("开始日期")
    until_on = day_field("结束日期", help_text="最后一天，含当天。到期自行结束，也可以提前收回。")
    reason = forms.CharField(label="事由", max_length=200, help_text="例如“休假”“外出学习”。")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "deputy", people)
