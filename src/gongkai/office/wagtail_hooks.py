"""What the office changes of Wagtail's editor: links without a tree of pages, pictures by posts."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.urls import reverse_lazy
from wagtail import hooks
from wagtail.admin.rich_text.editors.draftail import features as draftail_features

from gongkai.acts.days import today
from gongkai.agencies.powers import powers_of
from gongkai.disclosure.models import Picture
from gongkai.disclosure.rights import DRAFTING_ROLES


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
