"""The form in which an item is written."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm

from gongkai.agencies.models import Agency
from gongkai.disclosure.models import Column, Item
from gongkai.office.forms.body import BodyField, Unread
from gongkai.office.forms.fields import word_missing
from gongkai.statute.duties import DUTIES, duties_for
from gongkai.statute.metadata import GENRES, WITHHOLDING_REASONS, Openness
from gongkai.statute.themes import THEMES
from gongkai.statute.workdays import FIRST_DAY, LAST_DAY

Choices = list[tuple[str, Any]]


def theme_choices() -> Choices:
    """主题分类: each class with its parts."""
    groups: Choices = [("", "请选择")]
    for theme in THEMES:
        values = [f"{theme.label}/{child}" for child in theme.children] or [theme.label]
        groups.append((theme.label, [(value, value.split("/")[-1]) for value in values]))
    return groups


def reason_choices() -> Choices:
    """The grounds of Articles 14 to 16."""
    return [("", "（主动公开的不填）"), *((r.key, f"{r.article}：{r.label}") for r in WITHHOLDING_REASONS)]


def duty_choices(agency: Agency | None) -> Choices:
    """The duties that bind the body, in their groups."""
    duties = duties_for(agency.level) if agency is not None and agency.level != "village" else DUTIES
    groups: dict[str, list[tuple[str, str]]] = {}
    for duty in duties:
        groups.setdefault(duty.group.label, []).append((duty.key, duty.label))
    return list(groups.items())


def field_of(form: forms.BaseForm, name: str) -> Any:
    """A field of a form, of whatever kind it is."""
    return form.fields[name]


class ItemForm(WagtailAdminModelForm):
    """What a drafter types. A draft may be saved with anything missing but its title and its column."""

    openness = forms.ChoiceField(
        label="公开方式", choices=[(o.value, o.label) for o in Openness], initial=Openness.PROACTIVE.value
    )
    theme = forms.ChoiceField(label="主题分类", choices=theme_choices, required=False)
    genre = forms.ChoiceField(
        label="体裁分类",
        choices=lambda: [("", "请选择"), *((g.label, g.label) for g in GENRES)],
        required=False,
    )
    withholding_reason = forms.ChoiceField(label="不予主动公开的依据", choices=reason_choices, required=False)
    duties = forms.MultipleChoiceField(
        label="落实的法定公开事项", required=False, widget=forms.CheckboxSelectMultiple
    )
    interprets_numbers = forms.CharField(
        label="解读的文件（索引号，每行一个）",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="本条是解读时填写；索引号在被解读文件的信息页上。",
    )
    seen_revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Item
        fields = (
            "column",
            "title",
            "document_number",
            "formed_on",
            "theme",
            "genre",
            "openness",
            "withholding_reason",
            "withholding_explanation",
            "reassess_on",
            "summary",
            "keywords",
            "duties",
            "source",
            "body",
            "go_live_at",
            "expire_at",
        )
        help_texts = dict.fromkeys(("formed_on", "summary"), "送审前要填（条例第十二条）。")
        field_classes = {"body": BodyField}
        labels = {"go_live_at": "定时公开（不填为终审后即公开）", "expire_at": "到期撤回"}
        widgets = {
            "formed_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "reassess_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "go_live_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "expire_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "summary": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency = agency
        word_missing(self)
        columns = Column.objects.filter(agency=agency, in_service=True)
        field_of(self, "column").queryset = columns
        field_of(self, "column").empty_label = "请选择"
        field_of(self, "column").label_from_instance = lambda column: column.name
        field_of(self, "duties").choices = duty_choices(agency)
        if not self.is_bound:
            self.fields["seen_revision"].initial = self.instance.latest_revision_id
            self.fields["interprets_numbers"].initial = "\n".join(
                str(item.index_number) for item in self.interpreted() if item.index_number
            )
        for name, field in self.fields.items():
            if self.is_bound and name in self.errors:
                field.widget.attrs["aria-invalid"] = "true"
            if field.help_text or (self.is_bound and name in self.errors):
                field.widget.attrs["aria-describedby"] = f"about-{name}"

    @property
    def body_unread(self) -> str:
        """What is to be said of a body that could not be read; nothing where it could."""
        sent = self["body"].data if self.is_bound else None
        return sent.said if isinstance(sent, Unread) else ""

    def interpreted(self) -> list[Item]:
        """The documents that the item interprets so far."""
        return list(self.instance.interprets.all()) if self.instance.pk else []

    def clean_title(self) -> str:
        """Spaces and line breaks that came with pasting go."""
        return re.sub(r"\s+", " ", self.cleaned_data["title"]).strip()

    def clean_interprets_numbers(self) -> list[Item]:
        """The documents of the index numbers.

        Raises:
            ValidationError: naming the numbers that belong to no document this body can see.
        """
        numbers = self.cleaned_data["interprets_numbers"].split()
        found = {
            str(item.index_number): item
            for item in Item.objects.filter(index_number__number__in=numbers).select_related("index_number")
            if item.agency_id == self.agency.pk or item.live
        }
        unknown = [number for number in numbers if number not in found]
        if unknown:
            raise forms.ValidationError(f"没有索引号为{'、'.join(unknown)}的文件，请从文件页面复制索引号。")
        return [found[number] for number in numbers]

    def clean(self) -> dict[str, Any]:
        """Dates that cannot both be true are refused; what is only missing is left to the checks."""
        cleaned = super().clean() or self.cleaned_data
        for name in ("go_live_at", "expire_at"):
            moment = cleaned.get(name)
            if moment and not FIRST_DAY <= moment.date() <= LAST_DAY:
                self.add_error(name, f"年份应在{FIRST_DAY.year}至{LAST_DAY.year}之间，请核对。")
        begins, ends = cleaned.get("go_live_at"), cleaned.get("expire_at")
        if begins and ends and ends <= begins:
            self.add_error("expire_at", "到期撤回的时间应晚于定时公开的时间。")
        return cleaned

    def as_typed(self) -> Item:
        """What stands in the form, wrong or not, to be looked at and not to be saved."""
        item: Item = self.instance
        item.agency = self.agency
        if not self.is_valid():
            item.title = self.data.get("title", "")
            if "body" in self.errors:
                item.body = self["body"].value()
        return item

    def written(self) -> Item:
        """The item with what was typed, not saved: SaveDraft does that."""
        item: Item = self.save(commit=False)
        item.agency = self.agency
        if item.pk is not None or self.cleaned_data["interprets_numbers"]:
            item.interprets = self.cleaned_data["interprets_numbers"]
        return item
