"""The forms for what channels did: receipts, postings, takings down; and for printing sheets of the notice board."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms

from gongkai.acts.days import today
from gongkai.channels.actions.boards import days_refusals
from gongkai.channels.kinds import BY_HAND, ChannelKind
from gongkai.channels.models import PaperSize, ReceiptState
from gongkai.office.forms.fields import OfficeForm, day_field

MONTH = datetime.timedelta(days=30)
PERSONAL = "不要写个人的姓名、电话和证件号码。"


def moment_field(label: str) -> forms.DateTimeField:
    """A moment, picked or typed."""
    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    wrong = {"invalid": "时间请写成 2026-11-23 09:30 这样。"}
    return forms.DateTimeField(label=label, widget=widget, error_messages=wrong)


def picture_field(help_text: str) -> forms.FileField:
    """A photograph or a picture of the screen."""
    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
    return forms.FileField(label="照片", required=False, help_text=help_text, widget=widget)


def note_field(label: str = "说明", *, required: bool = False) -> forms.CharField:
    """A few words that go into the register."""
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(
        label=label, required=required, max_length=300, widget=widget, help_text=f"登入台账。{PERSONAL}"
    )


def _channels() -> list[tuple[str, str]]:
    return [(kind.value, str(kind.label)) for kind in BY_HAND if kind is not ChannelKind.NOTICE_BOARD]


class ReceiptForm(OfficeForm):
    """What an outside channel did with the item."""

    channel = forms.ChoiceField(label="渠道", choices=_channels)
    name = forms.CharField(
        label="载体名称",
        required=False,
        max_length=60,
        help_text="哪个公众号、哪家报纸、哪个广播站；渠道选“其他”时必填。",
    )
    state = forms.ChoiceField(
        label="结果",
        choices=[(one.value, str(one.label)) for one in (ReceiptState.CARRIED, ReceiptState.FAILED)],
    )
    at = moment_field("时间")
    link = forms.CharField(
        label="链接",
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        help_text="文章的完整网址。公众号须填链接，或者上传截图。",
    )
    issue = forms.CharField(
        label="期号、版面", required=False, max_length=60, help_text="报纸、公报的期号和版面。"
    )
    picture = picture_field("截图或者现场照片，JPG、PNG 或 WebP，不超过10MB。只供本单位和监督人员查看。")
    note = note_field()


class PostingForm(OfficeForm):
    """A sheet that was put up."""

    place = forms.CharField(label="张贴地点", max_length=60, help_text="例如“和平村公开栏”。")
    posted_on = day_field("张贴日期")
    until_on = day_field("撤下日期")
    size = forms.ChoiceField(label="纸张", choices=PaperSize.choices)
    picture = picture_field("贴好后的照片，JPG、PNG 或 WebP，不超过10MB。只供本单位和监督人员查看。")
    note = note_field()


class DownForm(OfficeForm):
    """Something was taken down."""

    at = moment_field("撤下时间")
    picture = picture_field("撤下后的照片，JPG、PNG 或 WebP，不超过10MB。")
    note = note_field()


class VoidForm(OfficeForm):
    """Why an earlier receipt is wrong."""

    note = note_field("哪里登记错了", required=True)


class SheetForm(forms.Form):
    """What is asked for in the address of a sheet."""

    size = forms.ChoiceField(
        label="纸张",
        choices=PaperSize.choices,
        required=False,
        error_messages={"invalid_choice": f"纸张只有{'、'.join(PaperSize.values)}，请重选。"},
    )
    posted_on = day_field("张贴日期", required=False)
    until_on = day_field("撤下日期", required=False)

    def clean(self) -> dict[str, Any]:
        """The fields that were filled in; days that cannot be are not printed."""
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        if "posted_on" in asked and "until_on" in asked:
            for reason in days_refusals(asked["posted_on"], asked["until_on"]):
                self.add_error(None, reason)
        return asked

    def faults(self) -> list[str]:
        """What is wrong, as sentences."""
        return [str(message) for messages in self.errors.values() for message in messages]


def usual_days() -> dict[str, Any]:
    """What a posting begins with: from today, for a month, on A3."""
    return {"posted_on": today(), "until_on": today() + MONTH, "size": PaperSize.A3.value}
