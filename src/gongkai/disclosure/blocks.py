"""What the body of an item may consist of: text, pictures, tables, video."""

from __future__ import annotations

from typing import ClassVar

from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.images.blocks import ImageChooserBlock

TEXT_FEATURES: tuple[str, ...] = (
    "h2",
    "h3",
    "bold",
    "italic",
    "ol",
    "ul",
    "link",
    "hr",
    "superscript",
    "blockquote",
)


class PictureBlock(blocks.StructBlock):
    """A picture with the text that stands for it."""

    picture = ImageChooserBlock(label="图片")
    alternative_text = blocks.CharBlock(
        label="替代文字", required=False, max_length=200, help_text="看不见图片的人听到的话：图里有什么。"
    )
    caption = blocks.CharBlock(label="图片说明", required=False, max_length=200)

    class Meta:
        label = "图片"
        icon = "image"
        template = "disclosure/blocks/picture.html"


class VideoBlock(blocks.StructBlock):
    """A video at an address of its own, with its words for those who cannot hear them.

    Wagtail's embeds ask sites abroad how to show a video; an office behind a wall could not save its draft.
    """

    video = blocks.URLBlock(
        label="视频地址", required=False, help_text="以 https:// 开头的视频文件或者网页地址。"
    )
    transcript = blocks.TextBlock(label="文字稿", required=False)
    caption = blocks.CharBlock(label="视频说明", required=False, max_length=200)

    class Meta:
        label = "视频"
        icon = "media"
        template = "disclosure/blocks/video.html"


class BodyBlock(blocks.StreamBlock):
    """The body of an item.

    What is missing in it, a picture's file or a table's header, keeps nobody from saving his draft: the draft checks
    say it, and the reviews stop at it. The app switches that on when it is ready.
    """

    # A draft may be saved with an empty text; that it is empty is for the checks to say.
    text = blocks.RichTextBlock(label="文字", features=list(TEXT_FEATURES), required=False)
    picture = PictureBlock()
    table = TableBlock(label="表格", template="disclosure/blocks/table.html")
    video = VideoBlock()

    class Meta:
        block_counts: ClassVar[dict[str, dict[str, int]]] = {}
