"""Files that are damaged, locked, too long, or pictures; and that reading leaves nothing behind."""

import multiprocessing
import resource
import threading
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.annual.formats_pdf.looking import grids, paragraphs, read, texts
from tests.annual.formats_pdf.printing import Sheet
from tests.annual.formats_pdf.printing import pdf as printed

from gongkai.annual.reading.blocks import Document, Kind, Picture, UnreadableError
from gongkai.annual.reading.formats import pdf, picture

TABLE = [["信息内容", "本年制发件数"], ["规章", "0"], ["行政规范性文件", "12"]]
without_recognition = pytest.mark.skipif(picture.can_recognise(), reason="gongkai[ocr] is installed")


def report() -> Sheet:
    return (
        Sheet()
        .text(80, 90, "二、主动公开政府信息情况", 16)
        .ruled([80, 250, 400], [120, 150, 180, 210], TABLE)
    )


SAMPLE = printed(report(), Sheet().text(80, 90, "三、收到和处理政府信息公开申请情况", 16))


def test_an_empty_password_opens():
    document = read(report(), password="")
    assert document.kind is Kind.PDF
    assert texts(grids(document)[0]) == TABLE


def test_a_password_is_asked_for_in_one_line():
    with pytest.raises(UnreadableError, match="密码") as refusal:
        read(report(), password="geheim")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"not a PDF", SAMPLE[:100], b"%PDF-1.4\n%%EOF", b"\0" * 5000]
)
def test_what_is_no_pdf_is_said_to_be_damaged(data):
    with pytest.raises(UnreadableError, match="PDF"):
        pdf.read(data)


@st.composite
def damaged(draw: Any) -> bytes:
    """The sample with a few bytes changed, and cut off."""
    changed = bytearray(SAMPLE)
    for _ in range(draw(st.integers(0, 12))):
        changed[draw(st.integers(0, len(changed) - 1))] = draw(st.integers(0, 255))
    cut = draw(st.integers(0, len(changed)))
    return bytes(changed[: cut if draw(st.booleans()) else len(changed)])


def assert_document_or_refusal(data: bytes) -> None:
    try:
        assert isinstance(pdf.read(data), Document)
    except UnreadableError as refusal:
        assert str(refusal)


@settings(max_examples=300)
@given(damaged())
def test_damage_gives_a_document_or_a_refusal(data):
    with pytest.MonkeyPatch.context() as limits:
        limits.setattr(pdf, "_MOST_RECOGNISED", 0)
        assert_document_or_refusal(data)


# What is no longer text is taken for a picture, and to recognise it takes seconds.
@settings(max_examples=5)
@given(damaged())
def test_so_does_damage_that_is_recognised_as_a_picture(data):
    assert_document_or_refusal(data)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_random_bytes_after_the_signature_are_refused_or_read(tail):
    try:
        pdf.read(b"%PDF-1.5\n" + tail)
    except UnreadableError as refusal:
        assert str(refusal)


def test_a_page_that_is_an_image_is_a_picture_page():
    document = read(report(), Sheet().image(0, 0, 595, 842), Sheet().text(80, 90, "五、存在的主要问题", 16))
    assert document.picture_pages == [2]
    assert any("第2页是图片" in warning for warning in document.warnings)


@without_recognition
def test_a_scanned_file_without_recognition_says_what_to_install():
    document = read(Sheet().image(0, 0, 595, 842), Sheet().image(0, 0, 595, 842))
    assert document.picture_pages == [1, 2]
    assert document.blocks == [Picture(page=1), Picture(page=2)]
    assert any("pip install 'gongkai[ocr]'" in warning for warning in document.warnings)


@without_recognition
def test_an_image_without_recognition_says_what_to_install():
    with pytest.raises(UnreadableError, match=r"图片.*pip install 'gongkai\[ocr\]'"):
        picture.read(b"\x89PNG\r\n\x1a\n")


def test_a_table_that_is_an_image_is_a_picture_between_the_paragraphs():
    sheet = Sheet().text(80, 90, "二、主动公开政府信息情况，详见下列表格的内容，数据截至本年末", 12)
    sheet.image(80, 120, 500, 400).text(80, 420, "三、收到和处理政府信息公开申请情况", 12)
    kinds = [type(block).__name__ for block in read(sheet).blocks]
    assert kinds == ["Paragraph", "Picture", "Paragraph"]


def test_a_background_image_under_the_text_is_no_picture():
    sheet = report()
    sheet.parts.insert(0, Sheet().image(0, 0, 595, 842).parts[0])
    document = read(sheet)
    assert document.picture_pages == []
    assert not any(isinstance(block, Picture) for block in document.blocks)
    assert texts(grids(document)[0]) == TABLE


@pytest.mark.parametrize("mapping", ["private", "none"])
def test_text_that_is_not_what_is_printed_is_taken_for_a_picture(mapping):
    document = read(report(), mapping=mapping)
    assert document.picture_pages == [1]
    assert any("文字编码有误" in warning for warning in document.warnings)


def test_an_empty_page_is_no_picture():
    document = read(Sheet(), report())
    assert document.picture_pages == []
    assert document.warnings == []


def test_a_file_of_very_many_pages_is_read_in_part_and_says_so():
    document = pdf.read(printed(*[Sheet().text(80, 300, "一、总体情况", 16) for _ in range(205)]))
    assert "文件太大，共205页，只读了前200页" in document.warnings
    assert len(paragraphs(document)) == 200


def test_a_page_full_of_lines_is_read_in_bounded_time():
    sheet = Sheet().text(80, 90, "二、主动公开政府信息情况", 16)
    sheet.parts.append(
        " ".join(
            f"{50 + n % 500} 50 m {50 + n % 500} 700 l 50 {n % 800} m 550 {n % 800} l" for n in range(4000)
        )
        + " S"
    )
    assert "二、主动公开政府信息情况" in paragraphs(read(sheet))


def _count(data: bytes) -> int:
    return len(pdf.read(data).blocks)


def test_forked_workers_read_while_threads_of_the_parent_read():
    stop = threading.Event()

    def keep_reading() -> None:
        while not stop.is_set():
            pdf.read(SAMPLE)

    threads = [threading.Thread(target=keep_reading) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("fork")) as pool:
            assert set(pool.map(_count, [SAMPLE] * 20, timeout=60)) == {3}
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def test_reading_many_files_keeps_no_memory():
    for _ in range(50):
        pdf.read(SAMPLE)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(200):
        pdf.read(SAMPLE)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 8 * 1024
