"""Receipts: what a clerk enters, what is refused, and what stands in the register."""

from __future__ import annotations

import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from PIL import Image

from gongkai.acts.action import Refused
from gongkai.acts.days import CHINA, today
from gongkai.acts.facts import FactChanged
from gongkai.agencies.models import PostRole
from gongkai.channels import due
from gongkai.channels.actions.boards import PostOnBoard, TakeDown
from gongkai.channels.actions.record_receipt import RecordReceipt, VoidReceipt
from gongkai.channels.evidence import LONGEST_EDGE, NoPicture, photograph
from gongkai.channels.kinds import ChannelKind
from gongkai.channels.models import Receipt, ReceiptState
from gongkai.channels.states import ChannelState
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.register.models import ChangeKind, Entry
from gongkai.register.verification import verify

DAY = datetime.date(2024, 6, 3)
LINK = "https://mp.weixin.qq.com/s/example"


def picture(
    name: str = "board.jpg", size: tuple[int, int] = (60, 40), kind: str = "JPEG", **more: Any
) -> Any:
    out = BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **more)
    return SimpleUploadedFile(name, out.getvalue())


def of_account(office: Any, item: Any, **fields: Any) -> RecordReceipt:
    said: dict[str, Any] = {
        "channel": ChannelKind.OFFICIAL_ACCOUNT,
        "at": timezone.now(),
        "link": LINK,
        **fields,
    }
    return RecordReceipt(item, fields.pop("by", office.drafter), **said)


def on_board(office: Any, item: Any, place: str = "和平村公开栏", **fields: Any) -> PostOnBoard:
    days = {"posted_on": DAY, "until_on": datetime.date(2024, 7, 3), **fields}
    return PostOnBoard(item, office.drafter, place=place, **days)


def why(action: Any) -> str:
    with pytest.raises(Refused) as refusal:
        action.perform()
    return str(refusal.value)


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"note": "联系王某13800138000"}, "说明"),
        ({"name": "王某13800138000"}, "载体名称"),
        ({"issue": "第12期，联系人13800138000"}, "期号、版面"),
        ({"link": "https://example.cn/?t=电话13800138000"}, "链接"),
    ],
)
def test_no_number_of_a_person_enters_the_register(office: Any, fields: dict[str, str], label: str) -> None:
    item = office.published()
    said = why(of_account(office, item, **fields))
    assert said == f"{label}里有手机号码（138****8000）。登入台账以后不能改、不能删，请去掉再办。"
    assert not Receipt.objects.filter(automatic=False).exists()
    # A landline is an office's own.
    of_account(office, item, note="值班电话0812-8650001").perform()


def test_a_form_that_is_sent_twice_is_entered_once(office: Any) -> None:
    item, at = office.published(), timezone.now()
    radio = {"channel": ChannelKind.VILLAGE_RADIO, "name": "和平村", "link": ""}
    first = of_account(office, item, at=at, **radio).perform()
    assert "这张回执已经登记过" in why(of_account(office, item, at=at, **radio))
    assert Entry.objects.filter(kind=ChangeKind.RECEIPT, body__contains="村村响").count() == 1
    # Aired again in the next minute, at another place, or entered anew after an error, it is another receipt.
    earlier = at - datetime.timedelta(minutes=1)
    of_account(office, item, at=earlier, **{**radio, "name": "新林村"}).perform()
    of_account(office, item, at=at, **{**radio, "name": "民主村"}).perform()
    VoidReceipt(first, office.drafter, at=timezone.now(), note="登记错了").perform()
    of_account(office, item, at=at, **radio).perform()


def test_nor_with_a_board_what_is_taken_down_or_put_right(office: Any) -> None:
    item = office.published()
    assert "张贴地点里有手机号码" in why(on_board(office, item, place="王某家门口13800138000"))
    # Where it hangs may be told by a house.
    hung = on_board(office, item, place="新林村2组15号旁公开栏").perform()
    number = "联系王某13800138000"
    assert "说明里有手机号码" in why(TakeDown(hung, office.drafter, at=timezone.now(), note=number))
    assert "说明里有手机号码" in why(VoidReceipt(hung, office.drafter, at=timezone.now(), note=number))
    assert not any("13800138000" in entry.body for entry in Entry.objects.all())


