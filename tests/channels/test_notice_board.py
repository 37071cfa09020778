"""Sheets for the notice board: what is on them, that they can be read, and that nothing is on them that is not public."""

from __future__ import annotations

import datetime
from io import BytesIO
from typing import Any

import pypdfium2
import pypdfium2.raw as raw
import pytest
from django.core.files.images import ImageFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.channels.test_receipts import DAMAGED, noted_wrongly

from gongkai.channels import addresses
from gongkai.channels.models import PaperSize
from gongkai.channels.notice_board import sheets
from gongkai.channels.notice_board.bodies import body_of
from gongkai.channels.notice_board.printing import printed
from gongkai.channels.notice_board.rich_text import blocks_of
from gongkai.channels.notice_board.sheets import Hanging, NotPublic
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import Picture

MONTH = datetime.date(2024, 6, 1)
HUNG = Hanging(PaperSize.A4, datetime.date(2024, 6, 4), datetime.date(2024, 7, 4))
MILLIMETRES = 25.4 / 72
PARAGRAPH = "<p>各村（居）民委员会组织村民在水源地上方补植树苗，树种以本地核桃和云南松为主。</p>"


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range().replace("\r\n", "") for page in document]


def drawn(pdf: bytes, dots_a_millimetre: float = 5) -> Any:
    page = pypdfium2.PdfDocument(pdf)[0]
    return page.render(scale=dots_a_millimetre * MILLIMETRES).to_numpy()


def seen(pdf: bytes) -> tuple[str, float]:
    """What a reader of QR codes sees on the first page, and how wide the code is there, in millimetres."""
    cv2 = pytest.importorskip("cv2")
    text, corners, _ = cv2.QRCodeDetector().detectAndDecode(drawn(pdf))
    width = abs(corners[0][1][0] - corners[0][0][0]) / 5 if corners is not None else 0
    return text, width


@pytest.mark.parametrize("size", list(PaperSize))
def test_a_sheet_says_what_it_must(office: Any, size: PaperSize) -> None:
    item = office.published(document_number="惠府发〔2024〕6号")
    pdf = printed(sheets.notice(item, Hanging(size, HUNG.posted_on, HUNG.until_on)))
    [page] = pages(pdf)
    for words in (
        "植树活动",
        item.index_number.number,
        "惠府发〔2024〕6号",
        "2024年6月4日",
        "2024年7月4日",
        "测试县惠民镇人民政府",
        "第1页",
        "共1页",
    ):
        assert words in page.replace(" ", ""), words
    width, height = pypdfium2.PdfDocument(pdf)[0].get_size()
    expected = {"A3": (297, 420), "A4": (210, 297)}[size]
    assert (round(width * MILLIMETRES), round(height * MILLIMETRES)) == expected


@pytest.mark.parametrize("size", list(PaperSize))
def test_the_code_leads_to_the_public_page_and_is_large_enough(office: Any, size: PaperSize) -> None:
    item = office.published()
    text, width = seen(printed(sheets.notice(item, Hanging(size))))
    assert text == addresses.absolute(addresses.item(item))
    assert width >= 25


@pytest.mark.parametrize("size", list(PaperSize))
def test_the_text_can_be_read_from_a_step_and_a_half(office: Any, size: PaperSize) -> None:
    pdf = printed(sheets.notice(office.published(), Hanging(size)))
    words = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    text = words.get_text_range()
    sizes = [raw.FPDFText_GetFontSize(words, place) for place, letter in enumerate(text) if letter == "植"]
    # The title and the text both have the word: a quarter of a degree at 1.5 m is 6.5 mm.
    assert min(sizes) * MILLIMETRES >= 7


def test_the_same_sheet_is_the_same_bytes(office: Any) -> None:
    item = office.published()
    assert printed(sheets.notice(item, HUNG)) == printed(sheets.notice(office.again(item), HUNG))


def test_a_long_item_flows_over_pages(office: Any) -> None:
    item = office.published(body=[("text", PARAGRAPH * 40)])
    found = pages(printed(sheets.notice(item, HUNG)))
    assert len(found) > 2
    for number, page in enumerate(found, 1):
        assert f"第{number}页" in page.replace(" ", "")
        assert f"共{len(found)}页" in page.replace(" ", "")


def test_what_is_not_public_is_not_printed_for_the_board(office: Any) -> None:
    with pytest.raises(NotPublic, match="没有公开"):
        sheets.notice(office.draft(), HUNG)
    item = office.published("关于开展秋季植树活动的公告")
    Withdraw(item, office.chief, "内容有误。").perform()
    with pytest.raises(NotPublic):
        sheets.notice(office.again(item), HUNG)


