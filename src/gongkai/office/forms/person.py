"""The forms for accounts."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.agencies.models import Agency
from gongkai.office.forms.fields import OfficeForm, offer


class _AgencyChoice(forms.ModelChoiceField):
    def label_from_instance(self, agency: Any) -> str:
        return str(agency.short_name)


class _AccountFields(OfficeForm):
    name = forms.CharField(label="姓名", max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    agency = _AgencyChoice(label="所属机关", queryset=Agency.objects.none(), empty_label=None)
    work_telephone = forms.CharField(label="办公电话", max_length=40, required=False)
    email = forms.EmailField(label="电子邮箱", required=False, help_text="用来凭邮件重设口令。")

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", agencies)


class NewAccountForm(_AccountFields):
    """An account to be opened."""

    username = forms.CharField(
        label="用户名",
        max_length=150,
        help_text="登录时用，例如姓名的拼音；开通后不能改。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
    )
    field_order = ("agency", "name", "username", "work_telephone", "email")


class AccountForm(_AccountFields):
    """What is said of an account."""

    field_order = ("agency", "name", "work_telephone", "email")


class IdentityForm(OfficeForm):
    """The identity of the government's own sign-in."""

    identity = forms.CharField(
        label="统一身份认证编号",
        max_length=191,
        required=False,
        help_text="本人第一次用统一身份认证登录时，页面上会显示这个编号。留空则取消绑定。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class NoticeForm(OfficeForm):
    """Nothing to fill in: the page says what will happen, and the button does it."""
