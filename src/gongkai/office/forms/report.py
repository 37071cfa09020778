"""The form in which an annual report is made from a file."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.acts.days import today
from gongkai.annual.form import EDITION_2019
from gongkai.office.forms.fields import OfficeForm
from gongkai.office.forms.item import field_of


class ReportForm(OfficeForm):
    """Which year, and which file."""

    year = forms.IntegerField(label="报告年度", min_value=EDITION_2019.first_year)
    upload = forms.FileField(
        label="年度报告文件",
        help_text="Word、PDF、网页、文本、Markdown、Excel 或者 JSON 都可以；扫描成图片的读不出。",
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = today().year
        year = field_of(self, "year")
        year.initial = last - 1
        year.max_value = last
        year.widget.attrs.update(min=EDITION_2019.first_year, max=last)
        year.error_messages["invalid"] = "请用四位数字填写年度，例如2024。"
        field_of(self, "upload").error_messages["required"] = "请选择年度报告文件。"

    def clean_year(self) -> int:
        """The year reported on: not one that has not begun.

        Raises:
            ValidationError: for a year to come.
        """
        year: int = self.cleaned_data["year"]
        if year > today().year:
            raise forms.ValidationError(f"{year}年还没有到，请核对年度。")
        return year
