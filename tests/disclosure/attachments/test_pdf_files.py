"""PDF files: layers, remarks, files within, what was blacked out or saved over, and pages that are pictures."""

from __future__ import annotations

import threading

import pypdfium2.raw as pdfium
import pytest
from tests.disclosure.attachments.makers import (
    annotated_pdf,
    pdf,
    pdf_saved_over,
    pdf_with_file,
    pdf_with_layer,
    scanned_pdf,
    workbook,
)

from gongkai.disclosure.attachments import ConcernKind, Extract, inspect


def kinds(extract: Extract) -> list[ConcernKind]:
    return [concern.kind for concern in extract.concerns]


def test_an_ordinary_file_is_read_without_alarm() -> None:
    found = inspect(
        pdf("#table(columns: 2, fill: luma(90%), [事项], [时间], [备种], [三月])\n正文在这里。"), "通知.pdf"
    )
    assert (found.failed, found.concerns) == (None, ())
    assert "备种" in found.pieces[0].text
    assert found.pieces[0].place == "第1页"


def test_a_scan_is_said_to_be_a_picture() -> None:
    found = inspect(scanned_pdf(pages=2), "扫描.pdf")
    assert kinds(found) == [ConcernKind.PICTURE]
    assert "第1、2页是图片" in found.concerns[0].detail


def test_an_empty_page_is_no_picture() -> None:
    assert (
        inspect(
            pdf("第一页有很多很多字，写得清清楚楚，没有什么可以怀疑。#pagebreak()#pagebreak()完"), "a.pdf"
        ).concerns
        == ()
    )


@pytest.mark.parametrize(
    "kind", [pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_HIGHLIGHT, pdfium.FPDF_ANNOT_SQUARE]
)
def test_remarks_on_the_page_are_told(kind: int) -> None:
    found = inspect(annotated_pdf("此人电话13812341234", kind), "通知.pdf")
    assert kinds(found) == [ConcernKind.ANNOTATION]
    assert any(piece.hidden and "13812341234" in piece.text for piece in found.pieces)


def test_a_seal_and_typed_words_are_seen_by_every_reader() -> None:
    found = inspect(annotated_pdf("惠民镇人民政府", pdfium.FPDF_ANNOT_STAMP), "通知.pdf")
    assert found.concerns == ()


def test_a_file_within_is_looked_through_too() -> None:
    found = inspect(pdf_with_file("名单.xlsx", workbook()), "通知.pdf")
    assert kinds(found) == [ConcernKind.EMBEDDED_FILE]
    assert any(
        piece.hidden and piece.place.startswith("PDF 内附件《名单.xlsx》工作表“名单”")
        for piece in found.pieces
    )


def test_words_under_a_black_box_are_still_there() -> None:
    found = inspect(
        pdf("张三身份证号码\n#place(top + left, rect(width: 38pt, height: 14pt, fill: black))"), "公示.pdf"
    )
    (concern,) = found.concerns
    assert concern.kind is ConcernKind.COVERED_TEXT
    assert concern.quoted.startswith("张三身")


@pytest.mark.parametrize(
    "source",
    [
        "#rect(width: 90pt, height: 14pt, fill: yellow)[底色在字下面]",
        "#underline[下划线画在字的上面]",
        "张三\n#place(top + left, rect(width: 38pt, height: 14pt, stroke: black))",
        "张三\n#place(top + left, dy: 80pt, rect(width: 38pt, height: 14pt, fill: black))",
    ],
)
def test_colour_under_lines_through_and_frames_around_words_cover_nothing(source: str) -> None:
    assert inspect(pdf(source + "\n" + "正文很长。" * 10), "公示.pdf").concerns == ()


def test_what_a_later_save_took_out_is_found_in_the_version_before() -> None:
    found = inspect(pdf_saved_over("公开的文字写在第一行", "李四电话13812341234"), "公示.pdf")
    assert kinds(found) == [ConcernKind.EARLIER_VERSION]
    assert "13812341234" in found.concerns[0].content.replace(" ", "")
    assert "13812341234" not in "".join(piece.text for piece in found.pieces if not piece.hidden)


def test_a_save_that_took_nothing_out_is_no_matter() -> None:
    """As electronic seals do: they add to the file and change no words of it."""
    data = pdf()
    assert inspect(data + b"\n%%EOF\n", "公示.pdf").concerns == ()


def test_only_layers_that_are_switched_off_are_told() -> None:
    assert kinds(inspect(pdf_with_layer(is_off=True), "图.pdf")) == [ConcernKind.LAYER]
    assert inspect(pdf_with_layer(is_off=False), "图.pdf").concerns == ()


def test_scripts_are_told() -> None:
    data = pdf_with_layer(is_off=False).replace(
        b"/Type/Catalog", b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>/Type/Catalog"
    )
    assert kinds(inspect(data, "图.pdf")) == [ConcernKind.ACTIVE_CONTENT]


def test_a_damaged_file_is_not_checked() -> None:
    found = inspect(pdf()[:200], "通知.pdf")
    assert found.failed == "PDF 已损坏或者不完整，无法检查；请重新导出后再传。"


def test_many_threads_may_look_at_once() -> None:
    data, results = pdf(), []
    threads = [threading.Thread(target=lambda: results.append(inspect(data, "a.pdf"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 8
    assert all(result == results[0] for result in results)