def test_a_receipt_has_its_entry(office: Any) -> None:
    item = office.published()
    receipt = of_account(office, item, name="惠民发布", picture=picture(), note="头条").perform()
    assert (receipt.revision_id, receipt.state) == (item.live_revision_id, ReceiptState.CARRIED)
    entry = Entry.objects.order_by("-sequence")[0]
    assert receipt.entry == entry
    assert (entry.kind, entry.recorded_by) == (ChangeKind.RECEIPT, office.drafter)
    assert "公众号（惠民发布）" in entry.body
    assert LINK in entry.body
    assert verify().whole


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"channel": ChannelKind.PORTAL}, "由系统自动发布"),
        ({"channel": ChannelKind.NOTICE_BOARD}, "登记张贴"),
        ({"channel": ChannelKind.OTHER}, "哪个渠道"),
        ({"link": "mp.weixin.qq.com/s/1"}, "完整的网址"),
        ({"link": "javascript:alert(1)"}, "完整的网址"),
        ({"link": ""}, "链接，或者上传截图"),
        ({"state": ReceiptState.FAILED}, "没有发布的原因"),
        ({"state": ReceiptState.TAKEN_DOWN}, "登记撤下"),
        ({"at": datetime.datetime(2024, 6, 9, tzinfo=datetime.UTC)}, "时间还没有到"),
        ({"at": datetime.datetime(2024, 6, 1, tzinfo=datetime.UTC)}, "不会更早"),
        ({"note": "长" * 301}, "300字以内"),
        ({"picture": SimpleUploadedFile("a.jpg", b"<svg onload='alert(1)'/>")}, "照片打不开"),
    ],
)
def test_what_is_refused_says_what_to_do(office: Any, fields: dict[str, Any], said: str) -> None:
    item = office.published()
    before = Entry.objects.count()
    assert said in why(of_account(office, item, **fields))
    assert Entry.objects.count() == before


def test_only_the_body_s_own_people_enter_receipts(office: Any) -> None:
    item = office.published()
    for place in (
        ("永兴镇", PostRole.DRAFTER),
        ("测试县", PostRole.SUPERVISOR),
        ("测试县", PostRole.AUDITOR),
    ):
        action = RecordReceipt(
            item, office.world.of(*place), channel=ChannelKind.NEWSPAPER, at=timezone.now()
        )
        assert "工作人员登记" in why(action)


def test_a_draft_and_what_is_withdrawn_have_nothing_to_be_receipted(office: Any) -> None:
    assert "还没有公开过" in why(of_account(office, office.draft()))
    item = office.published("关于开展秋季植树活动的公告")
    Withdraw(item, office.chief, "内容有误。").perform()
    assert "现在没有公开" in why(of_account(office, item))


def test_a_draft_begun_since_does_not_show_in_the_entry(office: Any) -> None:
    item = office.published()
    office.revised(item, title="还没有公开的名称")
    assert of_account(office, office.again(item)).perform().entry.title == item.title


def test_a_sheet_hangs_until_it_is_taken_down(office: Any) -> None:
    item = office.published()
    receipt = on_board(office, item, picture=picture()).perform()
    assert (receipt.posting.until_on, receipt.name) == (datetime.date(2024, 7, 3), "和平村公开栏")
    assert "不用再登记" in why(on_board(office, item))
    on_board(office, item, "民主村公开栏").perform()
    down = TakeDown(receipt, office.drafter, at=timezone.now()).perform()
    assert (down.state, down.entry.kind) == (ReceiptState.TAKEN_DOWN, ChangeKind.TAKEN_DOWN)
    assert "已经撤下" in why(TakeDown(receipt, office.drafter, at=timezone.now()))
    assert verify().whole


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"place": " "}, "张贴的地点"),
        ({"until_on": DAY}, "晚于张贴日期"),
        ({"until_on": datetime.date(2026, 1, 1)}, "最长一年"),
        ({"posted_on": datetime.date(2024, 6, 4)}, "时间还没有到"),
        ({"posted_on": datetime.date(2024, 5, 31)}, "不会更早"),
    ],
)
def test_a_posting_that_cannot_be_is_refused(office: Any, fields: dict[str, Any], said: str) -> None:
    assert said in why(on_board(office, office.published(), **fields))


