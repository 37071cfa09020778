"""What the office changes of Wagtail's editor: links without a tree of pages, pictures by posts."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.urls import reverse_lazy
from wagtail import hooks
from wagtail.admin.forms import choosers
from wagtail.admin.rich_text.editors.draftail import features as draftail_features

from gongkai.acts.days import today
from gongkai.agencies.powers import powers_of
from gongkai.disclosure.models import Picture
from gongkai.disclosure.rights import DRAFTING_ROLES

# Wagtail gives these fields no label to be translated; their names, in English, would stand above them.
LABELS = {
    "link_text": "显示的文字",
    "email_address": "电子邮件地址",
    "subject": "邮件主题",
    "body": "邮件正文",
    "phone_number": "电话号码",
}
for window in (
    choosers.ExternalLinkChooserForm,
    choosers.EmailLinkChooserForm,
    choosers.PhoneLinkChooserForm,
    choosers.AnchorLinkChooserForm,
):
    for name, field in window.base_fields.items():
        field.label = LABELS.get(name, field.label)
# What is typed after the # is the name of a place on the page.
choosers.AnchorLinkChooserForm.base_fields["url"].label = "位置名称"


@hooks.register("register_rich_text_features", order=1)
def link_without_pages(features: Any) -> None:
    """Items are no pages: the window for a link begins with an address."""
    external = reverse_lazy("wagtailadmin_choose_page_external_link")
    features.register_editor_plugin(
        "draftail",
        "link",
        draftail_features.EntityFeature(
            {
                "type": "LINK",
                "icon": "link",
                "description": "链接",
                "attributes": ["url", "id", "parentId"],
                "allowlist": {"href": "^(http:|https:|mailto:|/|#|undefined$)"},
                "chooserUrls": {
                    "pageChooser": external,
                    "externalLinkChooser": external,
                    "emailLinkChooser": reverse_lazy("wagtailadmin_choose_page_email_link"),
                    "phoneLinkChooser": reverse_lazy("wagtailadmin_choose_page_phone_link"),
                    "anchorLinkChooser": reverse_lazy("wagtailadmin_choose_page_anchor_link"),
                },
            },
            js=["wagtailadmin/js/page-chooser-modal.js"],
        ),
    )


@receiver(pre_save, sender=Picture)
def picture_of_a_body(instance: Picture, **kwargs: Any) -> None:
    """A new picture belongs to the body that its uploader drafts for."""
    if instance._state.adding and instance.agency_id is None and instance.uploaded_by_user is not None:
        drafting = [
            holding.agency_id
            for holding in powers_of(instance.uploaded_by_user, today()).holdings
            if holding.role in DRAFTING_ROLES
        ]
        instance.agency_id = drafting[0] if drafting else None