def test_a_draft_has_its_watermark_and_no_code(office: Any) -> None:
    pdf = printed(sheets.sample(office.draft(), HUNG))
    assert "草稿" in pages(pdf)[0]
    assert seen(pdf) == ("", 0)


def test_the_draft_begun_since_is_not_on_the_sheet(office: Any) -> None:
    item = office.published()
    office.revised(item, title="还没有公开的名称")
    assert "还没有公开" not in pages(printed(sheets.notice(office.again(item), HUNG)))[0]


def test_tables_pictures_and_odd_signs_are_set(office: Any) -> None:
    out = BytesIO()
    Image.new("RGBA", (300, 200), (0, 90, 160, 120)).save(out, "PNG")
    picture = Picture.objects.create(
        title="现场", file=ImageFile(BytesIO(out.getvalue()), name="a.png"), agency=office.agency
    )
    table = {
        "data": [["村社", "数量", None], ["和平村", "1", "2"], ["民主村", "", "\U0001f600"]],
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "mergeCells": [{"row": 1, "col": 1, "rowspan": 2, "colspan": 1}],
        "table_caption": "任务表",
    }
    item = office.draft(
        body=[
            ("text", "<h2>一</h2><ul><li>甲<ol><li>乙</li></ol></li></ul><blockquote>丙</blockquote><hr/>"),
            ("picture", {"picture": picture, "alternative_text": "树苗", "caption": "栽树"}),
            ("table", table),
            ("video", {"video": "https://example.com/v.mp4", "caption": "植树", "transcript": "第一句"}),
        ]
    )
    page = "".join(pages(printed(sheets.sample(item, HUNG))))
    for words in ("任务表", "和平村", "栽树", "第一句", "1.", "丙"):
        assert words in page


@pytest.mark.parametrize(("kind", "tag"), DAMAGED)
def test_a_damaged_picture_leaves_its_caption(office: Any, kind: str, tag: bytes) -> None:
    file = ImageFile(BytesIO(noted_wrongly(kind, tag)), name=f"a.{kind.lower()}")
    damaged = Picture.objects.create(title="现场", file=file, agency=office.agency)
    [block] = body_of(
        office.draft(body=[("picture", {"picture": damaged, "alternative_text": "", "caption": "栽树"})]).body
    )
    assert block["runs"][0]["text"] == "（图片：栽树）"


def test_the_overview_lists_what_came_out_in_the_month(office: Any) -> None:
    for number in range(3):
        office.published(f"关于开展第{number}次植树活动的公告")
    office.draft("还没有公开的名称")
    items = list(sheets.published_in(office.agency, MONTH))
    found = pages(printed(sheets.overview(office.agency, MONTH, items, HUNG)))
    text = "".join(found).replace(" ", "")
    assert all(f"第{number}次植树" in text for number in range(3))
    assert "还没有公开" not in text
    assert list(sheets.published_in(office.agency, datetime.date(2024, 5, 1))) == []


def test_many_items_go_on_overleaf(office: Any) -> None:
    item = office.published()
    found = pages(printed(sheets.overview(office.agency, MONTH, [item] * 40, HUNG)))
    assert len(found) > 2
    assert all("名称" in page for page in found)


@given(st.text(alphabet="<>/phulobi12&;中文 \n", max_size=60))
def test_no_rich_text_breaks_the_reader_and_no_words_are_lost(html: str) -> None:
    for block in blocks_of(html):
        assert block["kind"] in ("paragraph", "heading", "rule")


def test_lines_and_blanks_of_the_source_are_one_blank() -> None:
    [paragraph] = blocks_of("<p>\n  GB/T \n\t 9704</p>")
    assert [run["text"] for run in paragraph["runs"]] == ["GB/T 9704"]
    [paragraph] = blocks_of("<p>一\n <b> 二  三</b></p>")
    assert [run["text"] for run in paragraph["runs"]] == ["一 ", " 二 三"]


def test_words_keep_their_looks() -> None:
    [paragraph] = blocks_of("<p>一<b>二</b><i>三</i><sup>4</sup></p>")
    assert [(run["text"], run["bold"], run["italic"], run["raised"]) for run in paragraph["runs"]] == [
        ("一", False, False, False),
        ("二", True, False, False),
        ("三", False, True, False),
        ("4", False, False, True),
    ]
