"""The forms for a body's columns, catalogue and terms."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from gongkai.agencies.models import Agency, Post
from gongkai.channels import addresses
from gongkai.disclosure.models import CatalogueEntry, Column, ColumnKind, CountyTerm
from gongkai.office.forms.fields import word_missing
from gongkai.office.forms.item import duty_choices, field_of


class FormOfABody(forms.ModelForm):
    """A form for something of one body. The page says whose it is, and the form does not ask."""

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.agency = agency
        word_missing(self)

    def _get_validation_exclusions(self) -> set[str]:
        """What must not be there twice in a body is looked for, although the form has no field for the body."""
        return super()._get_validation_exclusions() - {"agency"}  # type: ignore[misc]


class ColumnForm(FormOfABody):
    """A column."""

    duties = forms.MultipleChoiceField(
        label="落实的法定公开事项", required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Column
        error_messages: ClassVar[Any] = {
            NON_FIELD_ERRORS: {
                "unique_together": "本机关已有同名或者同网址的栏目，请换一个，或者改原来的栏目。"
            }
        }
        fields = (
            "name",
            "slug",
            "kind",
            "description",
            "keywords",
            "update_every_days",
            "duties",
            "rank",
            "in_service",
        )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, agency=agency, **kwargs)
        field_of(self, "duties").choices = duty_choices(agency)

    def clean(self) -> dict[str, Any]:
        """The address is not one where something else of the body stands; `nb` is for the annual reports alone."""
        cleaned = super().clean() or self.cleaned_data
        slug, kind = cleaned.get("slug"), cleaned.get("kind")
        of_reports = slug == addresses.REPORTS and kind == ColumnKind.ANNUAL_REPORT
        if slug in addresses.TAKEN and not of_reports:
            only = "，只用于“政府信息公开年报”类型的栏目" if slug == addresses.REPORTS else ""
            self.add_error("slug", f"网址“{slug}”在网站上另有固定的内容{only}，请换一个。")
        return cleaned


class CatalogueEntryForm(FormOfABody):
    """An entry of the catalogue."""

    duty = forms.ChoiceField(label="法定公开事项")

    class Meta:
        model = CatalogueEntry
        error_messages: ClassVar[Any] = {
            NON_FIELD_ERRORS: {
                "unique_together": "目录里已有这一公开事项，请改原来的一条，或者写明不同的二级事项。"
            }
        }
        fields = (
            "duty",
            "matter",
            "contents",
            "column",
            "deadline_workdays",
            "responsible",
            "audience",
            "exempt_reason",
        )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, agency=agency, **kwargs)
        field_of(self, "duty").choices = duty_choices(agency)
        field_of(self, "column").queryset = Column.objects.filter(agency=agency)
        field_of(self, "column").empty_label = "未定"
        field_of(self, "responsible").empty_label = "未定"
        field_of(self, "column").label_from_instance = lambda column: column.name
        field_of(self, "responsible").queryset = Post.objects.filter(agency=agency, in_service=True)
        field_of(self, "responsible").label_from_instance = lambda post: post.title


class TermForm(FormOfABody):
    """A term."""

    class Meta:
        model = CountyTerm
        error_messages: ClassVar[Any] = {
            NON_FIELD_ERRORS: {"unique_together": "用词表里已有这个词，请改原来的一条。"}
        }
        fields = ("written", "preferred", "blocking", "remarks")
