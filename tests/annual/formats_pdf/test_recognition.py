"""Pictures of pages, where recognition is installed: the tables come out as from a PDF with text."""

import io

import pytest
from tests.annual.formats_pdf.looking import grids, paragraphs, texts
from tests.annual.formats_pdf.test_prints import HEAD, typeset

from gongkai.annual.reading.blocks import Kind, UnreadableError
from gongkai.annual.reading.formats import pdf, picture

pytestmark = pytest.mark.skipif(not picture.can_recognise(), reason="needs gongkai[ocr]")

SOURCE = (
    HEAD
    + """#set page(width: 15cm, height: 9cm, margin: 1cm)
三、收到和处理政府信息公开申请情况
#table(columns: (5cm, 2cm, 2cm, 2cm), align: center, [], [自然人], [企业], [总计],
  [一、本年新收申请数量], [21], [0], [21], [二、上年结转申请数量], [10], [3], [13])
"""
)
CELLS = [
    ["", "自然人", "企业", "总计"],
    ["一、本年新收申请数量", "21", "0", "21"],
    ["二、上年结转申请数量", "10", "3", "13"],
]


def photographed(angle: float = 0.0, kind: str = "JPEG"):
    import pypdfium2

    document = pypdfium2.PdfDocument(typeset(SOURCE))
    image = document[0].render(scale=200 / 72).to_pil().convert("RGB")
    document.close()
    out = io.BytesIO()
    image.rotate(angle, fillcolor="white", resample=3).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "WEBP"])
def test_a_picture_of_a_table_is_a_grid_and_has_to_be_confirmed(kind):
    document = picture.read(photographed(kind=kind))
    assert document.kind is Kind.PICTURE
    assert texts(grids(document)[0]) == CELLS
    assert paragraphs(document) == ["三、收到和处理政府信息公开申请情况"]
    assert any("确认" in warning for warning in document.warnings)


def test_a_sheet_that_lay_askew_is_made_level():
    assert texts(grids(picture.read(photographed(angle=1.5)))[0]) == CELLS


def test_a_scanned_pdf_is_recognised_page_by_page():
    document = pdf.read(photographed(kind="PDF"))
    assert document.picture_pages == [1]
    assert texts(grids(document)[0]) == CELLS
    assert any("确认" in warning for warning in document.warnings)


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0" + b"\0" * 100])
def test_a_damaged_image_is_refused_in_one_line(data):
    with pytest.raises(UnreadableError, match="图片"):
        picture.read(data)


def test_an_image_without_text_is_refused():
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(out, "PNG")
    with pytest.raises(UnreadableError, match="没有识别出文字"):
        picture.read(out.getvalue())
