"""Pictures in the body of items. Each belongs to a body, and is public only while a public item shows it."""

from __future__ import annotations

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from gongkai.agencies.models import Agency


class Picture(AbstractImage):
    """A picture, with the body whose staff uploaded it."""

    agency = models.ForeignKey(
        Agency, verbose_name="机关", on_delete=models.PROTECT, null=True, blank=True, related_name="pictures"
    )

    admin_form_fields = (*Image.admin_form_fields, "agency")

    class Meta(AbstractImage.Meta):
        verbose_name = "图片"
        verbose_name_plural = "图片"


class PictureRendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="picture_rendition_once"
            ),
        )
