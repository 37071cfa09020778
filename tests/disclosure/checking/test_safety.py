"""Personal data and attachments: found, shown masked, cleared by content, mended by one click."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.disclosure.attachments.makers import (
    jpeg,
    package,
    pdf,
    pdf_with_layer,
    scanned_pdf,
    word,
    workbook,
)
from tests.disclosure.checking.drafts import CORRECT, rules, said, spoilt

from gongkai.disclosure.attachments import AttachmentKind, Extract, inspect
from gongkai.disclosure.checking import (
    Attachment,
    Draft,
    Finding,
    Heading,
    Link,
    Paragraph,
    Picture,
    Severity,
    Table,
    check_draft,
)

MOBILE = "13812341234"
CARD = "11010519491231002X"


def attached(data: bytes, name: str) -> tuple[Finding, ...]:
    return spoilt(attachments=(Attachment(name, inspect(data, name)),))


@pytest.mark.parametrize("text", [f"联系人张三，手机{MOBILE}。", f"身份证号{CARD}。"])
def test_personal_data_blocks_is_masked_in_what_is_shown_and_can_be_mended(text: str) -> None:
    (finding,) = said(text)
    assert (finding.rule, finding.severity, finding.place) == (
        "personal_data.text",
        Severity.BLOCKING,
        "正文第1段",
    )
    assert finding.mask_available
    shown = f"{finding.quoted}{finding.message}{finding.remedy}{finding.place}"
    assert MOBILE not in shown
    assert CARD not in shown
    assert "*" in finding.quoted


def test_no_finding_of_any_rule_shows_a_number_in_full() -> None:
    found = said(f"布署布署，，{MOBILE}的的，帐号{CARD}", title=f"截止目前{MOBILE},好")
    assert len(found) > 5
    for finding in found:
        assert MOBILE not in repr(finding)
        assert CARD not in repr(finding)


def test_a_telephone_of_an_office_is_only_a_warning() -> None:
    findings = said("张三家里固定电话：0812-8655555。")
    assert [finding.severity for finding in findings] == [Severity.WARNING]


def test_a_clearance_sticks_to_the_number_and_not_to_its_place() -> None:
    (first,) = said(f"请拨{MOBILE}。")
    (moved,) = spoilt(
        body=(Heading("一、联系方式"), Paragraph("先看这里。"), Paragraph(f"改写了：请拨打 {MOBILE}，谢谢。"))
    )
    (other,) = said("请拨13812351234。")
    assert first.quoted == other.quoted
    assert first.fingerprint == moved.fingerprint
    assert first.fingerprint != other.fingerprint


def test_personal_data_in_a_hidden_column_is_told_with_its_cell() -> None:
    def hide(_: Workbook, sheet: Worksheet) -> None:
        sheet.column_dimensions["C"].hidden = True

    data = workbook(hide, [["姓名", "住址", "电话"], ["张三", "和平村", MOBILE]])
    found = attached(data, "名单.xlsx")
    assert rules(found) == ["personal_data.attachment", "attachment.hidden"]
    assert found[0].place == "附件《名单.xlsx》工作表“名单”第2行C列（隐藏）"
    assert not found[0].mask_available
    assert all(finding.is_blocking for finding in found)


def test_a_list_of_a_thousand_is_told_in_four_findings() -> None:
    rows = [["姓名", "电话"], *([f"村民{number}", f"138{number:08d}"] for number in range(1000))]
    found = attached(workbook(rows=rows), "名单.xlsx")
    assert rules(found) == ["personal_data.attachment"] * 4
    assert "还有997个手机号码" in found[3].message
    more = attached(workbook(rows=[*rows, ["又一个", "13912345678"]]), "名单.xlsx")
    assert [finding.fingerprint for finding in found[:3]] == [finding.fingerprint for finding in more[:3]]
    assert found[3].fingerprint != more[3].fingerprint


def test_numbers_of_two_cells_are_not_read_as_one() -> None:
    assert attached(workbook(rows=[["138", "12341234"], ["1381234", "1234"], ["1234"]]), "a.xlsx") == ()


def test_personal_data_is_found_in_packages_and_pages() -> None:
    data = package(
        {
            "内层.zip": package({"a.txt": f"电话{MOBILE}".encode()}),
            "b.pdf": pdf(f"联系人电话{MOBILE}，请联系。" * 2),
        }
    )
    places = {finding.place for finding in attached(data, "材料.zip")}
    assert any("《内层.zip》压缩包内《a.txt》第1行" in place for place in places)
    assert len(places) == 1  # the same number once, where it is first met


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (workbook(), "名单.xlsx"),
        (word(), "通知.docx"),
        (pdf(), "通知.pdf"),
        (package({"a.xlsx": workbook()}), "a.zip"),
    ],
)
def test_ordinary_attachments_raise_no_alarm(data: bytes, name: str) -> None:
    assert attached(data, name) == ()


@pytest.mark.parametrize(
    ("data", "name", "rule", "severity"),
    [
        (b"MZ\x90\x00" + b"\x00" * 200, "通知.pdf", "attachment.type", Severity.BLOCKING),
        (pdf_with_layer(is_off=True), "图.pdf", "attachment.hidden", Severity.BLOCKING),
        (scanned_pdf(), "扫描.pdf", "attachment.unreadable", Severity.BLOCKING),
        (pdf()[:100], "坏.pdf", "attachment.unreadable", Severity.BLOCKING),
        (b"", "空.txt", "attachment.unreadable", Severity.BLOCKING),
        (jpeg(latitude=(26, 30, 1)), "现场.jpg", "attachment.hidden", Severity.WARNING),
    ],
)
def test_what_is_wrong_with_an_attachment(data: bytes, name: str, rule: str, severity: Severity) -> None:
    found = {(finding.rule, finding.severity) for finding in attached(data, name)}
    assert (rule, severity) in found


def test_an_attachment_that_was_not_looked_through_blocks() -> None:
    (finding,) = spoilt(attachments=(Attachment("方案.docx"),))
    assert (finding.rule, finding.severity) == ("attachment.unreadable", Severity.BLOCKING)


def test_a_clearance_of_an_attachment_ends_when_another_file_takes_its_place() -> None:
    scan = scanned_pdf()
    one, same = attached(scan, "扫描.pdf"), attached(scan, "换了名称.pdf")
    other = attached(scanned_pdf(2), "扫描.pdf")
    assert one[0].fingerprint == same[0].fingerprint
    assert one[0].fingerprint != other[0].fingerprint


def test_hidden_content_that_changes_must_be_cleared_anew() -> None:
    def sheets(text: str) -> bytes:
        def hide(book: Workbook, _: Worksheet) -> None:
            sheet = book.create_sheet("底稿")
            sheet.append(["经手人"])
            sheet.append([text])
            sheet.sheet_state = "hidden"

        return workbook(hide)

    (one,), (other,) = attached(sheets("张三"), "a.xlsx"), attached(sheets("李四"), "a.xlsx")
    assert (one.quoted, one.message) == (other.quoted, other.message)
    assert one.fingerprint != other.fingerprint
    (again,) = attached(sheets("张三"), "改了名.xlsx")
    assert again.fingerprint == one.fingerprint


def test_pictures_of_the_body_tell_where_they_were_taken_but_need_no_clearing() -> None:
    photograph = Picture("田里的秧苗", extract=inspect(jpeg(latitude=(26, 30, 1)), "a.jpg"))
    (finding,) = spoilt(body=(photograph,))
    assert (finding.rule, finding.severity) == ("attachment.hidden", Severity.WARNING)
    plain = Picture("田里的秧苗", extract=inspect(jpeg(latitude=None), "a.jpg"))
    assert spoilt(body=(plain,)) == ()
    disguised = Picture("田里的秧苗", extract=Extract("a.jpg", AttachmentKind.PROGRAM))
    assert rules(spoilt(body=(disguised,))) == ["attachment.unreadable"]


_TEXT = st.text(
    alphabet="的了是在镇长王建国李晓梅，。、；：“”（）《》〔〕1382024年件号,.()[] 布署帐号截止\n\t",
    max_size=200,
)


@settings(max_examples=200, deadline=None)
@given(_TEXT, _TEXT, _TEXT)
def test_no_check_breaks_down_whatever_is_written(title: str, text: str, target: str) -> None:
    body = (
        Paragraph(text, (Link(text, target),)),
        Table(((text, title), (title, text))),
        Picture(title, text),
    )
    draft = replace(CORRECT, title=title, body=body, metadata={"document_number": text, "summary": target})
    assert "check.failed" not in rules(check_draft(draft))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=100))
def test_no_check_breaks_down_on_any_characters(text: str) -> None:
    draft = Draft(
        text,
        (Paragraph(text, (Link(text, text),)),),
        {"document_number": text},
        ledger={text: 1},
        leaders=CORRECT.leaders,
    )
    assert "check.failed" not in rules(check_draft(draft))


def test_a_draft_of_two_thousand_characters_is_checked_while_one_types() -> None:
    paragraph = CORRECT.body[1]
    assert isinstance(paragraph, Paragraph)
    draft = replace(CORRECT, body=tuple(replace(paragraph) for _ in range(2000 // len(paragraph.text) + 1)))
    check_draft(draft)
    seconds = []
    for _ in range(7):
        fresh = replace(draft)
        started = time.process_time()
        check_draft(fresh)
        seconds.append(time.process_time() - started)
    assert min(seconds) < 0.02  # of the processor's time, whatever else it does; a quarter is what it takes
