"""What a Word file may hold beside paragraphs: fields that start programs, controls, choices for old programs."""

from __future__ import annotations

import pytest
from tests.disclosure.attachments.makers import package, with_parts, word

from gongkai.disclosure.attachments import ConcernKind, Extract, inspect

CHOICES = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def with_xml(xml: str) -> Extract:
    """A document with this at the end of its body."""

    def edit(name: str, content: bytes) -> bytes:
        before, mark, after = content.rpartition(b"<w:sectPr")
        return before + xml.encode() + mark + after if name == "word/document.xml" else content

    return inspect(with_parts(word(), {}, edit), "通知.docx")


def kinds(extract: Extract) -> list[ConcernKind]:
    return [concern.kind for concern in extract.concerns]


def texts(extract: Extract, *, hidden: bool) -> str:
    return "\n".join(piece.text for piece in extract.pieces if piece.hidden is hidden)


def test_a_package_without_its_main_part_is_no_document() -> None:
    found = inspect(package({"[Content_Types].xml": b"<Types/>", "word/document2.xml": b"<x/>"}), "a.docx")
    assert found.failed is not None
    assert "没有 Word 正文" in found.failed


def test_a_field_that_calls_a_program_is_told() -> None:
    field = "<w:p><w:r><w:instrText>DDEAUTO excel a.xlsx</w:instrText></w:r></w:p>"
    assert ConcernKind.ACTIVE_CONTENT in kinds(with_xml(field))
    assert ConcernKind.ACTIVE_CONTENT not in kinds(with_xml(field.replace("DDEAUTO", "DATE")))


def test_paragraphs_and_tables_in_controls_are_read() -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph('外格')}<w:tbl><w:tr><w:tc>{paragraph('内格')}</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>"
    found = with_xml(f"<w:sdt><w:sdtContent>{paragraph('控件里的话')}{table}</w:sdtContent></w:sdt>")
    assert "控件里的话" in texts(found, hidden=False)
    [row] = [piece.text for piece in found.pieces if "内格" in piece.text]
    assert row == "外格 内格"


def test_rows_in_controls_are_rows() -> None:
    row = f"<w:tr><w:tc>{paragraph('行里的话')}</w:tc></w:tr>"
    found = with_xml(
        f"<w:tbl><w:tblPr/><w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt></w:tbl>{paragraph('完')}"
    )
    assert "行里的话" in texts(found, hidden=False)


def test_tab_stops_are_no_tabs() -> None:
    stops = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>'
    found = with_xml(f"<w:p>{stops}<w:r><w:t>姓名</w:t><w:tab/><w:t>张三</w:t></w:r></w:p>")
    assert "姓名\t张三" in texts(found, hidden=False)
    assert "\t姓名" not in texts(found, hidden=False)


@pytest.mark.parametrize(("words", "is_told"), [("", False), ("请核对电话", True)])
def test_a_remark_without_words_is_none(words: str, is_told: bool) -> None:
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    comments = (
        f'<w:comments xmlns:w="{main}"><w:comment w:author="李四">{paragraph(words)}</w:comment></w:comments>'
    )
    found = inspect(with_parts(word(), {"word/comments.xml": comments.encode()}), "通知.docx")
    assert (ConcernKind.COMMENT in kinds(found)) is is_told


def test_an_address_to_click_on_is_read_and_fetches_nothing() -> None:
    link = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{RELATIONS}/hyperlink" Target="tel:13812345678" TargetMode="External"/></Relationships>'
    )
    found = inspect(with_parts(word(), {"word/_rels/document.xml.rels": link.encode()}), "通知.docx")
    assert ConcernKind.EXTERNAL_LINK not in kinds(found)
    assert "tel:13812345678" in texts(found, hidden=True)


def choice(new: str, old: str) -> str:
    return (
        f"<mc:AlternateContent {CHOICES}><mc:Choice>{paragraph(new)}</mc:Choice>"
        f"<mc:Fallback>{paragraph(old)}</mc:Fallback></mc:AlternateContent>"
    )


def test_what_old_programs_show_is_read_when_it_says_something_else() -> None:
    assert texts(with_xml(choice("新的话", "新的话")), hidden=False).count("新的话") == 1
    both = texts(with_xml(choice("新的话", "13812345678")), hidden=False)
    assert "新的话" in both and "13812345678" in both


def test_changes_and_hidden_runs_without_words_are_none() -> None:
    empty = (
        '<w:p><w:ins w:author="李四"><w:r><w:t> </w:t></w:r></w:ins>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t> </w:t></w:r></w:p>"
    )
    assert kinds(with_xml(empty)) == kinds(inspect(word(), "通知.docx"))
