"""Files and pictures: unreachable before they are public, gone afterwards, never run in a reader's browser."""

from __future__ import annotations

import io
import uuid
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from gongkai.acts.action import Refused
from gongkai.agencies.models import PostRole
from gongkai.disclosure.actions.attach import Attach, RemoveAttachment, plain_name
from gongkai.disclosure.actions.clear_finding import ClearFinding
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.drafts import open_findings
from gongkai.disclosure.models import Item, Picture, StoredFile

from .conftest import Office

TEXT = "本镇政务公开工作安排。".encode()
READERS = {
    "nobody": None,
    "drafter": ("惠民镇", PostRole.DRAFTER),
    "chief": ("惠民镇", PostRole.CHIEF),
    "another town": ("永兴镇", PostRole.CHIEF),
    "supervisor": ("测试县", PostRole.SUPERVISOR),
    "auditor": ("测试县", PostRole.AUDITOR),
    "accounts": ("测试县", PostRole.ACCOUNT_ADMINISTRATOR),
}


def upload(name: str = "工作安排.txt", data: bytes = TEXT) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def attach(office: Office, item: Item, name: str = "工作安排.txt", data: bytes = TEXT) -> StoredFile:
    stored: StoredFile = Attach(office.again(item), office.drafter, upload(name, data)).perform().stored
    return stored


def address(stored: StoredFile) -> str:
    return reverse("disclosure:file", args=[stored.key, stored.name])


def reader(office: Office, who: str) -> Client:
    client = Client()
    if READERS[who]:
        client.force_login(
            office.world.of(*READERS[who]), backend="django.contrib.auth.backends.ModelBackend"
        )
    return client


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("nobody", 404),
        ("drafter", 200),
        ("chief", 200),
        ("another town", 404),
        ("supervisor", 200),
        ("auditor", 200),
        ("accounts", 404),
    ],
)
def test_a_drafts_file_is_for_those_who_may_read_the_draft(office: Office, who: str, status: int) -> None:
    stored = attach(office, office.draft())
    response = reader(office, who).get(address(stored))
    assert response.status_code == status
    if status == 200:
        assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("who", READERS)
def test_a_public_items_file_is_for_everybody(office: Office, who: str) -> None:
    item = office.draft()
    stored = attach(office, item)
    office.reviewed(item)
    response = reader(office, who).get(address(stored))
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == TEXT


def test_a_file_added_to_a_draft_of_something_public_stays_hidden(office: Office) -> None:
    item = office.published()
    stored = attach(office, item)
    assert Client().get(address(stored)).status_code == 404
    office.reviewed(item)
    assert Client().get(address(stored)).status_code == 200


def test_a_withdrawn_or_removed_file_is_gone(office: Office) -> None:
    item = office.draft()
    stored, other = attach(office, item), attach(office, item, "第二件.txt", "另一件。".encode())
    office.reviewed(item)
    RemoveAttachment(office.again(item), office.drafter, other.key).perform()
    assert Client().get(address(other)).status_code == 200
    office.reviewed(item)
    assert Client().get(address(other)).status_code == 410
    Withdraw(office.again(item), office.chief, "内容有误").perform()
    gone = Client().get(address(stored))
    assert gone.status_code == 410
    assert "已撤下" in gone.content.decode()
    assert reader(office, "drafter").get(address(stored)).status_code == 200


def test_a_row_slipped_in_beside_the_revision_opens_nothing(office: Office) -> None:
    from gongkai.disclosure.models import Attachment

    item = office.published()
    stored = attach(office, item)
    Attachment._base_manager.bulk_create([Attachment(item=item, stored=stored)])
    assert Client().get(address(stored)).status_code == 404


def test_the_original_place_of_a_file_has_no_address(office: Office) -> None:
    item = office.draft()
    stored = attach(office, item)
    office.reviewed(item)
    client = reader(office, "drafter")
    assert client.get(f"/media/{stored.file.name}").status_code == 404
    assert client.get("/media/../gongkai.sqlite3").status_code == 404
    assert client.get(reverse("disclosure:file", args=[uuid.uuid4(), "x.pdf"])).status_code == 404


def test_another_name_leads_to_the_right_one_only_for_who_may_have_it(office: Office) -> None:
    stored = attach(office, office.draft())
    wrong = reverse("disclosure:file", args=[stored.key, "x.txt"])
    assert Client().get(wrong).status_code == 404
    assert reader(office, "drafter").get(wrong)["Location"] == address(stored)


def zipped(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind", "shown"),
    [
        ("页面.html", b"<!doctype html><script>alert(1)</script>", "application/octet-stream", False),
        (
            "图.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
            "application/octet-stream",
            False,
        ),
        ("假.png", b"<html><body onload=alert(1)>", "application/octet-stream", False),
        ("假.html", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "image/png", True),
        ("包.zip", zipped(a="文"), "application/zip", False),
        ("文件.pdf", b"%PDF-1.4\n%%EOF", "application/pdf", True),
    ],
)
def test_the_type_is_by_content_and_pages_are_never_shown(
    office: Office, name: str, data: bytes, kind: str, shown: bool
) -> None:
    stored = attach(office, office.draft(), name, data)
    response = reader(office, "drafter").get(address(stored))
    assert response["Content-Type"] == kind
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("inline" if shown else "attachment")
    if kind != "application/pdf":
        assert "sandbox" in response["Content-Security-Policy"]


