"""The forms for bodies and posts."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.agencies.actions.set_up_agency import CHANGEABLE
from gongkai.agencies.models import Agency, BodyLevel, Post, PostRole
from gongkai.office.forms.fields import OfficeForm, word_missing


class _AgencyFields(forms.ModelForm):
    class Meta:
        model = Agency
        fields = CHANGEABLE
        widgets = {"office_hours": forms.TextInput, "address": forms.TextInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word_missing(self)

    def written(self) -> dict[str, str]:
        """What was typed, for the action."""
        return {name: str(self.cleaned_data[name] or "") for name in CHANGEABLE}

    def _post_clean(self) -> None:
        """The action judges, on the locked row; here it would be said twice."""


class AgencyForm(_AgencyFields):
    """What is said of a body that exists."""


class NewAgencyForm(_AgencyFields):
    """A body to be set up; its level stays for good."""

    level = forms.ChoiceField(label="类别", help_text="定下后不能改。")
    field_order = ("level", *CHANGEABLE)

    def __init__(self, *args: Any, levels: list[BodyLevel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["level"]
        field.choices = [(level.value, level.label) for level in levels]


class PostForm(OfficeForm):
    """How a post is described."""

    title = forms.CharField(label="岗位名称", max_length=60, help_text="例如“镇党委副书记、镇长”“公开专岗”。")
    rank = forms.IntegerField(
        label="排序", min_value=0, max_value=32767, initial=100, help_text="领导名单按它排列，小的在前。"
    )
    listed_as_leader = forms.BooleanField(label="列入领导信息", required=False)
    duties = forms.CharField(
        label="职责说明", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    @classmethod
    def initial_of(cls, post: Post) -> dict[str, Any]:
        """What the post says now."""
        return {name: getattr(post, name) for name in ("title", "rank", "listed_as_leader", "duties")}


class NewPostForm(PostForm):
    """A post to be set up; its role stays for good."""

    role = forms.ChoiceField(label="职责", choices=PostRole.choices, help_text="定下后不能改。")
    field_order = ("role", "title", "rank", "listed_as_leader", "duties")