def test_an_error_is_put_right_by_another_receipt(office: Any) -> None:
    item = office.published()
    wrong = of_account(office, item).perform()
    VoidReceipt(wrong, office.drafter, at=timezone.now(), note="链接是另一篇文章的。").perform()
    assert not Receipt.objects.effective().exists()
    assert "更正过" in why(VoidReceipt(wrong, office.drafter, at=timezone.now(), note="再来一次。"))
    right = of_account(office, item, link=LINK + "2").perform()
    assert list(Receipt.objects.standing()) == [right]
    assert Receipt.objects.count() == 3


def test_what_was_taken_down_in_error_stands_again(office: Any) -> None:
    item = office.published()
    posted = on_board(office, item).perform()
    down = TakeDown(posted, office.drafter, at=timezone.now()).perform()
    assert not Receipt.objects.standing().exists()
    VoidReceipt(down, office.drafter, at=timezone.now(), note="还贴着。").perform()
    assert list(Receipt.objects.standing()) == [posted]


def test_receipts_are_never_rewritten(office: Any) -> None:
    receipt = of_account(office, office.published()).perform()
    with pytest.raises(FactChanged):
        receipt.save()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE channels_receipt SET link = 'https://example.com/'")


def test_a_picture_is_written_anew_without_what_was_in_it(office: Any) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Secret Camera"
    receipt = of_account(office, office.published(), picture=picture(exif=exif)).perform()
    kept = Path(receipt.picture.path).read_bytes()
    assert kept.startswith(b"\xff\xd8\xff")
    assert b"Secret Camera" not in kept
    assert receipt.picture.name == f"receipts/{receipt.key.hex[:2]}/{receipt.key.hex}"


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_large_pictures_are_made_smaller(kind: str) -> None:
    kept = Image.open(BytesIO(photograph(picture("a", (2600, 900), kind))))
    assert (kept.format, max(kept.size)) == ("JPEG", LONGEST_EDGE)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\xff\xd8\xff\xe0 cut off", b"GIF89a" + bytes(20)])
def test_what_is_no_picture_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(NoPicture, match="照片打不开"):
        photograph(SimpleUploadedFile("a.jpg", data))


def noted_wrongly(kind: str, tag: bytes) -> bytes:
    """A picture of which what the camera noted is damaged: a time stands where a number should."""
    noted = Image.Exif()
    noted[0x0112], noted[0x0132] = 6, "2024:06:03 09:00:00"
    data: bytes = picture("a", (60, 40), kind, exif=noted).read()
    assert b"\x01\x32\x00\x02" in data
    return data.replace(b"\x01\x32\x00\x02", tag + b"\x00\x02")


DAMAGED = [(kind, tag) for kind in ("JPEG", "WEBP") for tag in (b"\x01\x00", b"\x01\x1a")]


@pytest.mark.parametrize(("kind", "tag"), DAMAGED)
def test_what_a_camera_noted_wrongly_is_refused_in_words(kind: str, tag: bytes) -> None:
    with pytest.raises(NoPicture, match="照片打不开"):
        photograph(SimpleUploadedFile("a.jpg", noted_wrongly(kind, tag)))


def test_what_hung_its_time_is_put_up_for_another(office: Any, clock: Any) -> None:
    item = office.published()
    on_board(office, item).perform()
    clock.move_to(datetime.datetime(2024, 7, 3, 9, 0, tzinfo=CHINA))
    again = {"posted_on": datetime.date(2024, 7, 3), "until_on": datetime.date(2024, 8, 3)}
    assert "不用再登记" in why(on_board(office, item, **again))
    clock.move_to(datetime.datetime(2024, 7, 4, 9, 0, tzinfo=CHINA))
    assert [task.line.state for task in due.tasks_of([item.agency_id], today())] == [ChannelState.OVER]
    again = {"posted_on": datetime.date(2024, 7, 4), "until_on": datetime.date(2024, 8, 3)}
    receipt = on_board(office, item, **again).perform()
    assert receipt.posting.until_on == datetime.date(2024, 8, 3)
    assert due.tasks_of([item.agency_id], today()) == []
