"""The auditor's search: what may be narrowed, and what is said when it is typed wrong."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from gongkai.agencies.models import Agency
from gongkai.agencies.powers import Powers
from gongkai.register.column_kinds import column_kinds
from gongkai.register.models import ChangeKind
from gongkai.register.queries import Search
from gongkai.statute.workdays import FIRST_DAY, LAST_DAY

_ALL = ("", "全部")
_DATE_WRONG = {"invalid": "日期请写成 2024-03-05 这样。"}


def readable_agencies(powers: Powers) -> Any:
    """The bodies whose entries these powers let one read."""
    if powers.audits:
        return Agency.objects.all()
    readable = Q(pk__in=powers.agency_ids)
    for path in powers.supervised_paths:
        readable |= Q(path__startswith=path)
    return Agency.objects.filter(readable)


class SearchForm(forms.Form):
    """All fields may stay empty."""

    text = forms.CharField(label="名称、索引号或文号", required=False, max_length=100)
    agency = forms.ModelChoiceField(
        label="机关",
        queryset=Agency.objects.none(),
        required=False,
        empty_label="全部",
        error_messages={"invalid_choice": "没有这个机关，或者它的台账您不能查看。"},
    )
    kind = forms.ChoiceField(label="动作", required=False, choices=[_ALL, *ChangeKind.choices])
    column_kind = forms.ChoiceField(label="栏目类型", required=False)
    since = forms.DateField(
        label="公开时间从",
        required=False,
        error_messages=_DATE_WRONG,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until = forms.DateField(
        label="到",
        required=False,
        error_messages=_DATE_WRONG,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: Any, powers: Powers) -> None:
        super().__init__(data)
        self.fields["agency"].queryset = readable_agencies(powers)  # type: ignore[attr-defined]
        self.fields["column_kind"].choices = [_ALL, *column_kinds()]  # type: ignore[attr-defined]
        for name in ("kind", "column_kind"):
            self.fields[name].error_messages["invalid_choice"] = "没有这个选项，请从列表里选择。"
        for name in self.errors:
            self.fields[name].widget.attrs.update(
                {"aria-invalid": "true", "aria-describedby": f"error-{name}"}
            )

    def clean(self) -> dict[str, Any]:
        """Days of which there can be entries, and which are not crossed."""
        cleaned = super().clean() or {}
        for name in ("since", "until"):
            if cleaned.get(name) and not FIRST_DAY <= cleaned[name] <= LAST_DAY:
                self.add_error(name, f"年份应在{FIRST_DAY.year}至{LAST_DAY.year}之间，请核对。")
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", "结束日期早于开始日期，请核对。")
        return cleaned

    def search(self) -> Search:
        """What is looked for. Only after `is_valid`."""
        wanted = self.cleaned_data
        return Search(
            text=wanted["text"],
            agency=wanted["agency"].pk if wanted["agency"] else None,
            kind=wanted["kind"],
            column_kind=wanted["column_kind"],
            since=wanted["since"],
            until=wanted["until"],
        )
