"""Pictures in the body of items. Each belongs to a body, and is public only while a public item shows it."""

from __future__ import annotations

from typing import Any

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition

from gongkai.acts.action import Refused
from gongkai.agencies.models import Agency
from gongkai.disclosure.digests import sm3_of_file


class Picture(AbstractImage):
    """A picture, with the body whose staff uploaded it.

    Its file never changes once it is stored: an item that was reviewed with it shows what was reviewed.
    """

    agency = models.ForeignKey(
        Agency, verbose_name="机关", on_delete=models.PROTECT, null=True, blank=True, related_name="pictures"
    )
    content_hash = models.CharField("内容摘要（SM3）", max_length=64, blank=True, editable=False)

    # Whose it is follows from the post of whoever uploads it; nobody is asked.
    admin_form_fields = ("title", "file")

    class Meta(AbstractImage.Meta):
        verbose_name = "图片"
        verbose_name_plural = "图片"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the picture, and the digest of its file when it is new.

        Raises:
            Refused: when the file of a stored picture would be exchanged.
        """
        if not self._state.adding and self._file_is_another():
            raise Refused("已上传的图片不能换成另一张：用到它的信息是连同原图一起审核的。请另外上传新图片。")
        if not self.content_hash and self.file:
            self.content_hash = sm3_of_file(self.file)
        super().save(*args, **kwargs)

    def _file_is_another(self) -> bool:
        if not self.file or getattr(self.file, "_committed", True) is False:
            return True
        stored = type(self)._base_manager.filter(pk=self.pk).values_list("file", flat=True).first()
        return stored is not None and stored != self.file.name


class PictureRendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="picture_rendition_once"
            ),
        )


class ShownPicture(models.Model):
    """A picture stands in the published version of an item: written when the item goes out."""

    item = models.ForeignKey("disclosure.Item", on_delete=models.CASCADE, related_name="shown_pictures")
    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, related_name="shown_in")

    class Meta:
        verbose_name = "公开的图片"
        verbose_name_plural = "公开的图片"
        constraints = (models.UniqueConstraint(fields=("item", "picture"), name="picture_shown_once"),)