def test_readers_ask_again_and_get_nothing_twice(office: Office) -> None:
    item = office.draft()
    stored = attach(office, item)
    office.reviewed(item)
    first = Client().get(address(stored))
    assert first["Cache-Control"] == "no-cache"
    again = Client().get(address(stored), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_what_was_found_inside_blocks_until_somebody_answers(office: Office) -> None:
    item = office.draft()
    attach(office, item, "名单.txt", "张三，身份证号51042219900101123X，手机13812345678。".encode())
    latest = office.again(item).get_latest_revision_as_object()
    assert any(finding.is_blocking for finding in open_findings(latest))
    with pytest.raises(Refused, match="稿件检查发现"):
        office.submit(item)


def test_a_file_that_cannot_be_looked_through_blocks_like_one_with_something_in_it(office: Office) -> None:
    item = office.draft()
    attach(office, item, "旧文件.rar", b"Rar!\x1a\x07\x00" + b"\0" * 50)
    latest = office.again(item).get_latest_revision_as_object()
    [finding] = [one for one in open_findings(latest) if one.is_blocking]
    with pytest.raises(Refused, match="没有检查"):
        office.submit(item)
    ClearFinding(office.again(item), office.deputy, finding.fingerprint, "已逐页看过，没有个人信息").perform()
    assert office.reviewed(item).live


def test_uploads_that_are_too_large_empty_or_there_already_are_refused(office: Office, settings: Any) -> None:
    item = office.draft()
    settings.UPLOAD_BYTES = 1 << 20
    with pytest.raises(Refused, match="超过1MB"):
        attach(office, item, data=b"x" * ((1 << 20) + 1))
    with pytest.raises(Refused, match="是空的"):
        attach(office, item, data=b"")
    attach(office, item)
    with pytest.raises(Refused, match="已经添加过"):
        attach(office, item)
    with pytest.raises(Refused, match="不是惠民镇的撰稿人"):
        Attach(office.again(item), office.world.of("永兴镇", PostRole.DRAFTER), upload()).perform()
    assert StoredFile.objects.count() == 1


def test_a_stale_form_does_not_add_a_file(office: Office) -> None:
    item = office.draft()
    seen = item.latest_revision_id
    office.revised(item, summary="别人改过。")
    with pytest.raises(Refused, match="已保存了新的版本"):
        Attach(office.again(item), office.drafter, upload(), seen_revision_id=seen).perform()


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("C:\\公文\\通知.docx", "通知.docx"),
        ("../../etc/passwd", "passwd"),
        ("安排\u202excod.exe", "安排xcod.exe"),
        ("\n\0", "附件"),
        ("长" * 300 + ".pdf", "长" * 117 + ".pdf"),
    ],
)
def test_names_are_plain(given: str, plain: str) -> None:
    assert plain_name(given) == plain


def picture(office: Office, color: str = "red") -> Picture:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), color).save(buffer, "PNG")
    file = SimpleUploadedFile("图.png", buffer.getvalue())
    made: Picture = Picture.objects.create(title="图", file=file, agency=office.agency)
    return made


def shows(shown: Picture) -> list[tuple[str, Any]]:
    return [("picture", {"picture": shown, "alternative_text": "一块红色", "caption": ""})]


def test_a_picture_is_public_while_a_public_item_shows_it_and_only_in_its_sizes(office: Office) -> None:
    shown = picture(office)
    rendition = shown.get_rendition("width-20")
    item = office.draft(body=shows(shown))
    assert Client().get(rendition.url).status_code == 404
    assert reader(office, "another town").get(rendition.url).status_code == 404
    assert reader(office, "drafter").get(rendition.url).status_code == 200
    office.reviewed(item)
    response = Client().get(rendition.url)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert Client().get(shown.file.url).status_code == 404
    office.reviewed(office.revised(item, body=[("text", "<p>没有图片。</p>")]))
    assert Client().get(rendition.url).status_code == 404


def test_a_stored_picture_cannot_be_exchanged(office: Office) -> None:
    shown, other = picture(office), picture(office, "blue")
    shown.file = other.file
    with pytest.raises(Refused, match="不能换成另一张"):
        shown.save()


def test_the_draft_picture_of_another_body_cannot_go_out(office: Office) -> None:
    theirs = picture(Office(office.world, "永兴镇"))
    with pytest.raises(Refused, match="别的机关"):
        office.published(body=shows(theirs))


def test_a_picture_of_who_drafts_for_two_bodies_is_of_the_body_that_uses_it(office: Office) -> None:
    theirs = Office(office.world, "永兴镇")
    uploaded = picture(theirs)
    Picture.objects.filter(pk=uploaded.pk).update(uploaded_by_user=office.drafter)
    item = office.published(body=shows(uploaded))
    assert office.again(item).live
    uploaded.refresh_from_db()
    assert uploaded.agency == office.agency
