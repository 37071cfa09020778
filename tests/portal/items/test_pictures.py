"""Pictures whose files the disk has lost or damaged: what shows them says so, and nothing else fails."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from tests.disclosure.conftest import Office, body
from tests.portal.items.conftest import Pages, text

from gongkai.channels import addresses
from gongkai.channels import pages as side
from gongkai.channels.pages import Absent, File
from gongkai.channels.stored_files import StoredFiles
from gongkai.disclosure.actions.attach import Attach
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import ColumnKind, Picture, PictureRendition

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 36), "#1d5a8c").save(buffer, "PNG")
    return buffer.getvalue()


def with_picture(office: Office, left: bytes | None, **kind: Any) -> Any:
    """A public item with a picture, of whose file only this is left; None: nothing."""
    picture = Picture.objects.create(
        title="树苗", file=SimpleUploadedFile("a.png", png()), agency=office.agency
    )
    shown = {"picture": picture, "alternative_text": "山坡", "caption": ""}
    item = office.published(body=[*body("植树。"), ("picture", shown)], **kind)
    PictureRendition.objects.all().delete()
    stored = Path(picture.file.path)
    stored.unlink()
    if left is not None:
        stored.write_bytes(left)
    return item


@pytest.mark.parametrize(
    "left",
    [None, b"not a picture", png()[:20] + b"\xff" * 8],
    ids=["lost", "no picture", "of a size that nobody has"],
)
def test_a_lost_or_damaged_picture_is_said_to_be_missing(
    office: Office, pages: Pages, left: bytes | None
) -> None:
    item = with_picture(office, left)
    other = office.published("另一条公告")
    found = pages(item, other)
    for address in (addresses.item(item), addresses.print_view(item), addresses.history(item)):
        assert address in found
    assert "图片无法显示：山坡" in text(found[addresses.item(item)])
    assert "另一条公告" in text(found[addresses.item(other)])


def test_a_guide_and_a_feed_are_there_without_it(office: Office) -> None:
    column = office.column(ColumnKind.GUIDE)
    column.slug = addresses.GUIDE
    column.save()
    with_picture(office, None, kind=ColumnKind.GUIDE)
    assert "图片无法显示" in text(side.at(addresses.block(office.agency, addresses.GUIDE)))
    assert side.at(addresses.feed("atom.xml", office.agency)) is not None


def test_what_of_an_items_files_is_lost_is_absent_and_the_rest_is_there(office: Office) -> None:
    item = office.draft()
    for name in ("甲.txt", "乙.txt"):
        Attach(item, office.drafter, SimpleUploadedFile(name, name.encode())).perform()
    office.reviewed(office.again(item))
    lost, kept = (attachment.stored for attachment in item.attachments.all())
    Path(lost.file.path).unlink()
    found = {each.address: each for each in StoredFiles().render([item.pk])}
    assert found[addresses.file(lost)] == Absent(addresses.file(lost))
    assert isinstance(found[addresses.file(kept)], File)


def test_a_picture_goes_that_was_lost_between_a_withdrawal_and_the_next_publication(office: Office) -> None:
    """Both may have happened before who keeps the copy looks: on another machine, or while he was stopped."""
    picture = Picture.objects.create(
        title="树苗", file=SimpleUploadedFile("a.png", png()), agency=office.agency
    )
    shown = {"picture": picture, "alternative_text": "山坡", "caption": ""}
    item = office.published(body=[*body("植树。"), ("picture", shown)])
    assert side.at(addresses.item(item)) is not None
    (found,) = StoredFiles().render([item.pk])
    assert isinstance(found, File)
    Withdraw(item, office.chief, "照片里有人").perform()
    office.reviewed(office.revised(item, body=body("植树。")))
    assert list(StoredFiles().render([item.pk])) == [Absent(found.address)]
